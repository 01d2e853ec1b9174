//! How many refusals of each caller are recorded one by one: a flood must neither fill the disk nor use up another caller's
//! budget.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pki::Timestamp;

/// The ledger's actor for a peer without a pinned key.
pub(crate) const UNKNOWN_CALLER: &str = "stranger";

const WINDOW: Duration = Duration::from_secs(60);
/// How many refusals a window records one by one, for each pinned caller and for all unknown callers together.
const PER_CALLER: u32 = 600;
const PER_UNKNOWN_CALLERS: u32 = 60;

/// The refusals of the current windows, by actor.
#[derive(Default)]
pub(crate) struct RefusalBudget(Mutex<BTreeMap<String, Window>>);

struct Window {
    since: Timestamp,
    admitted: u32,
    unrecorded: u32,
}

impl RefusalBudget {
    /// Whether a refusal of `actor` is to be recorded; otherwise it is counted.
    pub(crate) fn admit(&self, actor: &str, now: Timestamp) -> bool {
        let most = if actor == UNKNOWN_CALLER { PER_UNKNOWN_CALLERS } else { PER_CALLER };
        let mut windows = self.windows();
        let window = windows.entry(actor.to_owned()).or_insert(Window { since: now, admitted: 0, unrecorded: 0 });
        // A window that is over and has no unrecorded refusals begins again; one that has is settled first.
        if now.since(window.since) >= WINDOW && window.unrecorded == 0 {
            *window = Window { since: now, admitted: 0, unrecorded: 0 };
        }
        let admitted = window.admitted < most;
        if admitted {
            window.admitted += 1;
        } else {
            window.unrecorded = window.unrecorded.saturating_add(1);
        }
        admitted
    }

    /// By actor, how many refusals of windows that are over were only counted; with `all`, of every window.
    pub(crate) fn over(&self, now: Timestamp, all: bool) -> Vec<(String, u32)> {
        let mut windows = self.windows();
        let over: Vec<String> = windows
            .iter()
            .filter(|(_, window)| all || now.since(window.since) >= WINDOW)
            .map(|(actor, _)| actor.clone())
            .collect();
        let ended = over.into_iter().filter_map(|actor| windows.remove(&actor).map(|window| (actor, window.unrecorded)));
        ended.filter(|(_, unrecorded)| *unrecorded > 0).collect()
    }

    fn windows(&self) -> MutexGuard<'_, BTreeMap<String, Window>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_counted_until_it_is_settled() {
        let budget = RefusalBudget::default();
        let start = Timestamp::from_millis(1_000_000);
        let recorded = (0..PER_CALLER + 7).filter(|_| budget.admit("portal", start)).count();
        assert_eq!(recorded, PER_CALLER as usize);
        assert_eq!(budget.over(start, false), []);
        assert_eq!(budget.over(start.plus(WINDOW), false), [("portal".to_owned(), 7)]);
        assert!(budget.admit("portal", start.plus(WINDOW)));
    }

    #[test]
    fn unauthenticated_peers_cannot_use_up_the_budget_of_a_caller() {
        let budget = RefusalBudget::default();
        let start = Timestamp::from_millis(1_000_000);
        let recorded = (0..10_000).filter(|_| budget.admit(UNKNOWN_CALLER, start)).count();
        assert_eq!(recorded, PER_UNKNOWN_CALLERS as usize);
        assert!(budget.admit("portal", start));
        assert_eq!(budget.over(start, true), [(UNKNOWN_CALLER.to_owned(), 10_000 - PER_UNKNOWN_CALLERS)]);
    }
}

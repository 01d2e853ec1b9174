//! Refusals go into the ledger, within a budget: a flood must not fill the disk.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pki::Timestamp;
use serde_json::json;

use crate::core::Core;

/// How many refusals a window records one by one.
const PER_WINDOW: u32 = 600;
const WINDOW: Duration = Duration::from_secs(60);

/// What the running window has seen.
#[derive(Default)]
pub(crate) struct RefusalBudget(Mutex<Option<Window>>);

struct Window {
    since: Timestamp,
    seen: u32,
}

impl RefusalBudget {
    /// Records a refusal; beyond the budget only how many there were, with the next window's first.
    pub(super) async fn record(&self, core: &Core, actor: &str, operation: &'static str, code: &str) {
        tracing::info!(actor, operation, code, "refused");
        let Some(unrecorded) = self.admit(core.now()) else { return };
        if let Err(fault) = store(core, actor, operation, code, unrecorded).await {
            tracing::error!(%fault, operation, code, "a refusal could not be recorded");
        }
    }

    /// Whether to record; and how many of the last window were not.
    fn admit(&self, now: Timestamp) -> Option<u32> {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match window.as_mut() {
            Some(running) if now.since(running.since) < WINDOW => {
                running.seen = running.seen.saturating_add(1);
                (running.seen <= PER_WINDOW).then_some(0)
            }
            _ => {
                let unrecorded = window.as_ref().map_or(0, |last| last.seen.saturating_sub(PER_WINDOW));
                *window = Some(Window { since: now, seen: 1 });
                Some(unrecorded)
            }
        }
    }
}

async fn store(
    core: &Core,
    actor: &str,
    operation: &'static str,
    code: &str,
    unrecorded: u32,
) -> Result<(), chassis::db::StoreError> {
    let mut tx = core.db.begin_write().await?;
    if unrecorded > 0 {
        core.record(&mut tx, crate::core::SELF, "refusals.unrecorded", "", json!({ "count": unrecorded })).await?;
    }
    core.record(&mut tx, actor, "refused", operation, json!({ "code": code })).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_counted_and_reported_with_the_next_window() {
        let budget = RefusalBudget::default();
        let start = Timestamp::from_millis(1_000_000);
        let recorded = (0..PER_WINDOW + 7).filter(|_| budget.admit(start).is_some()).count();
        assert_eq!(recorded, PER_WINDOW as usize);
        assert_eq!(budget.admit(start.plus(WINDOW)), Some(7));
        assert_eq!(budget.admit(start.plus(WINDOW)), Some(0));
    }
}

//! Events that may recur as often as somebody wishes: one line a minute, with their number.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The time between two lines.
const EVERY: Duration = Duration::from_secs(60);

/// A kind of event that is logged at most once a minute, usually a `static` beside the event.
#[derive(Debug)]
pub struct Recurring(Mutex<State>);

#[derive(Debug)]
struct State {
    logged: Option<Instant>,
    since: u64,
}

impl Recurring {
    /// Nothing has happened yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Mutex::new(State { logged: None, since: 0 }))
    }

    /// Counts an event. Returns the number of events since the last line, including this one, if a line is due.
    #[must_use]
    pub fn due(&self) -> Option<u64> {
        self.due_at(Instant::now())
    }

    fn due_at(&self, now: Instant) -> Option<u64> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.since = state.since.saturating_add(1);
        if state.logged.is_some_and(|logged| now.duration_since(logged) < EVERY) {
            return None;
        }
        state.logged = Some(now);
        Some(std::mem::take(&mut state.since))
    }
}

impl Default for Recurring {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_event_is_logged_and_then_one_line_a_minute_counts_the_others() {
        let (recurring, begin) = (Recurring::new(), Instant::now());
        let after = |seconds| begin + Duration::from_secs(seconds);
        let due: Vec<_> = [0, 1, 59, 60, 61, 200].map(|seconds| recurring.due_at(after(seconds))).to_vec();
        assert_eq!(due, [Some(1), None, None, Some(3), None, Some(2)]);
    }
}

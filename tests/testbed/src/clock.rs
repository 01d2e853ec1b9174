//! A clock that runs like the machine's and can be moved forward.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use pki::{Clock, SystemClock, Timestamp};

/// The machine's clock plus an offset.
#[derive(Debug, Default)]
pub struct MovedClock(AtomicI64);

impl MovedClock {
    /// A clock that shows `moment` now.
    #[must_use]
    pub fn beginning(moment: Timestamp) -> Self {
        Self(AtomicI64::new(moment.as_millis() - SystemClock.now().as_millis()))
    }

    /// Moves the clock forward.
    pub fn forward(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).expect("a human span of time"), Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(SystemClock.now().as_millis() + self.0.load(Ordering::SeqCst))
    }
}

//! A clock that runs as the machine's does and can be moved.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use pki::{Clock, SystemClock, Timestamp};

/// The machine's clock, some way ahead.
#[derive(Debug, Default)]
pub struct MovedClock(AtomicI64);

impl MovedClock {
    /// Moves it `by` into the future.
    pub fn forward(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).expect("a human span of time"), Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(SystemClock.now().as_millis() + self.0.load(Ordering::SeqCst))
    }
}

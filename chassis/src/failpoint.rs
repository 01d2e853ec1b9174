//! Failpoints: points between the durable steps of an act, at which a crash is possible. Tests abort the program there or inspect
//! its state; in production nothing happens.

use std::fmt;
use std::sync::Arc;

/// The actions at the failpoints `B` of a zone, set when it is composed.
pub struct Failpoints<B>(Option<Observer<B>>);

type Observer<B> = Arc<dyn Fn(B) + Send + Sync>;

impl<B> Failpoints<B> {
    /// No action.
    #[must_use]
    pub const fn none() -> Self {
        Self(None)
    }

    /// Calls `observer` at every failpoint.
    #[must_use]
    pub fn observed(observer: impl Fn(B) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(observer)))
    }

    /// Reports that a failpoint is reached.
    pub fn hit(&self, failpoint: B) {
        if let Some(observer) = &self.0 {
            observer(failpoint);
        }
    }
}

impl<B> Clone for Failpoints<B> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<B> fmt::Debug for Failpoints<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Failpoints(…)")
    }
}

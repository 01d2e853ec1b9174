//! Failpoints: points between the steps of an act that are each durable by themselves, where a crash may fall. Tests abort the program
//! there, or look at it; the program itself does nothing.

use std::fmt;
use std::sync::Arc;

/// What happens at the failpoints `B` of a zone. Given at composition.
pub struct Failpoints<B>(Option<Observer<B>>);

type Observer<B> = Arc<dyn Fn(B) + Send + Sync>;

impl<B> Failpoints<B> {
    /// Nothing happens.
    #[must_use]
    pub const fn none() -> Self {
        Self(None)
    }

    /// `observer` is called at every failpoint.
    #[must_use]
    pub fn observed(observer: impl Fn(B) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(observer)))
    }

    /// A failpoint is reached.
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

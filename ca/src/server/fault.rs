//! Why an operation brought no answer, inside the zone.

use chassis::db::StoreError;

/// Why an operation brought no answer.
#[derive(Debug)]
pub(crate) enum Fault<E> {
    /// Decided against; recorded.
    Refused(E),
    /// A message that the types allow and the operation does not.
    Invalid(&'static str),
    /// Something the zone depends on failed: the caller asks again.
    Unavailable,
}

impl<E> From<StoreError> for Fault<E> {
    fn from(fault: StoreError) -> Self {
        tracing::error!(%fault, "the store failed an operation");
        Self::Unavailable
    }
}

//! Why an operation brought no answer, inside the zone.

use chassis::db::StoreError;
use chassis::incident::IncidentId;

/// Why an operation brought no answer.
#[derive(Debug)]
pub(crate) enum Fault<E> {
    /// Decided against; recorded.
    Refused(E),
    /// A message that the types allow and the operation does not.
    Invalid(&'static str),
    /// The idempotency key was used for another call.
    KeyReused,
    /// Something the zone depends on failed: the caller asks again.
    Unavailable,
    /// Something of the zone is broken, and asking again does not help. It was logged under this identifier.
    Incident(IncidentId),
}

impl<E> Fault<E> {
    /// The same with another refusal.
    pub(crate) fn map<F>(self, refusal: impl FnOnce(E) -> F) -> Fault<F> {
        match self {
            Self::Refused(why) => Fault::Refused(refusal(why)),
            Self::Invalid(detail) => Fault::Invalid(detail),
            Self::KeyReused => Fault::KeyReused,
            Self::Unavailable => Fault::Unavailable,
            Self::Incident(id) => Fault::Incident(id),
        }
    }
}

impl<E> From<StoreError> for Fault<E> {
    fn from(fault: StoreError) -> Self {
        if fault.is_incident() {
            return Self::Incident(IncidentId::report(fault));
        }
        tracing::error!(%fault, "the store failed an operation");
        Self::Unavailable
    }
}

//! Why an operation returned no answer, within the zone.

use chassis::db::StoreError;
use chassis::incident::IncidentId;

/// Why an operation returned no answer.
#[derive(Debug)]
pub(crate) enum Fault<E> {
    /// Refused by a decision; recorded.
    Refused(E),
    /// The message is well-formed but not valid for the operation.
    Invalid(&'static str),
    /// The idempotency key was used for another call.
    KeyReused,
    /// Something the zone depends on failed; the caller may retry.
    Unavailable,
    /// Something in the zone is broken, and retrying does not help. It was logged under this identifier.
    Incident(IncidentId),
}

impl<E> Fault<E> {
    /// Maps the refusal.
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
        // That the database is unavailable is logged where it is found out.
        if !matches!(fault, StoreError::Unavailable) {
            tracing::error!(%fault, "an operation failed because of the store");
        }
        Self::Unavailable
    }
}

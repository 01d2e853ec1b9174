//! How acts of the registration authority fail.

use std::fmt;

use ca_contract::Failed;
use chassis::db::StoreError;
use chassis::incident::IncidentId;
use chassis::slow_hash::Busy;

/// Why an act had no effect.
#[derive(Debug, thiserror::Error)]
pub enum Fault<E> {
    /// Refused for a reason that is shown to people.
    #[error("refused: {0}")]
    Refused(E),
    /// Failed without a decision.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Why an act failed without a decision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The database, the folder of dossiers or the certificate authority is not available: nothing was lost, and the act can be
    /// repeated.
    #[error("not available at the moment: {0}")]
    Unavailable(String),
    /// Too many people do the same at once; nothing was done, and the act can be repeated in a minute.
    #[error("busy at the moment")]
    Busy,
    /// Something is broken, and repeating the act does not help. People see the identifier, under which the log describes the
    /// cause.
    #[error("incident {0}")]
    Incident(IncidentId),
}

/// The refusal of acts that are never refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Never {}

impl<E> Fault<E> {
    /// Converts the fault of another operation, mapping its refusals with `refusal`.
    pub fn map<F>(self, refusal: impl FnOnce(E) -> F) -> Fault<F> {
        match self {
            Self::Refused(reason) => Fault::Refused(refusal(reason)),
            Self::Failed(failure) => Fault::Failed(failure),
        }
    }

    /// Something is not available; `what` is for the log.
    pub(crate) fn unavailable(what: impl Into<String>) -> Self {
        Self::Failed(Failure::Unavailable(what.into()))
    }

    /// Something is broken. `what` is logged, and must not contain personal data.
    pub(crate) fn incident(what: impl fmt::Display) -> Self {
        Self::Failed(Failure::Incident(IncidentId::report(what)))
    }

    /// Converts a failed call of the certificate authority, mapping its refusals with `refusal`.
    pub(crate) fn of_authority<R: fmt::Display>(failed: Failed<R>, refusal: impl FnOnce(R) -> E) -> Self {
        match failed {
            Failed::Refused(reason) => Self::Refused(refusal(reason)),
            Failed::Incident { id } => match id.parse() {
                Ok(known) => {
                    IncidentId::relay(known, "the certificate authority reports an incident; see its log");
                    Self::Failed(Failure::Incident(known))
                }
                Err(_) => Self::incident(format_args!("the certificate authority: incident {id}")),
            },
            other => Self::unavailable(format!("the certificate authority: {other}")),
        }
    }
}

impl<E> From<StoreError> for Fault<E> {
    fn from(fault: StoreError) -> Self {
        if fault.is_incident() { Self::incident(fault) } else { Self::unavailable(fault.to_string()) }
    }
}

impl<E> From<Busy> for Fault<E> {
    fn from(Busy: Busy) -> Self {
        Self::Failed(Failure::Busy)
    }
}

/// What people are shown about a call of the certificate authority for an act that is committed, and that a background job repeats
/// until it is answered: the incident that prevents it, if it is one. Logs that `what` was not answered.
pub(crate) fn incident_of_repeated(called: Result<(), Fault<Never>>, what: impl fmt::Display) -> Option<IncidentId> {
    let Err(fault) = called else { return None };
    tracing::warn!(%fault, "the certificate authority did not answer about {what}; it is asked again later");
    match fault {
        Fault::Failed(Failure::Incident(id)) => Some(id),
        Fault::Failed(Failure::Unavailable(_) | Failure::Busy) => None,
        Fault::Refused(never) => match never {},
    }
}

/// The result of working on rows that are independent of each other: an incident with one does not stop the work on the others,
/// and is returned at the end; when something is not available, the remaining rows wait.
#[derive(Default)]
pub(crate) struct Settled(Option<Failure>);

impl Settled {
    pub(crate) fn note(&mut self, done: Result<(), Fault<Never>>) -> Result<(), Fault<Never>> {
        match done {
            Err(Fault::Failed(failure @ Failure::Incident(_))) => self.0 = Some(failure),
            other => other?,
        }
        Ok(())
    }

    pub(crate) fn end(self) -> Result<(), Fault<Never>> {
        self.0.map_or(Ok(()), |failure| Err(Fault::Failed(failure)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(fault: Fault<Never>) -> Failure {
        match fault {
            Fault::Failed(failure) => failure,
            Fault::Refused(never) => match never {},
        }
    }

    #[test]
    fn an_incident_does_not_stop_the_next_row_and_is_returned_at_the_end() {
        let mut settled = Settled::default();
        assert!(settled.note(Err(Fault::incident("a row"))).is_ok());
        assert!(settled.note(Ok(())).is_ok());
        assert_eq!(settled.end().map_err(failed), Err(Failure::Incident(IncidentId::report("a row"))));
        assert!(Settled::default().note(Err(Fault::unavailable("the database"))).is_err());
        assert!(Settled::default().end().is_ok());
    }

    #[test]
    fn temporary_failures_are_unavailable_and_lasting_ones_incidents() {
        let unavailable = |fault: StoreError| matches!(failed(fault.into()), Failure::Unavailable(_));
        for passing in [StoreError::Unavailable, StoreError::Duplicate, StoreError::Stale, StoreError::Aborted] {
            assert!(unavailable(passing.clone()), "{passing:?}");
        }
        let statement = StoreError::Statement { code: "1".to_owned(), message: String::new() };
        for lasting in [StoreError::inconsistent("facts", "is null"), StoreError::Forbidden, statement] {
            assert!(!unavailable(lasting.clone()), "{lasting:?}");
        }
    }

    #[test]
    fn an_incident_of_the_certificate_authority_keeps_its_identifier() {
        let told: Failed<Never> = Failed::Incident { id: "7f3a00c1".to_owned() };
        let failure = failed(Fault::of_authority(told, |never| match never {}));
        assert_eq!(failure.to_string(), "incident 7f3a00c1");
    }
}

//! How anything asked of the registration authority can fail.

use ca_contract::Failed;
use chassis::db::StoreError;
use chassis::slow_hash::Busy;

use crate::orders::NotNow;

/// Why an act brought nothing about.
#[derive(Debug, thiserror::Error)]
pub enum Fault<E> {
    /// Decided against, for a reason that people are told.
    #[error("refused: {0}")]
    Refused(E),
    /// The database, the folder of dossiers or the certificate authority does not answer: nothing was lost, ask again.
    #[error("not available at the moment: {0}")]
    Unavailable(String),
}

/// For what is never refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Never {}

impl<E> Fault<E> {
    /// Of another operation, whose refusals are understood here as `refusal` says.
    pub fn map<F>(self, refusal: impl FnOnce(E) -> F) -> Fault<F> {
        match self {
            Self::Refused(reason) => Fault::Refused(refusal(reason)),
            Self::Unavailable(what) => Fault::Unavailable(what),
        }
    }

    /// The certificate authority's answer, whose refusals are understood here as `refusal` says.
    pub(crate) fn of_authority<R: std::fmt::Display>(failed: Failed<R>, refusal: impl FnOnce(R) -> E) -> Self {
        match failed {
            Failed::Refused(reason) => Self::Refused(refusal(reason)),
            other => Self::Unavailable(format!("the certificate authority: {other}")),
        }
    }
}

/// A transition that its act has not ruled out before: a fault of this program, of which nothing was written.
impl<E> From<NotNow> for Fault<E> {
    fn from(refusal: NotNow) -> Self {
        Self::Unavailable(refusal.to_string())
    }
}

impl<E> From<StoreError> for Fault<E> {
    fn from(fault: StoreError) -> Self {
        Self::Unavailable(fault.to_string())
    }
}

impl<E> From<Busy> for Fault<E> {
    fn from(busy: Busy) -> Self {
        Self::Unavailable(busy.to_string())
    }
}

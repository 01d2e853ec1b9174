//! How a handler ends that did not do what it was asked: the one translation of refusals and faults.

use axum::response::{IntoResponse, Response};
use i18n::{Language, Words};
use pages::{PageFault, see_other};
use registration::fault::{Failure, Fault, Never};

use crate::CATALOGUES;

/// A reason why something was not done, as the portal answers it. Implemented beside the page that it is about.
pub(crate) trait Refusal {
    /// What the handler tells on a page of its own; [`Never`] where each reason is answered by another page.
    type Told;

    /// What the handler tells in the reader's language, or else what is answered instead of its page.
    fn told(self, t: Words) -> Result<Self::Told, NoPage>;
}

/// What the handler tells of a fault in the reader's language, or else what is answered instead of its page.
pub(crate) fn told<E: Refusal>(fault: Fault<E>, t: Words) -> Result<E::Told, NoPage> {
    match fault {
        Fault::Refused(refusal) => refusal.told(t),
        Fault::Failed(failure) => Err(failed(failure).into()),
    }
}

/// What is shown when nothing was decided.
pub(crate) fn failed(failure: Failure) -> PageFault {
    match failure {
        Failure::Unavailable(what) => PageFault::Unavailable(what),
        Failure::Incident(id) => PageFault::Incident(id),
    }
}

impl Refusal for Never {
    type Told = Self;

    fn told(self, _: Words) -> Result<Self, NoPage> {
        match self {}
    }
}

/// A handler has no page of its own to show.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoPage {
    /// A page that says why.
    Fault(PageFault),
    /// Another page says it, at this path.
    SeeOther(String),
}

impl NoPage {
    /// Another page says why.
    pub(crate) fn see_other(path: impl Into<String>) -> Self {
        Self::SeeOther(path.into())
    }
}

impl From<PageFault> for NoPage {
    fn from(fault: PageFault) -> Self {
        Self::Fault(fault)
    }
}

/// Of faults that no page of a handler tells: `?` ends the handler.
impl<E: Refusal<Told = Never>> From<Fault<E>> for NoPage {
    fn from(fault: Fault<E>) -> Self {
        // Nothing is told, in whichever language.
        match told(fault, Words::new(Language::default(), &CATALOGUES)) {
            Ok(never) => match never {},
            Err(no_page) => no_page,
        }
    }
}

impl IntoResponse for NoPage {
    fn into_response(self) -> Response {
        match self {
            Self::Fault(fault) => fault.into_response(),
            Self::SeeOther(path) => see_other(&path),
        }
    }
}

#[cfg(test)]
mod tests;

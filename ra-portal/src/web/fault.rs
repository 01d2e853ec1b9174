//! What a handler answers if it did not do what was requested: the only translation of refusals and failures into pages.

use axum::response::{IntoResponse, Response};
use i18n::{Language, Words};
use pages::{PageFault, see_other};
use registration::fault::{Failure, Fault, Never};

use crate::CATALOGUES;

/// A refusal of an operation, translated for people. Implemented beside the page that it belongs to.
pub(crate) trait Refusal {
    /// What the handler shows on its own page; [`Never`] if every refusal is answered with another page.
    type Told;

    /// What the handler shows on its own page, in the reader's language, or the answer that replaces its page.
    fn told(self, t: Words) -> Result<Self::Told, NoPage>;
}

/// Translates a refusal or failure: what the handler shows on its own page, in the reader's language, or the answer that replaces
/// its page.
pub(crate) fn told<E: Refusal>(fault: Fault<E>, t: Words) -> Result<E::Told, NoPage> {
    match fault {
        Fault::Refused(refusal) => refusal.told(t),
        Fault::Failed(failure) => Err(failed(failure).into()),
    }
}

/// The page for an operation that failed without a decision.
pub(crate) fn failed(failure: Failure) -> PageFault {
    match failure {
        Failure::Unavailable(what) => PageFault::Unavailable(what),
        Failure::Busy => PageFault::Busy,
        Failure::Incident(id) => PageFault::Incident(id),
    }
}

impl Refusal for Never {
    type Told = Self;

    fn told(self, _: Words) -> Result<Self, NoPage> {
        match self {}
    }
}

/// The answer if a handler shows no page of its own.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoPage {
    /// An error page.
    Fault(PageFault),
    /// A redirect to this path, whose page explains the state.
    SeeOther(String),
}

impl NoPage {
    /// A redirect to a page that explains the state.
    pub(crate) fn see_other(path: impl Into<String>) -> Self {
        Self::SeeOther(path.into())
    }
}

impl From<PageFault> for NoPage {
    fn from(fault: PageFault) -> Self {
        Self::Fault(fault)
    }
}

/// For operations whose refusals are all answered with other pages: `?` ends the handler.
impl<E: Refusal<Told = Never>> From<Fault<E>> for NoPage {
    fn from(fault: Fault<E>) -> Self {
        // `Never` has no text, so the language does not matter.
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

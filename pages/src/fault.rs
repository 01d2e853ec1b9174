//! What is answered instead of a page: the one translation of faults into pages.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use registration::fault::{Fault, Never};

/// Why there is no page. The middleware that knows the reader's language turns it into one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PageFault {
    /// There is nothing here, or nothing that this reader may know of.
    NotFound,
    /// Not by this method.
    MethodNotAllowed,
    /// The reader may not do this.
    Forbidden,
    /// The form was sent from another site, or the browser does not say from where.
    ForeignForm,
    /// The form cannot be read.
    Unreadable,
    /// The form or file is larger than the page takes.
    TooLarge,
    /// The form took too long to come.
    TooSlow,
    /// The account is sending as much as it may at once, or everybody is.
    TooManyUploads,
    /// Somebody changed the same thing in the meantime: nothing was done.
    ChangedMeanwhile,
    /// Something that the page needs does not answer; for the log only.
    Unavailable(String),
}

impl PageFault {
    /// The HTTP status.
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Forbidden | Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooManyUploads => StatusCode::TOO_MANY_REQUESTS,
            Self::ChangedMeanwhile => StatusCode::CONFLICT,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The name of its texts: `fault-<name>-title`, `fault-<name>-text`.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method",
            Self::Forbidden => "forbidden",
            Self::ForeignForm => "foreign-form",
            Self::Unreadable => "unreadable",
            Self::TooLarge => "too-large",
            Self::TooSlow => "too-slow",
            Self::TooManyUploads => "too-many-uploads",
            Self::ChangedMeanwhile => "changed-meanwhile",
            Self::Unavailable(_) => "unavailable",
        }
    }
}

/// The status, and the fault for the middleware to show.
impl IntoResponse for PageFault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Fault<Never>> for PageFault {
    fn from(fault: Fault<Never>) -> Self {
        match fault {
            Fault::Refused(never) => match never {},
            Fault::Unavailable(what) => Self::Unavailable(what),
        }
    }
}

impl From<askama::Error> for PageFault {
    fn from(fault: askama::Error) -> Self {
        Self::Unavailable(format!("a template: {fault}"))
    }
}

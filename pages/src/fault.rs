//! What is answered instead of a page.

use axum::response::{IntoResponse, Response};
use http::StatusCode;

/// Why there is no page. A handler returns it; admission, which knows the reader's language, makes a page of it
/// ([`Zone::fault_page`](crate::Zone::fault_page)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageFault {
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
    #[must_use]
    pub const fn status(&self) -> StatusCode {
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

    /// The key of what the page is called.
    #[must_use]
    pub fn title_key(&self) -> String {
        format!("fault-{}-title", self.name())
    }

    /// The key of what happened, and what the reader can do.
    #[must_use]
    pub fn text_key(&self) -> String {
        format!("fault-{}-text", self.name())
    }

    const fn name(&self) -> &'static str {
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

impl From<askama::Error> for PageFault {
    fn from(fault: askama::Error) -> Self {
        Self::Unavailable(format!("a template: {fault}"))
    }
}

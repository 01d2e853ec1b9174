//! Faults, which are answered in place of a page.

use std::fmt;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use chassis::incident::IncidentId;
use http::StatusCode;
use i18n::Words;

/// Why a page cannot be shown. A handler returns it, and admission, which knows the reader's language, renders it
/// ([`Zone::fault_page`](crate::Zone::fault_page)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageFault {
    /// There is nothing here, or nothing that the visitor may know of.
    NotFound,
    /// The method is not allowed here.
    MethodNotAllowed,
    /// The visitor may not do this.
    Forbidden,
    /// The form was sent from another site, or the browser does not state its origin.
    ForeignForm,
    /// The form cannot be parsed.
    Unreadable,
    /// The form or file exceeds the page's limit.
    TooLarge,
    /// The form was sent too slowly.
    TooSlow,
    /// The limit of simultaneous uploads, of the account or of all together, is reached.
    TooManyUploads,
    /// The same thing was changed in the meantime. Nothing was done.
    ChangedMeanwhile,
    /// Something that the page needs is unavailable. The text is for the log only.
    Unavailable(String),
    /// Too many people do the same at once. It can be tried again after [`Self::retry_after`].
    Busy,
    /// Something is broken, and retrying does not help. It was logged under this identifier, which the page shows.
    Incident(IncidentId),
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
            Self::Unavailable(_) | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Incident(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// When trying again is worthwhile, if it is.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            // An upload that is under way takes minutes at most, and others end meanwhile.
            Self::TooManyUploads => Some(Duration::from_secs(30)),
            Self::Unavailable(_) | Self::Busy => Some(Duration::from_secs(60)),
            _ => None,
        }
    }

    /// The code of the problem, for programs.
    pub(crate) fn code(&self) -> String {
        format!("page.{}", self.name())
    }

    /// The key of the page title.
    #[must_use]
    pub fn title_key(&self) -> String {
        format!("fault-{}-title", self.name())
    }

    /// The key of the text that explains what happened and what to do.
    #[must_use]
    pub fn text_key(&self) -> String {
        format!("fault-{}-text", self.name())
    }

    /// What happened, and what the reader can do.
    #[must_use]
    pub fn text(&self, t: &Words) -> String {
        match self {
            Self::Incident(id) => t.with(&self.text_key(), [("incident", id.to_string().as_str())]),
            _ => t.say(&self.text_key()),
        }
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
            Self::Busy => "busy",
            Self::Incident(_) => "incident",
        }
    }

    /// An incident while a page was made. `what` is logged and must not contain personal data.
    #[must_use]
    pub fn incident(what: impl fmt::Display) -> Self {
        Self::Incident(IncidentId::report(what))
    }
}

/// The status, with the fault attached for admission to render.
impl IntoResponse for PageFault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<askama::Error> for PageFault {
    fn from(fault: askama::Error) -> Self {
        Self::incident(format_args!("a template: {fault}"))
    }
}

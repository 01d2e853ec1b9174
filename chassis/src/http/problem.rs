//! Problem details (RFC 9457).

use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use serde_json::{Value as Json, json};

use crate::incident::IncidentId;

/// The media type of problem details (RFC 9457 §4.1).
const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Why a request was refused, as `application/problem+json`.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// A stable name such as `ca.issue.approval-used`; the problem's type is `/problems/` followed by it.
    pub code: String,
    /// A short description, always the same for this kind of problem.
    pub title: String,
    /// What is wrong with this request.
    pub detail: Option<String>,
    /// The extension member `refusal`, for programs that act on it.
    pub refusal: Option<Json>,
    /// The identifier under which the log has details: the extension member `incident`.
    pub incident: Option<IncidentId>,
}

impl Problem {
    /// A problem without details.
    #[must_use]
    pub fn new(status: StatusCode, code: impl Into<String>, title: impl Into<String>) -> Self {
        Self { status, code: code.into(), title: title.into(), detail: None, refusal: None, incident: None }
    }

    /// Adds what is wrong with this request.
    #[must_use]
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// Adds the refusal for programs.
    #[must_use]
    pub fn with_refusal(self, refusal: Json) -> Self {
        Self { refusal: Some(refusal), ..self }
    }

    /// Adds the identifier of an incident.
    #[must_use]
    pub fn with_incident(self, incident: IncidentId) -> Self {
        Self { incident: Some(incident), ..self }
    }
}

/// The problem is attached to the response, so that the listener can show it to people as a page.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut members = json!({
            "type": format!("/problems/{}", self.code),
            "title": self.title,
            "status": self.status.as_u16(),
        });
        if let Some(detail) = &self.detail {
            members["detail"] = detail.as_str().into();
        }
        if let Some(refusal) = &self.refusal {
            members["refusal"] = refusal.clone();
        }
        if let Some(incident) = self.incident {
            members["incident"] = incident.to_string().into();
        }
        let mut response = (self.status, [(CONTENT_TYPE, MEDIA_TYPE)], members.to_string()).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

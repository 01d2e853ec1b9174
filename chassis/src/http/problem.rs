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

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut members = json!({
            "type": format!("/problems/{}", self.code),
            "title": self.title,
            "status": self.status.as_u16(),
        });
        if let Some(detail) = self.detail {
            members["detail"] = detail.into();
        }
        if let Some(refusal) = self.refusal {
            members["refusal"] = refusal;
        }
        if let Some(incident) = self.incident {
            members["incident"] = incident.to_string().into();
        }
        (self.status, [(CONTENT_TYPE, MEDIA_TYPE)], members.to_string()).into_response()
    }
}

/// Adds a body to the responses of the listener's own limits, which have none. Responses of handlers stay as they are.
pub(super) async fn describe_limits(response: Response) -> Response {
    let kind = response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    let described = kind.is_some_and(|kind| kind == MEDIA_TYPE.as_bytes() || kind.starts_with(b"text/html"));
    match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE if !described => {
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "http.body-too-large", "The request's body is too large").into_response()
        }
        StatusCode::REQUEST_TIMEOUT if !described => {
            Problem::new(StatusCode::REQUEST_TIMEOUT, "http.too-slow", "The request took too long").into_response()
        }
        _ => response,
    }
}

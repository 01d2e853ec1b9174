//! Health reports for monitoring.

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use serde_json::{Value as Json, json};

/// The report of `/health`.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// Whether the service works: status 200, otherwise 503.
    pub ok: bool,
    /// Details for operators. They are public.
    pub facts: Json,
}

impl IntoResponse for Health {
    fn into_response(self) -> Response {
        let status = if self.ok { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
        let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
        (status, headers, json!({ "ok": self.ok, "facts": self.facts }).to_string()).into_response()
    }
}

/// The route `GET /health`, to be merged into a service's router. `report` is called for each request.
pub fn health<F, Answer>(report: F) -> Router
where
    F: Fn() -> Answer + Clone + Send + Sync + 'static,
    Answer: Future<Output = Health> + Send,
{
    Router::new().route("/health", get(async move || report().await))
}

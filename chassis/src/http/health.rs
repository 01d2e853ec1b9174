//! Health reports for monitoring.

use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use serde_json::{Value as Json, json};

use super::peer::FromOperator;

/// The report of `/health`.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// Whether the service works: status 200, otherwise 503.
    pub ok: bool,
    /// Details, for the operator only.
    pub facts: Json,
}

/// What everybody may know.
impl IntoResponse for Health {
    fn into_response(self) -> Response {
        let report = json!({ "ok": self.ok });
        self.respond(&report)
    }
}

impl Health {
    fn in_full(self) -> Response {
        let report = json!({ "ok": self.ok, "facts": self.facts });
        self.respond(&report)
    }

    fn respond(&self, report: &Json) -> Response {
        let status = if self.ok { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
        let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
        (status, headers, report.to_string()).into_response()
    }
}

/// The route `GET /health`, to be merged into a service's router. `report` is called for each request. Everybody learns whether the
/// service works, and the operator ([`FromOperator`]) also the facts.
pub fn health<F, Answer>(report: F) -> Router
where
    F: Fn() -> Answer + Clone + Send + Sync + 'static,
    Answer: Future<Output = Health> + Send,
{
    let answer = async move |operator: Option<Extension<FromOperator>>| {
        let health = report().await;
        if operator.is_some() { health.in_full() } else { health.into_response() }
    };
    Router::new().route("/health", get(answer))
}

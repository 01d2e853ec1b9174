//! The style sheet of the emergency pages: inline, so that it arrives with the first response, and allowed by its hash alone.

use std::sync::LazyLock;

use askama::Template;
use axum::response::Response;
use base64::{Engine, prelude::BASE64_STANDARD};
use http::header::CONTENT_SECURITY_POLICY;
use http::{HeaderValue, StatusCode};
use pki::Digest;

use crate::web::PageFault;

/// The content of the `<style>` element of every emergency page.
pub(crate) const STYLE: &str = include_str!("../../../../templates/emergency/style.css");

/// No scripts and no subresources: only this style sheet, an empty icon so that browsers do not request one, and forms to our own
/// origin.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let hash = BASE64_STANDARD.encode(Digest::of(STYLE.as_bytes()).as_bytes());
    let allowed = format!("default-src 'none'; style-src 'sha256-{hash}'; img-src data:");
    let policy = format!("{allowed}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    HeaderValue::from_str(&policy).ok()
});

/// A page with that style sheet. If its policy could not be built, the stricter one of all pages remains.
pub(crate) fn emergency_page(status: StatusCode, template: &impl Template) -> Result<Response, PageFault> {
    let mut response = pages::page_with(status, template)?;
    if let Some(policy) = &*POLICY {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy.clone());
    }
    Ok(response)
}

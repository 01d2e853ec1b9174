//! The emergency pages' own style: inside the page, so that it is there with the first answer, and allowed by its hash alone.

use std::sync::LazyLock;

use askama::Template;
use axum::response::Response;
use base64::{Engine, prelude::BASE64_STANDARD};
use http::header::CONTENT_SECURITY_POLICY;
use http::{HeaderValue, StatusCode};
use pki::Digest;

use crate::web::{NoPage, page_with};

/// What stands between the tags of every emergency page.
pub(crate) const STYLE: &str = include_str!("../../../../templates/emergency/style.css");

/// Nothing is loaded, nothing runs; this style, an icon that is empty so that no browser asks for one, and forms to ourselves.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let hash = BASE64_STANDARD.encode(Digest::of(STYLE.as_bytes()).as_bytes());
    let allowed = format!("default-src 'none'; style-src 'sha256-{hash}'; img-src data:");
    let policy = format!("{allowed}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    HeaderValue::from_str(&policy).ok()
});

/// A page with that style; without the policy for it, the stricter one of all pages stays.
pub(super) fn emergency_page(status: StatusCode, template: &impl Template) -> Result<Response, NoPage> {
    let mut response = page_with(status, template)?;
    if let Some(policy) = &*POLICY {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy.clone());
    }
    Ok(response)
}

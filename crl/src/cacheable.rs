//! Cacheable responses (RFC 9110, RFC 9111; for OCSP RFC 9919).

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, EXPIRES, IF_NONE_MATCH, LAST_MODIFIED};
use http::{HeaderMap, HeaderValue, StatusCode};
use jiff::fmt::rfc2822::DateTimePrinter;
use pki::{Digest, Timestamp};

/// How long caches may keep anything, which limits how late a revocation becomes visible (docs/profiles.md#caching).
const LONGEST_AGE: Duration = Duration::from_secs(300);

/// A body with the times that determine how long caches keep it.
#[derive(Clone, Debug)]
pub(crate) struct Cacheable {
    pub(crate) content_type: &'static str,
    pub(crate) body: Bytes,
    /// The digest of the body, used as strong entity tag.
    pub(crate) digest: Digest,
    pub(crate) last_modified: Timestamp,
    /// When the body expires; `None` if it is valid for years.
    pub(crate) expires: Option<Timestamp>,
}

impl Cacheable {
    /// The response to a request with these headers: the body, or 304 if the client has it.
    pub(crate) fn respond(&self, request: &HeaderMap, now: Timestamp) -> Response {
        let entity_tag = format!("\"{}\"", self.digest);
        let known = names(request, &entity_tag);
        let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { self.body.clone().into_response() };
        let age = self.expires.map_or(LONGEST_AGE, |expires| expires.since(now).min(LONGEST_AGE)).as_secs();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        let texts = [
            (ETAG, Some(entity_tag)),
            (CACHE_CONTROL, Some(format!("max-age={age}, public, no-transform, must-revalidate"))),
            (LAST_MODIFIED, date(self.last_modified)),
            (EXPIRES, self.expires.and_then(date)),
        ];
        for (header, text) in texts {
            if let Some(value) = text.and_then(|text| HeaderValue::try_from(text).ok()) {
                headers.insert(header, value);
            }
        }
        response
    }
}

/// Whether If-None-Match includes `entity_tag`, with weak comparison (RFC 9110 §13.1.2).
fn names(request: &HeaderMap, entity_tag: &str) -> bool {
    let lists = request.get_all(IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
    lists
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == entity_tag)
}

/// An HTTP date (RFC 9110 §5.6.7); `None` if the time cannot be represented.
fn date(moment: Timestamp) -> Option<String> {
    let moment = jiff::Timestamp::from_second(moment.as_seconds()).ok()?;
    DateTimePrinter::new().timestamp_to_rfc9110_string(&moment).ok()
}

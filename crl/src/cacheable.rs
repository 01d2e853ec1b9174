//! Cacheable responses (RFC 9110, RFC 9111; for OCSP RFC 9919).

use std::time::{Duration, SystemTime};

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, EXPIRES, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use http::{HeaderMap, HeaderValue, StatusCode};
use jiff::fmt::rfc2822::DateTimePrinter;
use pki::{Digest, Timestamp};

/// How long caches may keep anything, which limits how late a revocation becomes visible (docs/profiles.md#caching).
const LONGEST_AGE: Duration = Duration::from_secs(300);

/// Every date tells; see [`Cacheable::dates_tell_from`].
pub(crate) const ALWAYS: Option<Timestamp> = Some(Timestamp::from_millis(i64::MIN));

/// A body with the times that determine how long caches keep it.
#[derive(Clone, Debug)]
pub(crate) struct Cacheable {
    pub(crate) content_type: &'static str,
    pub(crate) body: Bytes,
    /// The digest of the body, used as strong entity tag.
    pub(crate) digest: Digest,
    pub(crate) last_modified: Timestamp,
    /// From which date on If-Modified-Since tells that the client has this body; [`ALWAYS`] if no other body had the same `last_modified` or
    /// a later one, `None` if a date never tells (RFC 9110 §8.8.2.2). Entity tags always do.
    pub(crate) dates_tell_from: Option<Timestamp>,
    /// When the body expires; `None` if it is valid for years.
    pub(crate) expires: Option<Timestamp>,
}

impl Cacheable {
    /// The response to a request with these headers: the body, or 304 if the client has it.
    pub(crate) fn respond(&self, request: &HeaderMap, now: Timestamp) -> Response {
        let entity_tag = format!("\"{}\"", self.digest);
        let known = if request.contains_key(IF_NONE_MATCH) {
            names(request, &entity_tag)
        } else {
            let told = self.dates_tell_from.map(|from| from.max(self.last_modified.truncated()));
            told.zip(since(request, now)).is_some_and(|(told, since)| told <= since)
        };
        let mut response = if known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            ([(CONTENT_TYPE, HeaderValue::from_static(self.content_type))], self.body.clone()).into_response()
        };
        let age = self.expires.map_or(LONGEST_AGE, |expires| expires.since(now).min(LONGEST_AGE)).as_secs();
        let headers = response.headers_mut();
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

/// The date of If-Modified-Since, in any of the three forms of RFC 9110 §5.6.7; `None` if there is none, it is not a date, or it is later
/// than `now` (§13.1.3).
fn since(request: &HeaderMap, now: Timestamp) -> Option<Timestamp> {
    let mut values = request.get_all(IF_MODIFIED_SINCE).into_iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let since = httpdate::parse_http_date(value.to_str().ok()?).ok()?;
    let since = since.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let since = Timestamp::from_millis(0).plus(since);
    (since <= now).then_some(since)
}

/// An HTTP date (RFC 9110 §5.6.7); `None` if the time cannot be represented.
fn date(moment: Timestamp) -> Option<String> {
    let moment = jiff::Timestamp::from_second(moment.as_seconds()).ok()?;
    DateTimePrinter::new().timestamp_to_rfc9110_string(&moment).ok()
}

#[cfg(test)]
mod tests;

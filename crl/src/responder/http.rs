//! OCSP over HTTP (RFC 6960 appendix A, RFC 9919).

use std::sync::Arc;

use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use chassis::http::Problem;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, StatusCode, Uri};
use pki::ocsp::{ErrorStatus, error_response};

use super::answer::{Reply, answer};
use super::request_target::Target;
use crate::core::Core;
use crate::response_cache::MEDIA_TYPE;

/// Maximum length of a GET path or query, enough for the maximum number of SHA-1 CertIDs.
const LONGEST_PATH: usize = 4096;

pub(crate) async fn get(State(core): State<Arc<Core>>, uri: Uri, headers: HeaderMap) -> Response {
    if uri.path().len().max(uri.query().map_or(0, str::len)) > LONGEST_PATH {
        return Problem::new(StatusCode::URI_TOO_LONG, "status.path-too-long", "The request belongs in a POST").into_response();
    }
    let target = Target::of(uri.path(), uri.query());
    if let Some(refusal) = refuse(&core, &target) {
        return refusal;
    }
    let now = core.now();
    match target.request().map_or(Reply::Error(ErrorStatus::MalformedRequest), |request| answer(&core, &request, now)) {
        Reply::Shared(answer) => answer.cacheable().respond(&headers, now),
        reply => unshared(reply),
    }
}

/// `POST /ocsp/{name}`. The content type is ignored.
pub(crate) async fn post(State(core): State<Arc<Core>>, uri: Uri, body: Result<Bytes, BytesRejection>) -> Response {
    if let Some(refusal) = refuse(&core, &Target::of(uri.path(), None)) {
        return refusal;
    }
    match body {
        Ok(request) => unshared(answer(&core, &request, core.now())),
        Err(rejection) => {
            Problem::new(rejection.status(), "status.unreadable-body", "The request's body is too large or broke off")
                .into_response()
        }
    }
}

/// 404 for a path that does not name an issuer with OCSP. While no issuers are known, the response is `tryLater`.
///
/// The CertID determines the issuer. A request about another of our CAs is answered under any path of ours.
fn refuse(core: &Core, target: &Target<'_>) -> Option<Response> {
    let index = core.index.read();
    let Some(index) = index.as_ref() else { return Some(unshared(Reply::Error(ErrorStatus::TryLater))) };
    let known = target.issuer.as_ref().and_then(|name| index.issuer(name)).is_some_and(|issuer| issuer.ocsp);
    (!known)
        .then(|| Problem::new(StatusCode::NOT_FOUND, "status.no-such-issuer", "No CA of this name offers OCSP").into_response())
}

/// A response that must not be cached. OCSP errors have status 200 too.
fn unshared(reply: Reply) -> Response {
    let body = match reply {
        Reply::Error(status) => Bytes::copy_from_slice(&error_response(status)),
        Reply::Shared(answer) => answer.body.clone(),
        Reply::Own(answer) => answer.body,
    };
    ([(CONTENT_TYPE, MEDIA_TYPE), (CACHE_CONTROL, "no-store")], body).into_response()
}

//! `GET /crl/{name}.crl` (RFC 5280 §4.2.1.13) and `GET /ca/{name}.cer` (§4.2.2.1).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use chassis::http::Problem;
use http::{HeaderMap, StatusCode};

use crate::cacheable::{ALWAYS, Cacheable};
use crate::core::Core;

/// The newest CRL of a CA, however old; its nextUpdate states until when it is valid.
pub(crate) async fn crl(State(core): State<Arc<Core>>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    let newest = file.strip_suffix(".crl").and_then(|name| core.crls.cacheable(&name.parse().ok()?));
    match newest {
        Some(crl) => crl.respond(&headers, core.now()),
        None => Problem::new(StatusCode::NOT_FOUND, "status.no-such-crl", "No CRL of this name is published").into_response(),
    }
}

/// The certificate of a CA, DER.
pub(crate) async fn certificate(State(core): State<Arc<Core>>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    let issuer = file.strip_suffix(".cer").and_then(|name| {
        let index = core.index.read();
        index.as_ref()?.issuer(&name.parse().ok()?).map(Arc::clone)
    });
    let Some(issuer) = issuer else {
        return Problem::new(StatusCode::NOT_FOUND, "status.no-such-ca", "No CA of this name is known").into_response();
    };
    let certificate = Cacheable {
        content_type: "application/pkix-cert",
        body: Bytes::copy_from_slice(issuer.certificate.der()),
        digest: issuer.certificate.fingerprint(),
        last_modified: issuer.certificate.validity().not_before(),
        dates_tell_from: ALWAYS,
        expires: None,
    };
    certificate.respond(&headers, core.now())
}

//! Answering OCSP requests (docs/profiles.md#ocsp-requests).

use std::sync::Arc;
use std::time::Duration;

use pki::ocsp::{CertId, CertStatus, ErrorStatus, Nonce, OcspRequest, RequestFault, ResponseContent, SingleResponse};
use pki::{Digest, Timestamp};

use crate::core::Core;
use crate::index::Issuer;
use crate::response_cache::SignedResponse;

#[derive(Clone, Debug)]
pub(super) enum Reply {
    /// An error status, not cacheable.
    Error(ErrorStatus),
    /// A response that is valid for every request about the same certificates, cacheable.
    Shared(Arc<SignedResponse>),
    /// A response for this request only, because it echoes a nonce, or states the status unknown, which may change at any time.
    Own(SignedResponse),
}

/// Answers a DER request at the time `now`.
pub(super) fn answer(core: &Core, request: &[u8], now: Timestamp) -> Reply {
    match OcspRequest::from_der(request) {
        Ok(request) => answer_request(core, request, now).unwrap_or_else(Reply::Error),
        Err(RequestFault::Malformed) => Reply::Error(ErrorStatus::MalformedRequest),
        Err(RequestFault::TooManyCertIds) => Reply::Error(ErrorStatus::Unauthorized),
    }
}

fn answer_request(core: &Core, request: OcspRequest, now: Timestamp) -> Result<Reply, ErrorStatus> {
    if core.is_lagging(now) {
        return Err(ErrorStatus::TryLater);
    }
    let (signing_issuer, singles) = look_up(core, request.cert_ids)?;
    let nonce = request.nonce.filter(Nonce::is_echoed);
    if nonce.is_none()
        && let [single] = singles.as_slice()
        && let Some(presigned) = core.responses.find(single.cert_id.der(), single.status, now)
    {
        return Ok(Reply::Shared(presigned));
    }
    let signed = sign(core, &signing_issuer, &singles, nonce.as_ref(), now)?;
    let own = nonce.is_some() || singles.iter().any(|single| single.status == CertStatus::Unknown);
    Ok(if own { Reply::Own(signed) } else { Reply::Shared(Arc::new(signed)) })
}

/// The issuer of the first certificate, and the status of each requested certificate of that issuer, for which alone its responder key
/// speaks (decision 0021).
fn look_up(core: &Core, cert_ids: Vec<CertId>) -> Result<(Arc<Issuer>, Vec<SingleResponse>), ErrorStatus> {
    let index = core.index.read();
    let index = index.as_ref().ok_or(ErrorStatus::TryLater)?;
    let issuer_of = |id| index.issuer_of(id).ok_or(ErrorStatus::Unauthorized);
    let issuers = cert_ids.iter().map(issuer_of).collect::<Result<Vec<_>, _>>()?;
    let signing_issuer = Arc::clone(issuers.first().ok_or(ErrorStatus::MalformedRequest)?);
    let asked = cert_ids.into_iter().zip(issuers).filter(|(_, issuer)| Arc::ptr_eq(issuer, &signing_issuer));
    let single = |(cert_id, issuer): (CertId, &Arc<Issuer>)| {
        let serial = cert_id.serial();
        let status = serial.map_or(CertStatus::Unknown, |serial| index.status(&issuer.name, &serial));
        SingleResponse { cert_id, status }
    };
    let singles = asked.map(single).collect();
    Ok((signing_issuer, singles))
}

/// Signs a response with the newest valid key for `signing_issuer`. The response expires no later than the key's certificate.
pub(super) fn sign(
    core: &Core,
    signing_issuer: &Issuer,
    singles: &[SingleResponse],
    nonce: Option<&Nonce>,
    now: Timestamp,
) -> Result<SignedResponse, ErrorStatus> {
    let key = core.keys.signing(&signing_issuer.name, now).ok_or(ErrorStatus::TryLater)?;
    let this_update = now.truncated();
    let next_update = this_update.plus(core.response_validity).min(key.validity().not_after());
    if next_update <= now {
        return Err(ErrorStatus::TryLater);
    }
    let archive_cutoff = signing_issuer.certificate.validity().not_before();
    let body = key.sign(&ResponseContent { singles, this_update, next_update, archive_cutoff, nonce }).map_err(|fault| {
        tracing::error!(issuer = %signing_issuer.name, %fault, "an OCSP response could not be signed");
        ErrorStatus::InternalError
    })?;
    let settled_at = singles.iter().map(|single| settled_at(single.status, core.max_lag)).max();
    Ok(SignedResponse { digest: Digest::of(&body), body: body.into(), this_update, next_update, settled_at })
}

/// When every responder that still answers states this status. Until then, another one, or this one before the revocation reached it, may
/// have signed `good` with the same thisUpdate or a later one.
fn settled_at(status: CertStatus, max_lag: Duration) -> Timestamp {
    match status {
        CertStatus::Revoked { at, .. } => at.plus(max_lag + Duration::from_secs(1)),
        CertStatus::Good | CertStatus::Unknown => Timestamp::from_millis(i64::MIN),
    }
}

//! Answering OCSP requests (docs/profiles.md#ocsp-requests).

use std::sync::Arc;

use pki::ocsp::{BasicContent, CertId, CertStatus, ErrorStatus, Nonce, OcspRequest, RequestFault, SingleAnswer};
use pki::{Digest, Timestamp};

use crate::answers::SignedAnswer;
use crate::core::Core;
use crate::index::Issuer;

#[derive(Clone, Debug)]
pub(super) enum Reply {
    /// An error status, not cacheable.
    Error(ErrorStatus),
    /// A response that fits every request about the same certificates, cacheable.
    Shared(Arc<SignedAnswer>),
    /// A response for this request only, because it echoes a nonce, or says that a certificate is unknown, which may change at
    /// any time.
    Own(SignedAnswer),
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
    let (signatory, singles) = look_up(core, request.cert_ids)?;
    let nonce = request.nonce.filter(Nonce::is_echoed);
    if nonce.is_none()
        && let [single] = singles.as_slice()
        && let Some(presigned) = core.answers.find(single.cert_id.der(), single.status, now)
    {
        return Ok(Reply::Shared(presigned));
    }
    let signed = sign(core, &signatory, &singles, nonce.as_ref(), now)?;
    let own = nonce.is_some() || singles.iter().any(|single| single.status == CertStatus::Unknown);
    Ok(if own { Reply::Own(signed) } else { Reply::Shared(Arc::new(signed)) })
}

/// The status of each requested certificate, and the issuer of the first, whose responder key signs for all of them (decision
/// 0004).
fn look_up(core: &Core, cert_ids: Vec<CertId>) -> Result<(Arc<Issuer>, Vec<SingleAnswer>), ErrorStatus> {
    let index = core.index.read();
    let index = index.as_ref().ok_or(ErrorStatus::TryLater)?;
    let mut signatory = None;
    let mut singles = Vec::with_capacity(cert_ids.len());
    for cert_id in cert_ids {
        let issuer = index.issuer_of(&cert_id).ok_or(ErrorStatus::Unauthorized)?;
        signatory.get_or_insert_with(|| Arc::clone(issuer));
        let serial = cert_id.serial();
        let status = serial.map_or(CertStatus::Unknown, |serial| index.status(&issuer.name, &serial));
        singles.push(SingleAnswer { cert_id, status });
    }
    Ok((signatory.ok_or(ErrorStatus::MalformedRequest)?, singles))
}

/// Signs a response with the newest valid key for `signatory`. It ends with the key's certificate at the latest.
pub(super) fn sign(
    core: &Core,
    signatory: &Issuer,
    singles: &[SingleAnswer],
    nonce: Option<&Nonce>,
    now: Timestamp,
) -> Result<SignedAnswer, ErrorStatus> {
    let key = core.keys.signing(&signatory.name, now).ok_or(ErrorStatus::TryLater)?;
    let this_update = now.truncated();
    let next_update = this_update.plus(core.answer_validity).min(key.validity().not_after());
    if next_update <= now {
        return Err(ErrorStatus::TryLater);
    }
    let archive_cutoff = signatory.certificate.validity().not_before();
    let body = key.sign(&BasicContent { singles, this_update, next_update, archive_cutoff, nonce }).map_err(|fault| {
        tracing::error!(issuer = %signatory.name, %fault, "an OCSP answer could not be signed");
        ErrorStatus::InternalError
    })?;
    Ok(SignedAnswer { digest: Digest::of(&body), body: body.into(), this_update, next_update })
}

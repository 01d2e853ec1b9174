//! Renewing an officer's certificate: a new key, the same officer.

use ca_contract::Der;
use ca_contract::officers::{OfficerKeyError, OfficerRenewed, RenewOfficer, RenewOfficerError};
use ca_contract::statement::Officer;
use chassis::db::{StoreError, Tx};
use pki::{Certificate, Id, Timestamp};
use serde_json::json;

use super::acting::two_who_vouch;
use super::certify::read_request;
use super::store::{self, Enrolled, Renewal};
use super::{ActingOfficer, certify};
use crate::call::{Call, Fault};
use crate::core::Core;

type RenewFault = Fault<RenewOfficerError>;

/// Certifies a new key for an officer for whom two others vouch; their present certificate stops.
pub(crate) async fn renew(core: &Core, call: &Call, question: RenewOfficer) -> Result<OfficerRenewed, RenewFault> {
    let RenewOfficer { officer, proposed_by, confirmed_by, .. } = question;
    if proposed_by == confirmed_by || [proposed_by, confirmed_by].contains(&officer) {
        return Err(Fault::Refused(RenewOfficerError::FourEyes));
    }
    let (known, _) = judge(core, &mut core.db.begin_read().await?, &question, call.received_at).await?;
    let certified = certify_new_key(core, &call.actor(), officer, &known.name, &question.request.0).await;
    let (certificate, mut tx) = certified.map_err(|fault| fault.map(RenewOfficerError::from))?;
    // While the queue signed, an officer may have been dismissed, or this one renewed: what is replaced is what is on file now.
    let (known, by) = judge(core, &mut tx, &question, call.received_at).await?;
    let renewal = Renewal { officer, replaced: known.fingerprint, certificate: &certificate, by: Some(by), at: core.now() };
    record(core, &mut tx, &call.actor(), &renewal).await?;
    let answer = OfficerRenewed {
        certificate: Der(certificate.der().to_vec()),
        chain: vec![Der(core.issuers.internal().certificate.der().to_vec())],
    };
    call.remember(&mut tx, &answer).await?;
    tx.commit().await?;
    Ok(answer)
}

/// Whose certificate is renewed, and the two who vouch.
async fn judge(
    core: &Core,
    tx: &mut Tx,
    question: &RenewOfficer,
    at: Timestamp,
) -> Result<(Enrolled, [ActingOfficer; 2]), RenewFault> {
    let officer = question.officer;
    let known = store::enrolled(tx, officer).await?.ok_or(Fault::Refused(RenewOfficerError::UnknownOfficer { officer }))?;
    Ok((known, two_who_vouch(core, tx, [question.proposed_by, question.confirmed_by], at).await?))
}

/// The new certificate, in the open transaction that stores it.
pub(super) async fn certify_new_key(
    core: &Core,
    actor: &str,
    officer: Id<Officer>,
    name: &str,
    request: &[u8],
) -> Result<(Certificate, Tx), Fault<OfficerKeyError>> {
    let request = read_request(request).map_err(Fault::Refused)?;
    Ok(certify(core, actor, officer, name, &request).await?)
}

/// Pins the new certificate, on record.
pub(super) async fn record(core: &Core, tx: &mut Tx, actor: &str, renewal: &Renewal<'_>) -> Result<(), StoreError> {
    store::replace_certificate(tx, renewal).await?;
    let by = renewal.by.map(|[proposed_by, confirmed_by]| json!([proposed_by.id(), confirmed_by.id()]));
    let detail = json!({
        "certificate": renewal.certificate.fingerprint(), "replaced": renewal.replaced, "by": by, "signed": false,
    });
    core.record(tx, actor, "officer.renewed", &renewal.officer.to_string(), detail).await
}

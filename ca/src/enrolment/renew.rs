//! Renewing an officer's certificate: a new key, the same officer.

use ca_contract::Der;
use ca_contract::officers::{OfficerKeyError, OfficerRenewed, RenewOfficer, RenewOfficerError};
use ca_contract::statement::Officer;
use chassis::act::Act;
use chassis::db::{StoreError, Tx};
use pki::{Id, Timestamp};
use serde_json::json;

use super::certify::{certify, read_request};
use super::store::{self, Renewal};
use crate::call::{Answered, Call, Decide, Fault, Proceed};
use crate::core::Core;
use crate::issuance::SignedSingle;
use crate::officers::{self, ActingOfficer, Enrolled, two_who_vouch};

type RenewFault = Fault<RenewOfficerError>;

/// First certifies the new key of an officer for whom two others vouch, then replaces the present certificate.
impl Proceed for RenewOfficer {
    async fn proceed(self, core: &Core, call: &Call) -> Result<Answered<OfficerRenewed>, RenewFault> {
        if self.proposed_by == self.confirmed_by || [self.proposed_by, self.confirmed_by].contains(&self.officer) {
            return Err(Fault::Refused(RenewOfficerError::FourEyes));
        }
        let (known, _) = check(core, &mut core.db.begin_read().await?, &self, call.received_at).await?;
        let signed = certify_new_key(core, &call.actor(), self.officer, &known.name, &self.request.0).await;
        let signed = signed.map_err(|fault| fault.map(RenewOfficerError::from))?;
        call.answer(core, Renew { question: &self, signed }).await
    }
}

/// Replaces the officer's present certificate.
struct Renew<'a> {
    question: &'a RenewOfficer,
    signed: SignedSingle,
}

impl Decide for Renew<'_> {
    type Output = OfficerRenewed;
    type Refusal = RenewOfficerError;

    async fn decide(self, act: &mut Act<'_, Core>, call: &Call) -> Result<OfficerRenewed, RenewFault> {
        let (core, at) = (act.zone(), act.at());
        // During the signing, an officer may have been dismissed, or this one renewed: the certificate on file now is replaced.
        let (known, by) = check(core, act.tx(), self.question, call.received_at).await?;
        let certificate = self.signed.store(act).await?;
        let officer = self.question.officer;
        let renewal = Renewal { officer, replaced: known.fingerprint, certificate: &certificate, by: Some(by), at };
        record(act, &renewal).await?;
        Ok(OfficerRenewed {
            certificate: Der(certificate.der().to_vec()),
            chain: vec![Der(core.issuers.internal().certificate.der().to_vec())],
        })
    }
}

/// The officer to renew, and the two who vouch.
async fn check(
    core: &Core,
    tx: &mut Tx,
    question: &RenewOfficer,
    at: Timestamp,
) -> Result<(Enrolled, [ActingOfficer; 2]), RenewFault> {
    let officer = question.officer;
    let known = officers::enrolled(tx, officer).await?.ok_or(Fault::Refused(RenewOfficerError::UnknownOfficer { officer }))?;
    Ok((known, two_who_vouch(core, tx, [question.proposed_by, question.confirmed_by], at).await?))
}

/// Signs a certificate for the new key of an officer.
pub(super) async fn certify_new_key(
    core: &Core,
    actor: &str,
    officer: Id<Officer>,
    name: &str,
    request: &[u8],
) -> Result<SignedSingle, Fault<OfficerKeyError>> {
    let key = read_request(core, request).map_err(Fault::Refused)?;
    Ok(certify(core, actor, officer, name, &key).await?)
}

/// Stores the new certificate, and records the renewal.
pub(super) async fn record(act: &mut Act<'_, Core>, renewal: &Renewal<'_>) -> Result<(), StoreError> {
    store::replace_certificate(act.tx(), renewal).await?;
    let by = renewal.by.map(|[proposed_by, confirmed_by]| json!([proposed_by.id(), confirmed_by.id()]));
    let detail = json!({
        "certificate": renewal.certificate.fingerprint(), "replaced": renewal.replaced, "by": by, "signed": false,
    });
    act.record("officer.renewed", &renewal.officer.to_string(), detail).await
}

//! Recording a request: the first pair of eyes, and what both read.

use chassis::act::Act;
use serde_json::json;

use super::Revocations;
use super::evidence::{Evidence, OfficersReason};
use super::request::{RequestId, RevocationOutcome, RevocationOverview, RevocationRecord, contradicts, has_arrived, revocable};
use super::store::{self, NewRequest};
use crate::access::Action;
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::messages::OrderFacts;
use crate::officers::{self, Officer};
use crate::orders::{self, OrderId, OrderNumber};

/// Lists beyond this are shown in part.
const AT_MOST: u32 = 100;

/// Why a request was not recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordRevocationError {
    /// The form recorded another request before.
    #[error("the form recorded another request, about order {order}")]
    KeyUsed {
        /// The order that it is about.
        order: OrderNumber,
        /// Why.
        reason: OfficersReason,
    },
    /// Removed meanwhile, or no registration officer.
    #[error("only a registration officer may record revocations")]
    NotAllowed,
    /// No such order, or no token produced for it.
    #[error("no token was produced for this order")]
    NothingToRevoke,
    /// The certificates are revoked already.
    #[error("the certificates are revoked already")]
    AlreadyRevoked,
    /// The token was lost in the post, says the reason; the holder logged in with it.
    #[error("the token arrived: the holder logged in with it")]
    Arrived,
    /// Another request about this token stands.
    #[error("a request about this token waits to be confirmed")]
    AlreadyRecorded,
}

/// Why a request was not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawError {
    /// Removed meanwhile, or no registration officer.
    #[error("only a registration officer may take back requests")]
    NotAllowed,
    /// No such request, or one that was confirmed.
    #[error("this request does not stand, or was confirmed")]
    TooLate,
}

impl Revocations {
    /// Records a request to revoke both certificates of the order's token. `id` is drawn by the form: recorded twice with
    /// the same reason and evidence, it counts once.
    ///
    /// # Errors
    /// [`RecordRevocationError`].
    pub async fn record_revocation(
        &self,
        by: &Officer,
        order: OrderId,
        id: RequestId,
        reason: OfficersReason,
        evidence: &Evidence,
    ) -> Result<(), Fault<RecordRevocationError>> {
        let core = &self.core;
        let nothing = || Fault::Refused(RecordRevocationError::NothingToRevoke);
        let found = orders::find(&mut core.db.begin_read().await?, order).await?.ok_or_else(nothing)?;
        let number = found.placed().map(|placed| placed.number.clone()).ok_or_else(nothing)?;
        let ciphertext = core.dossier_keys.encrypt(&number, &encryption_name(id), evidence.as_str().as_bytes()).await;
        let encrypted_evidence = ciphertext.map_err(|fault| fault.map(|never| match never {}))?;

        let mut act = core.begin(by.actor()).await?;
        let known = record(&mut act, by, order, id, reason, &encrypted_evidence).await?;
        act.commit().await?;
        let Some(known) = known else { return Ok(()) };
        let about_same = known.order == order && known.recorded_by == by.id() && known.reason == reason;
        if about_same && self.evidence(&known).await.map_err(|fault| fault.map(|never| match never {}))? == *evidence {
            return Ok(());
        }
        Err(Fault::Refused(RecordRevocationError::KeyUsed { order: known.number, reason: known.reason }))
    }

    /// Takes back a request that nobody confirmed.
    ///
    /// # Errors
    /// [`WithdrawError`].
    pub async fn withdraw_revocation(&self, by: &Officer, id: RequestId) -> Result<(), Fault<WithdrawError>> {
        let mut act = self.core.begin(by.actor()).await?;
        withdraw(&mut act, by, id).await?;
        act.commit().await?;
        Ok(())
    }

    /// What there is to revoke of an order, and what was recorded about it; none of an order that was never placed.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn revocations_of(&self, order: OrderId) -> Result<Option<RevocationOverview>, Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        let Some(found) = orders::find(&mut tx, order).await? else { return Ok(None) };
        let Some(facts) = OrderFacts::of(&found) else { return Ok(None) };
        let recorded = store::of_order(&mut tx, order, AT_MOST).await?;
        drop(tx);
        let (token, revoked_at) = revocable(found.state());
        let mut requests = Vec::with_capacity(recorded.len());
        for request in recorded {
            let evidence = self.evidence(&request).await?;
            requests.push((request, evidence));
        }
        Ok(Some(RevocationOverview {
            order,
            number: facts.number,
            holder: facts.holder,
            token,
            revoked_at,
            has_arrived: has_arrived(found.state()),
            requests,
        }))
    }

    /// Requests that wait for the second officer or for the certificate authority, the longest waiting first.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn pending_revocations(&self) -> Result<Vec<RevocationRecord>, Fault<Never>> {
        Ok(store::pending(&mut self.core.db.begin_read().await?, AT_MOST).await?)
    }

    pub(super) async fn evidence(&self, request: &RevocationRecord) -> Result<Evidence, Fault<Never>> {
        let name = encryption_name(request.id);
        let decrypted = self.core.dossier_keys.decrypt(&request.number, &name, &request.encrypted_evidence).await?;
        let evidence = std::str::from_utf8(&decrypted).ok().and_then(|text| text.parse().ok());
        evidence.ok_or_else(|| Fault::incident("the evidence of a revocation is not what was written"))
    }
}

/// Records a request, unless one of that identifier is on record: which it is.
async fn record(
    act: &mut Act<'_, Core>,
    by: &Officer,
    order: OrderId,
    id: RequestId,
    reason: OfficersReason,
    encrypted_evidence: &[u8],
) -> Result<Option<RevocationRecord>, Fault<RecordRevocationError>> {
    let recorded_at = act.at();
    if !officers::may(act.tx(), by, Action::RevokeAsOfficer, recorded_at).await? {
        return Err(Fault::Refused(RecordRevocationError::NotAllowed));
    }
    if let Some(known) = store::find(act.tx(), id).await? {
        return Ok(Some(known));
    }
    let nothing = || Fault::Refused(RecordRevocationError::NothingToRevoke);
    let found = orders::find(act.tx(), order).await?.ok_or_else(nothing)?;
    let number = found.placed().map(|placed| placed.number.clone()).ok_or_else(nothing)?;
    let token = match revocable(found.state()) {
        (Some(token), None) => token,
        (Some(_), Some(_)) => return Err(Fault::Refused(RecordRevocationError::AlreadyRevoked)),
        (None, _) => return Err(nothing()),
    };
    if contradicts(found.state(), reason) {
        return Err(Fault::Refused(RecordRevocationError::Arrived));
    }
    if store::is_pending(act.tx(), &token).await? {
        return Err(Fault::Refused(RecordRevocationError::AlreadyRecorded));
    }
    let request = NewRequest { id, order, token: &token, reason, encrypted_evidence, recorded_by: by.id(), recorded_at };
    store::insert(act.tx(), &request).await?;
    let detail = json!({ "order": number, "token": token, "reason": reason });
    act.record("revocation.recorded", &id.to_string(), detail).await?;
    Ok(None)
}

async fn withdraw(act: &mut Act<'_, Core>, by: &Officer, id: RequestId) -> Result<(), Fault<WithdrawError>> {
    let now = act.at();
    if !officers::may(act.tx(), by, Action::RevokeAsOfficer, now).await? {
        return Err(Fault::Refused(WithdrawError::NotAllowed));
    }
    let request = store::find(act.tx(), id).await?.ok_or(Fault::Refused(WithdrawError::TooLate))?;
    match (&request.outcome, &request.confirmed) {
        (Some(RevocationOutcome::Withdrawn { .. }), _) => return Ok(()),
        (None, None) => {}
        _ => return Err(Fault::Refused(WithdrawError::TooLate)),
    }
    store::settle(act.tx(), id, &RevocationOutcome::Withdrawn { by: by.id(), at: now }).await?;
    Ok(act.record("revocation.withdrawn", &id.to_string(), json!({})).await?)
}

/// What the evidence is called among what is encrypted under the dossier's key.
fn encryption_name(request: RequestId) -> String {
    format!("revocation-{request}")
}

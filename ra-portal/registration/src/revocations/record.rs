//! Recording a request, by the first officer; and what both officers read.

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

/// Maximum entries of a list.
const AT_MOST: u32 = 100;

/// Why a request was not recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordRevocationError {
    /// The form was sent before with another request.
    #[error("the form was sent before with another request, about order {order}")]
    KeyUsed {
        /// The order of that request.
        order: OrderNumber,
        reason: OfficersReason,
    },
    /// The officer was dismissed or is not a registration officer.
    #[error("only a registration officer may record revocations")]
    NotAllowed,
    /// There is no such order, or no token was produced for it.
    #[error("no token was produced for this order")]
    NothingToRevoke,
    #[error("the certificates are revoked already")]
    AlreadyRevoked,
    /// The reason is that the token was lost in the post, but the holder has logged in with it.
    #[error("the token arrived: the holder logged in with it")]
    Arrived,
    /// Another request for this token is open.
    #[error("a request about this token waits to be confirmed")]
    AlreadyRecorded,
}

/// Why a request was not withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawError {
    /// The officer was dismissed or is not a registration officer.
    #[error("only a registration officer may withdraw requests")]
    NotAllowed,
    /// There is no such request, or it was confirmed.
    #[error("this request is no longer open")]
    TooLate,
}

impl Revocations {
    /// Records a request to revoke both certificates of the order's token. Idempotent for `id`, which the form carries, with the
    /// same reason and evidence.
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
        let found = orders::find(&core.order_keys, &mut core.db.begin_read().await?, order).await?.ok_or_else(nothing)?;
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

    /// Withdraws a request that is not confirmed.
    ///
    /// # Errors
    /// [`WithdrawError`].
    pub async fn withdraw_revocation(&self, by: &Officer, id: RequestId) -> Result<(), Fault<WithdrawError>> {
        let mut act = self.core.begin(by.actor()).await?;
        withdraw(&mut act, by, id).await?;
        act.commit().await?;
        Ok(())
    }

    /// What of an order can be revoked, and which requests were recorded; none if the order was never placed.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn revocations_of(&self, order: OrderId) -> Result<Option<RevocationOverview>, Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        let Some(found) = orders::find(&self.core.order_keys, &mut tx, order).await? else { return Ok(None) };
        let Some(facts) = OrderFacts::of(&found) else { return Ok(None) };
        let recorded = store::of_order(&self.core.order_keys, &mut tx, order, AT_MOST).await?;
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
        Ok(store::pending(&self.core.order_keys, &mut self.core.db.begin_read().await?, AT_MOST).await?)
    }

    pub(super) async fn evidence(&self, request: &RevocationRecord) -> Result<Evidence, Fault<Never>> {
        let name = encryption_name(request.id);
        let decrypted = self.core.dossier_keys.decrypt(&request.number, &name, &request.encrypted_evidence).await?;
        let evidence = std::str::from_utf8(&decrypted).ok().and_then(|text| text.parse().ok());
        evidence.ok_or_else(|| Fault::incident("the evidence of a revocation is not what was written"))
    }
}

/// Records a request; if one with that identifier is on record, returns it.
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
    if let Some(known) = store::find(&act.zone().order_keys, act.tx(), id).await? {
        return Ok(Some(known));
    }
    let nothing = || Fault::Refused(RecordRevocationError::NothingToRevoke);
    let found = orders::find(&act.zone().order_keys, act.tx(), order).await?.ok_or_else(nothing)?;
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
    let request = store::find(&act.zone().order_keys, act.tx(), id).await?.ok_or(Fault::Refused(WithdrawError::TooLate))?;
    match (&request.outcome, &request.confirmed) {
        (Some(RevocationOutcome::Withdrawn { .. }), _) => return Ok(()),
        (None, None) => {}
        _ => return Err(Fault::Refused(WithdrawError::TooLate)),
    }
    store::settle(act.tx(), id, &RevocationOutcome::Withdrawn { by: by.id(), at: now }).await?;
    Ok(act.record("revocation.withdrawn", &id.to_string(), json!({})).await?)
}

/// The name of the evidence among the data encrypted under the dossier's key.
fn encryption_name(request: RequestId) -> String {
    format!("revocation-{request}")
}

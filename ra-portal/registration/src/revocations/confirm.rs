//! Confirming a request, and having the certificate authority revoke.

use ca_contract::revocation::{RevokeByOfficers, RevokeByOfficersError};
use ca_contract::{Failed, IdempotencyKey, Refusal};
use chassis::act::Act;
use chassis::incident::IncidentId;
use serde_json::json;

use super::request::{Confirmed, RequestId, RevocationOutcome, RevocationRecord, contradicts};
use super::{Revocations, store};
use crate::Failpoint;
use crate::access::Action;
use crate::core::Core;
use crate::fault::{Fault, Never, incident_of_repeated};
use crate::officers::{self, Officer};
use crate::orders;

const AT_ONCE: u32 = 100;

/// Why a request was not confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfirmRevocationError {
    /// The officer was dismissed or is not a registration officer.
    #[error("only a registration officer may confirm revocations")]
    NotAllowed,
    /// There is no such request, or it was withdrawn or overtaken by another revocation.
    #[error("this request is no longer open")]
    Gone,
    #[error("another officer confirmed this request")]
    AlreadyConfirmed,
    /// The same person recorded it, perhaps with another certificate.
    #[error("the officer who recorded it may not confirm it")]
    FourEyes,
    /// The reason is that the token was lost in the post, but the holder has logged in with it since.
    #[error("the token arrived: the holder logged in with it")]
    Arrived,
    /// The officer who recorded it was dismissed since, or their certificate has expired.
    #[error("the officer who recorded it may no longer act")]
    RecorderRemoved,
}

impl Revocations {
    /// Confirms a request of another registration officer. The certificate authority is called after the commit, and again by the
    /// background job until it answers. Returns the incident that prevents this, if there is one.
    ///
    /// # Errors
    /// [`ConfirmRevocationError`].
    pub async fn confirm_revocation(
        &self,
        by: &Officer,
        id: RequestId,
    ) -> Result<Option<IncidentId>, Fault<ConfirmRevocationError>> {
        let _turn = self.core.turn("revocation request", id.as_bytes()).await?;
        let mut act = self.core.begin(by.actor()).await?;
        let confirmed = confirm(&mut act, by, id).await?;
        act.commit().await?;
        let Some(request) = confirmed else { return Ok(None) };
        self.core.environment.failpoints.hit(Failpoint::RevocationConfirmed);

        let revoked = self.have_revoked(&request).await;
        Ok(incident_of_repeated(revoked, format_args!("the revocation request {id}")))
    }

    /// Sends every confirmed revocation that the certificate authority has not answered.
    ///
    /// # Errors
    /// [`Fault::Failed`] only, if at least one has no answer; it is sent again at the next call.
    pub async fn confirm_pending_revocations(&self) -> Result<(), Fault<Never>> {
        let waiting = store::confirmed(&self.core.order_keys, &mut self.core.db.begin_read().await?, AT_ONCE).await?;
        let mut answer = Ok(());
        for request in &waiting {
            // A failure of one does not delay the others.
            answer = self.have_revoked(request).await.and(answer);
        }
        answer
    }

    async fn have_revoked(&self, request: &RevocationRecord) -> Result<(), Fault<Never>> {
        let Some(confirmed) = &request.confirmed else { return Ok(()) };
        let core = &self.core;
        let key: IdempotencyKey =
            request.id.to_string().parse().map_err(|_| Fault::incident("a request's identifier is not a UUID"))?;
        let question = RevokeByOfficers {
            token: request.token.clone(),
            reason: request.reason.into(),
            evidence: self.evidence(request).await?.into(),
            recorded_by: request.recorded_by.retyped(),
            confirmed_by: confirmed.by.retyped(),
            received_at: request.recorded_at,
        };
        let outcome = outcome(core.environment.authority.call(&question, key).await.map(|summary| summary.decided_at))?;
        let mut act = core.begin("portal").await?;
        store::settle(act.tx(), request.id, &outcome).await?;
        act.record("revocation.answered", &request.id.to_string(), json!({ "outcome": outcome })).await?;
        act.commit().await?;
        Ok(())
    }
}

/// Returns the request, now confirmed by this officer; none when they confirmed it before.
async fn confirm(
    act: &mut Act<'_, Core>,
    by: &Officer,
    id: RequestId,
) -> Result<Option<RevocationRecord>, Fault<ConfirmRevocationError>> {
    let refuse = |why| Err(Fault::Refused(why));
    let now = act.at();
    if !officers::may(act.tx(), by, Action::RevokeAsOfficer, now).await? {
        return refuse(ConfirmRevocationError::NotAllowed);
    }
    let Some(mut request) = store::find(&act.zone().order_keys, act.tx(), id).await? else {
        return refuse(ConfirmRevocationError::Gone);
    };
    match &request.confirmed {
        Some(confirmed) if confirmed.by == by.id() => return Ok(None),
        Some(_) => return refuse(ConfirmRevocationError::AlreadyConfirmed),
        None if request.outcome.is_some() => return refuse(ConfirmRevocationError::Gone),
        None => {}
    }
    let recorder = officers::acting(act.tx(), request.recorded_by, now).await?;
    let Some(recorder) = recorder else { return refuse(ConfirmRevocationError::RecorderRemoved) };
    if recorder.officer.is_same_person(by.record()) {
        return refuse(ConfirmRevocationError::FourEyes);
    }
    let order = orders::find(&act.zone().order_keys, act.tx(), request.order).await?;
    if order.is_some_and(|order| contradicts(order.state(), request.reason)) {
        return refuse(ConfirmRevocationError::Arrived);
    }
    store::confirm(act.tx(), id, by.id(), now).await?;
    act.record("revocation.confirmed", &id.to_string(), json!({})).await?;
    request.confirmed = Some(Confirmed { by: by.id(), name: by.name().to_owned(), at: now });
    Ok(Some(request))
}

/// A refusal is an outcome; after any other failure the call is repeated.
fn outcome(answer: Result<pki::Timestamp, Failed<RevokeByOfficersError>>) -> Result<RevocationOutcome, Fault<Never>> {
    match answer.map_err(|failed| Fault::of_authority(failed, |refusal| refusal)) {
        Ok(at) => Ok(RevocationOutcome::Revoked { at }),
        Err(Fault::Refused(refusal)) => Ok(RevocationOutcome::Refused { code: refusal.code().to_owned() }),
        Err(Fault::Failed(failure)) => Err(Fault::Failed(failure)),
    }
}

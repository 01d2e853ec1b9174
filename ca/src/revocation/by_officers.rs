//! The decision of two officers, with evidence.

use std::time::Duration;

use ca_contract::officers::OfficerAct;
use ca_contract::revocation::{
    Evidence, RequestChannel, RevocationRequest, RevocationSummary, RevokeByOfficers, RevokeByOfficersError,
};
use chassis::db::{StoreError, Tx};
use pki::{Id, SystemRandom};
use serde_json::json;

use super::store::Request;
use super::{revocation_decided, store};
use crate::call::{Call, Fault};
use crate::core::Core;
use crate::officers::{self, ActingOfficer};
use crate::tokens;

/// How long a request may have lain with the officers. EN 319 411-1 REV-6.2.4-03A allows a day; what took longer is recorded all the
/// same, and the account shows it.
const LONGEST_AGO: Duration = Duration::from_secs(30 * 24 * 3600);

/// Revokes every certificate of a token.
pub(crate) async fn by_officers(
    core: &Core,
    call: &Call,
    question: RevokeByOfficers,
) -> Result<RevocationSummary, Fault<RevokeByOfficersError>> {
    let refuse = |why| Err(Fault::Refused(why));
    if question.recorded_by == question.confirmed_by {
        return refuse(RevokeByOfficersError::FourEyes);
    }
    let received_at = question.received_at;
    if received_at > call.received_at || received_at < call.received_at.minus(LONGEST_AGO) {
        return refuse(RevokeByOfficersError::Received);
    }
    let token = &question.token;
    let mut tx = core.db.begin_write().await?;
    let (recorder, confirmer) = (question.recorded_by, question.confirmed_by);
    let recorded_by = officers::acting(core, &mut tx, recorder, OfficerAct::RecordRevocation, call.received_at).await?;
    let confirmed_by = officers::acting(core, &mut tx, confirmer, OfficerAct::ConfirmRevocation, call.received_at).await?;
    if !tokens::is_known(&mut tx, token).await? {
        return refuse(RevokeByOfficersError::UnknownToken);
    }
    let asked = Request {
        received_at,
        channel: RequestChannel::Officers,
        reason: question.reason.into(),
        proof: json!({ "recorded_by": recorded_by.id(), "confirmed_by": confirmed_by.id(), "signed": false }),
    };
    let summary = store::revoke_token(core, &mut tx, call, token, asked).await?;
    insert(core, &mut tx, summary.request, [recorded_by, confirmed_by], &question.evidence).await?;
    call.remember(&mut tx, &summary).await?;
    tx.commit().await?;
    revocation_decided(core).await;
    Ok(summary)
}

/// Who asked, and on what evidence: sealed, because it speaks of a person.
async fn insert(
    core: &Core,
    tx: &mut Tx,
    request: Id<RevocationRequest>,
    [recorded_by, confirmed_by]: [ActingOfficer; 2],
    evidence: &Evidence,
) -> Result<(), StoreError> {
    let evidence = core.secrets.evidence.seal(&mut SystemRandom, request.as_bytes(), evidence.as_str().as_bytes());
    tx.execute(
        "insert into officers_requests (request, recorded_by, confirmed_by, evidence) values ($1, $2, $3, $4)",
        &[request.into(), recorded_by.id().into(), confirmed_by.id().into(), evidence.into()],
    )
    .await?;
    Ok(())
}

//! The decision of two officers, with evidence.

use std::time::Duration;

use ca_contract::officers::OfficerAct;
use ca_contract::revocation::{
    Evidence, RequestChannel, RevocationRequest, RevocationSummary, RevokeByOfficers, RevokeByOfficersError,
};
use chassis::act::Act;
use chassis::db::{StoreError, Tx};
use pki::{Id, SystemRandom};
use serde_json::json;

use super::store::{self, Request};
use crate::call::{Call, Decide, Fault};
use crate::core::Core;
use crate::officers::{self, ActingOfficer};
use crate::tokens;

/// How old a request may be. EN 319 411-1 REV-6.2.4-03A allows a day; an older one is recorded all the same, and the receipt
/// shows it.
const LONGEST_AGO: Duration = Duration::from_secs(30 * 24 * 3600);

/// Revokes every certificate of a token.
impl Decide for RevokeByOfficers {
    type Output = RevocationSummary;
    type Refusal = RevokeByOfficersError;

    fn check(&self, _: &Core, call: &Call) -> Result<(), Fault<RevokeByOfficersError>> {
        if self.recorded_by == self.confirmed_by {
            return Err(Fault::Refused(RevokeByOfficersError::FourEyes));
        }
        if self.received_at > call.received_at || self.received_at < call.received_at.minus(LONGEST_AGO) {
            return Err(Fault::Refused(RevokeByOfficersError::Received));
        }
        Ok(())
    }

    async fn decide(self, act: &mut Act<'_, Core>, call: &Call) -> Result<RevocationSummary, Fault<RevokeByOfficersError>> {
        let (core, token) = (act.zone(), &self.token);
        let (recorder, confirmer) = (self.recorded_by, self.confirmed_by);
        let recorded_by = officers::acting(core, act.tx(), recorder, OfficerAct::RecordRevocation, call.received_at).await?;
        let confirmed_by = officers::acting(core, act.tx(), confirmer, OfficerAct::ConfirmRevocation, call.received_at).await?;
        if !tokens::is_known(act.tx(), token).await? {
            return Err(Fault::Refused(RevokeByOfficersError::UnknownToken));
        }
        let asked = Request {
            received_at: self.received_at,
            channel: RequestChannel::Officers,
            reason: self.reason.into(),
            proof: json!({ "recorded_by": recorded_by.id(), "confirmed_by": confirmed_by.id(), "signed": false }),
        };
        let summary = store::revoke_token(act, call, token, asked).await?;
        insert(core, act.tx(), summary.request, [recorded_by, confirmed_by], &self.evidence).await?;
        Ok(summary)
    }
}

/// Stores the officers and their evidence, encrypted because it is personal data.
async fn insert(
    core: &Core,
    tx: &mut Tx,
    request: Id<RevocationRequest>,
    [recorded_by, confirmed_by]: [ActingOfficer; 2],
    evidence: &Evidence,
) -> Result<(), StoreError> {
    let evidence = core.secrets.evidence.encrypt(&mut SystemRandom, request.as_bytes(), evidence.as_str().as_bytes());
    tx.execute(
        "insert into officers_requests (request, recorded_by, confirmed_by, evidence) values ($1, $2, $3, $4)",
        &[request.into(), recorded_by.id().into(), confirmed_by.id().into(), evidence.into()],
    )
    .await?;
    Ok(())
}

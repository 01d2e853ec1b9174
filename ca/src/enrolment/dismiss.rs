//! Dismissing an officer, by two others.

use ca_contract::officers::{DismissOfficer, DismissOfficerError, OfficerDismissed};
use chassis::act::Act;
use serde_json::json;

use crate::call::{Call, Decide, Fault};
use crate::core::Core;
use crate::officers::{self, two_who_vouch};

/// The least number of officers that remain: one reviews, another authorises.
const AT_LEAST: i64 = 2;

/// Dismisses an officer, whose acts no longer count from then on.
impl Decide for DismissOfficer {
    type Output = OfficerDismissed;
    type Refusal = DismissOfficerError;

    async fn decide(self, act: &mut Act<'_, Core>, call: &Call) -> Result<OfficerDismissed, Fault<DismissOfficerError>> {
        let refuse = |why| Err(Fault::Refused(why));
        let Self { officer, proposed_by, confirmed_by } = self;
        let (core, now) = (act.zone(), act.at());
        // The officer to be dismissed may have an expired certificate, but not the two others.
        if officers::enrolled(act.tx(), officer).await?.is_none() {
            return refuse(DismissOfficerError::UnknownOfficer { officer });
        }
        let by = two_who_vouch(core, act.tx(), [proposed_by, confirmed_by], call.received_at).await?;
        let [proposed_by, confirmed_by] = by.map(|officer| officer.id());
        // Checked before the four-eyes principle: with two officers, there cannot be two others, and this refusal explains why.
        if officers::count_enrolled(act.tx()).await? <= AT_LEAST {
            return refuse(DismissOfficerError::LastTwo);
        }
        if proposed_by == confirmed_by || [proposed_by, confirmed_by].contains(&officer) {
            return refuse(DismissOfficerError::FourEyes);
        }
        act.tx()
            .execute(
                "insert into officer_dismissals (officer, proposed_by, confirmed_by, dismissed_at) values ($1, $2, $3, $4)",
                &[officer.into(), proposed_by.into(), confirmed_by.into(), now.into()],
            )
            .await?;
        let detail = json!({ "proposed_by": proposed_by, "confirmed_by": confirmed_by, "signed": false });
        act.record("officer.dismissed", &officer.to_string(), detail).await?;
        Ok(OfficerDismissed { at: now })
    }
}

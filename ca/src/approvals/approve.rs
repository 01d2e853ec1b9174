//! Recording an approval.

use ca_contract::issuance::{Approve, ApproveError, Approved};
use ca_contract::officers::OfficerAct;
use ca_contract::statement::Statement;
use chassis::act::Act;
use pki::{Digest, Timestamp};
use serde_json::json;

use super::subject::uncertifiable;
use super::{distinguished_name, store};
use crate::call::{Call, Decide, Fault};
use crate::core::Core;
use crate::{Approvals, facts, officers};

/// Records that two officers approved a statement. Idempotent for the same statement.
impl Decide for Approve {
    type Output = Approved;
    type Refusal = ApproveError;

    fn check(&self, core: &Core, call: &Call) -> Result<(), Fault<ApproveError>> {
        if core.config.approvals == Approvals::Refused {
            return Err(Fault::Refused(ApproveError::UnsignedApprovals));
        }
        if self.reviewed_by == self.authorised_by {
            return Err(Fault::Refused(ApproveError::FourEyes));
        }
        check(core, &self.statement, call.received_at).map_err(Fault::Refused)
    }

    async fn decide(self, act: &mut Act<'_, Core>, call: &Call) -> Result<Approved, Fault<ApproveError>> {
        let refuse = |why| Err(Fault::Refused(why));
        let (core, statement) = (act.zone(), &self.statement);
        let Ok(bytes) = serde_json::to_vec(statement) else { return Err(Fault::Invalid("the statement cannot be written")) };
        let digest = Digest::of(&bytes);
        let at = call.received_at;
        let reviewer = officers::acting(core, act.tx(), self.reviewed_by, OfficerAct::Review, at).await?;
        let authoriser = officers::acting(core, act.tx(), self.authorised_by, OfficerAct::Authorise, at).await?;
        officers::acting(core, act.tx(), statement.identity_check.officer, OfficerAct::CheckIdentity, at).await?;
        if let Some(approved) = store::digest_of(act.tx(), &statement.order).await? {
            if approved != digest {
                return refuse(ApproveError::AlreadyApproved);
            }
            return Ok(Approved { statement: digest });
        }
        // A subject's serialNumber belongs to one person for ever (EN 319 411-1 GEN-6.3.3-10).
        if !store::person(act.tx(), statement.person, &statement.subject.serial_number, at).await? {
            return refuse(ApproveError::SerialNumber);
        }
        let approval = store::NewApproval { digest, statement, bytes: &bytes, reviewer, authoriser, at };
        store::insert(act.tx(), &core.secrets.statements, &approval).await?;
        let detail = json!({
            "statement": digest, "reviewed_by": self.reviewed_by, "authorised_by": self.authorised_by,
            "policies": statement.policies, "dossier": statement.dossier, "signed": false,
        });
        act.record("statement.approved", statement.order.as_str(), detail).await?;
        Ok(Approved { statement: digest })
    }
}

/// The checks that need no rows.
fn check(core: &Core, statement: &Statement, now: Timestamp) -> Result<(), ApproveError> {
    let policies = &core.environment.policies;
    if statement.policies != policies.digest() {
        return Err(ApproveError::OtherPolicies);
    }
    if policies.product(&statement.product).is_none() {
        return Err(ApproveError::UnknownProduct { product: statement.product.clone() });
    }
    if let Some(organisation) = &statement.subject.organisation
        && (organisation.siren.len() != 9 || !organisation.siren.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Err(ApproveError::Subject { problem: "a SIREN has nine digits".to_owned() });
    }
    if let Some(character) = uncertifiable(&statement.subject) {
        let problem = format!("{} does not belong in a name", character.escape_unicode());
        return Err(ApproveError::Subject { problem });
    }
    distinguished_name(&statement.subject).map_err(|problem| ApproveError::Subject { problem: problem.to_string() })?;
    if !facts::can_be_given(&statement.subject) {
        let problem = "surname and given names have a letter each".to_owned();
        return Err(ApproveError::Subject { problem });
    }
    let check = &statement.identity_check;
    if check.at > now || check.validated_until <= now || check.validated_until <= check.at {
        return Err(ApproveError::IdentityCheck);
    }
    Ok(())
}

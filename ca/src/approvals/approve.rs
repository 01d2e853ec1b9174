//! Recording an approval.

use ca_contract::issuance::{Approve, ApproveError, Approved};
use ca_contract::officers::OfficerAct;
use ca_contract::statement::Statement;
use chassis::db::{StoreError, Tx};
use pki::{Digest, Timestamp};
use serde_json::json;

use super::{distinguished_name, store};
use crate::call::{Call, Fault};
use crate::core::Core;
use crate::{Approvals, facts, officers};

/// Records that two officers approved a statement. The same statement again is the same approval.
pub(crate) async fn approve(core: &Core, call: &Call, question: Approve) -> Result<Approved, Fault<ApproveError>> {
    let refuse = |why| Err(Fault::Refused(why));
    if core.config.approvals == Approvals::Refused {
        return refuse(ApproveError::UnsignedApprovals);
    }
    if question.reviewed_by == question.authorised_by {
        return refuse(ApproveError::FourEyes);
    }
    let statement = &question.statement;
    check(core, statement, call.received_at).map_err(Fault::Refused)?;
    let Ok(bytes) = serde_json::to_vec(statement) else { return Err(Fault::Invalid("the statement cannot be written")) };
    let digest = Digest::of(&bytes);
    let answer = Approved { statement: digest };

    let mut tx = core.db.begin_write().await?;
    let reviewer = officers::acting(core, &mut tx, question.reviewed_by, OfficerAct::Review, call.received_at).await?;
    let authoriser = officers::acting(core, &mut tx, question.authorised_by, OfficerAct::Authorise, call.received_at).await?;
    officers::acting(core, &mut tx, statement.identity_check.officer, OfficerAct::CheckIdentity, call.received_at).await?;
    if let Some(approved) = store::digest_of(&mut tx, &statement.order).await? {
        if approved != digest {
            return refuse(ApproveError::AlreadyApproved);
        }
        call.remember(&mut tx, &answer).await?;
        tx.commit().await?;
        return Ok(answer);
    }
    if !belongs(&mut tx, statement, call.received_at).await? {
        return refuse(ApproveError::SerialNumber);
    }
    let approval = store::NewApproval { digest, statement, bytes: &bytes, reviewer, authoriser, at: call.received_at };
    store::insert(&mut tx, &core.secrets.statements, &approval).await?;
    let detail = json!({
        "statement": digest, "reviewed_by": question.reviewed_by, "authorised_by": question.authorised_by,
        "policies": statement.policies, "dossier": statement.dossier, "signed": false,
    });
    core.record(&mut tx, &call.actor(), "statement.approved", statement.order.as_str(), detail).await?;
    call.remember(&mut tx, &answer).await?;
    tx.commit().await?;
    Ok(answer)
}

/// What can be judged without rows.
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
    distinguished_name(&statement.subject).map_err(|problem| ApproveError::Subject { problem: problem.to_string() })?;
    if !facts::can_be_given(&statement.subject) {
        let problem = "given names and surname have a letter each".to_owned();
        return Err(ApproveError::Subject { problem });
    }
    let check = &statement.identity_check;
    if check.at > now || check.validated_until <= now || check.validated_until <= check.at {
        return Err(ApproveError::IdentityCheck);
    }
    Ok(())
}

/// Whether the subject's serial number is this person's, and nobody else's, for good (EN 319 411-1 GEN-6.3.3-10).
async fn belongs(tx: &mut Tx, statement: &Statement, now: Timestamp) -> Result<bool, StoreError> {
    store::person(tx, statement.person, &statement.subject.serial_number, now).await
}

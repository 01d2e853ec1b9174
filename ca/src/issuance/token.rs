//! The certificates of a token: from an approved statement and one request a slot.

use std::sync::Arc;

use ca_contract::Der;
use ca_contract::issuance::{Issue, IssueError, Issued, IssuedCertificate, SlotRequest};
use chassis::db::StoreError;
use pki::{CertificationRequest, Id, ProvenRequest, SystemRandom};
use policies::{Product, Slot};
use serde_json::json;

use super::{Draft, Intent, Issuance, PrepareError, Prepared, Signatory, Signed, recovery, token_store};
use crate::approvals::{self, Approval};
use crate::boundary::Boundary;
use crate::call::{Call, Fault};
use crate::core::Core;
use crate::feed;
use crate::issuers::Issuer;

type IssueFault = Fault<IssueError>;

/// What one slot will hold.
struct Planned<'a> {
    slot: &'a Slot,
    issuer: &'a Arc<Issuer>,
    request: ProvenRequest,
}

/// Issues every certificate of an approved order, or none.
pub(crate) async fn issue(core: &Core, call: &Call, question: Issue) -> Result<Issued, IssueFault> {
    if !(1..=64).contains(&question.model.len()) || !question.model.bytes().all(|octet| (b' '..=b'~').contains(&octet)) {
        return Err(Fault::Invalid("a token's model has 1 to 64 printable ASCII characters"));
    }
    let mut tx = core.db.begin_read().await?;
    let approval = approvals::find(&mut tx, &core.secrets.statements, &question.order).await?;
    drop(tx);
    let approval = approval.ok_or(Fault::Refused(IssueError::NotApproved))?;
    check(core, call, &question, &approval).map_err(Fault::Refused)?;
    let product =
        core.environment.policies.product(&approval.statement.product).ok_or(Fault::Refused(IssueError::OtherPolicies))?;
    let planned = plan(core, product, &question.requests)?;
    let prepared = prepare(core, &approval, &planned)?;
    let (issuance, intents) = intend(core, call, &question, &planned, prepared).await?;
    core.environment.boundaries.reach(Boundary::IssuanceIntended);
    let stored = match sign(core, &planned, intents).await {
        Some(signed) => {
            core.environment.boundaries.reach(Boundary::IssuanceSigned);
            let at = core.now();
            let answer = answer(core, &question, &planned, &signed);
            token_store::conclude(
                core,
                call,
                token_store::Conclusion { issuance, approval: &approval, question: &question, signed, answer: &answer, at },
            )
            .await
            .map(|()| answer)
        }
        None => return Err(break_off(core, issuance).await),
    };
    match stored {
        Ok(answer) => {
            core.environment.boundaries.reach(Boundary::IssuanceStored);
            feed::announce(core).await;
            core.announce_token_events();
            Ok(answer)
        }
        // Signed and perhaps not stored: recovery finds out, and closes what was not.
        Err(fault) => Err(fault.into()),
    }
}

fn check(core: &Core, call: &Call, question: &Issue, approval: &Approval) -> Result<(), IssueError> {
    if approval.digest != question.statement {
        return Err(IssueError::OtherStatement);
    }
    if approval.used {
        return Err(IssueError::ApprovalUsed);
    }
    if approval.statement.policies != core.environment.policies.digest() {
        return Err(IssueError::OtherPolicies);
    }
    if approval.statement.identity_check.validated_until <= call.received_at {
        return Err(IssueError::IdentityCheck);
    }
    Ok(())
}

/// Reads the requests: exactly one a slot, each proving possession of a key that may be certified.
fn plan<'a>(core: &'a Core, product: &'a Product, requests: &[SlotRequest]) -> Result<Vec<Planned<'a>>, IssueFault> {
    let one_each = requests.len() == product.slots.len();
    let mut planned: Vec<Planned<'a>> = Vec::with_capacity(product.slots.len());
    for slot in &product.slots {
        let request = requests.iter().find(|request| request.slot == slot.index).filter(|_| one_each);
        let request = request.ok_or(Fault::Refused(IssueError::Slots))?;
        let proven = CertificationRequest::from_der(&request.request.0).and_then(CertificationRequest::prove);
        let request = proven.map_err(|fault| Fault::Refused(IssueError::Request { slot: slot.index, fault }))?;
        let key = request.public_key();
        if key.is_published_test_key() {
            return Err(Fault::Refused(IssueError::PublishedKey { slot: slot.index }));
        }
        if planned.iter().any(|other| other.request.public_key() == key) {
            return Err(Fault::Refused(IssueError::KeyCertifiedBefore { slot: slot.index }));
        }
        let issuer = core.issuers.find(&slot.issuer).ok_or(Fault::Refused(IssueError::OtherPolicies))?;
        planned.push(Planned { slot, issuer, request });
    }
    Ok(planned)
}

fn prepare(core: &Core, approval: &Approval, planned: &[Planned<'_>]) -> Result<Vec<Prepared>, IssueFault> {
    let subject = approvals::distinguished_name(&approval.statement.subject);
    let subject = subject.map_err(|_| Fault::Invalid("the approved subject cannot be written"))?;
    let policies = &core.environment.policies;
    let prepare = |plan: &Planned<'_>| {
        let slot = plan.slot.index;
        let profile = policies.profile(&plan.slot.profile).ok_or(Fault::Refused(IssueError::OtherPolicies))?;
        let draft = Draft {
            signatory: Signatory::from(plan.issuer.as_ref()),
            profile,
            subject: subject.clone(),
            key: plan.request.public_key(),
            policies: &[],
            host: None,
        };
        Prepared::prepare(&draft, policies, core.throwaway.as_ref(), core.now(), &mut SystemRandom).map_err(|fault| match fault {
            PrepareError::Curve => Fault::Refused(IssueError::Curve { slot }),
            PrepareError::Lint(rules) => Fault::Refused(IssueError::Lint { slot, rules }),
            other => Fault::Refused(IssueError::Lint { slot, rules: vec![other.to_string()] }),
        })
    };
    planned.iter().map(prepare).collect()
}

/// Stores every intent and marks the approval used, in one transaction; nothing is signed before it is committed.
async fn intend(
    core: &Core,
    call: &Call,
    question: &Issue,
    planned: &[Planned<'_>],
    prepared: Vec<Prepared>,
) -> Result<(Id<Issuance>, Vec<Intent>), IssueFault> {
    let now = core.now();
    let issuance = Id::<Issuance>::generate(now, &mut SystemRandom);
    let mut tx = core.db.begin_write().await?;
    let approval = approvals::find(&mut tx, &core.secrets.statements, &question.order).await?;
    if approval.is_none_or(|approval| approval.used) {
        return Err(Fault::Refused(IssueError::ApprovalUsed));
    }
    if token_store::is_taken(&mut tx, &question.token).await? {
        return Err(Fault::Refused(IssueError::TokenInUse { token: question.token.clone() }));
    }
    token_store::begin(&mut tx, issuance, question, now).await?;
    let mut intents = Vec::with_capacity(prepared.len());
    for (prepared, plan) in prepared.into_iter().zip(planned) {
        match Intent::record(&mut tx, prepared, Some(issuance), now).await {
            Ok(intent) => intents.push(intent),
            Err(StoreError::Duplicate) => {
                return Err(Fault::Refused(IssueError::KeyCertifiedBefore { slot: plan.slot.index }));
            }
            Err(fault) => return Err(fault.into()),
        }
    }
    let detail = json!({
        "issuance": issuance, "token": question.token, "statement": question.statement,
        "serials": intents.iter().map(|intent| intent.serial.to_string()).collect::<Vec<_>>(),
        "requests": planned.iter().map(|plan| plan.request.digest()).collect::<Vec<_>>(),
    });
    core.record(&mut tx, &call.actor(), "issuance.intended", question.order.as_str(), detail).await?;
    tx.commit().await?;
    Ok((issuance, intents))
}

/// Signs every intent; none when any of them broke off.
async fn sign(core: &Core, planned: &[Planned<'_>], intents: Vec<Intent>) -> Option<Vec<Signed>> {
    let mut signed = Vec::with_capacity(intents.len());
    for (intent, plan) in intents.into_iter().zip(planned) {
        let (certificate, issuer) = intent.sign(&core.queue, Arc::clone(&plan.issuer.key)).await.ok()?;
        signed.push(Signed { issuer, certificate });
    }
    Some(signed)
}

async fn break_off(core: &Core, issuance: Id<Issuance>) -> IssueFault {
    match recovery::close(core, issuance).await {
        Ok(()) => Fault::Refused(IssueError::BrokenOff),
        Err(fault) => fault.into(),
    }
}

fn answer(core: &Core, question: &Issue, planned: &[Planned<'_>], signed: &[Signed]) -> Issued {
    let certificates = planned.iter().zip(signed).map(|(plan, signed)| IssuedCertificate {
        slot: plan.slot.index,
        role: plan.slot.role.clone(),
        issuer: plan.slot.issuer.clone(),
        certificate: Der(signed.certificate.der().to_vec()),
        chain: core.issuers.chain(plan.issuer).iter().map(|above| Der(above.der().to_vec())).collect(),
    });
    Issued { token: question.token.clone(), certificates: certificates.collect() }
}

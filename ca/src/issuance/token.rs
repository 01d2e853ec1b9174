//! The certificates of a token: from an approved statement and one request for each slot.

use std::sync::Arc;

use ca_contract::Der;
use ca_contract::issuance::{Issue, IssueError, Issued, IssuedCertificate, SlotRequest};
use chassis::act::Act;
use pki::{Digest, Id, SystemRandom};
use policies::{Product, Slot};
use serde_json::json;

use super::token_store::{self, Conclude};
use super::{CertifiableKey, Draft, Intent, Issuance, IssuingKey, NotCertifiable, PrepareError, Prepared, Signed, recovery};
use crate::approvals::{self, Approval};
use crate::call::{Answered, Call, Decide, Fault, Proceed};
use crate::core::Core;
use crate::facts;
use crate::failpoint::Failpoint;
use crate::issuers::Issuer;

type IssueFault = Fault<IssueError>;

/// What one slot will hold.
struct Planned<'a> {
    slot: &'a Slot,
    issuer: &'a Arc<Issuer>,
    key: CertifiableKey<'a>,
    /// SHA-256 of the request, for the ledger.
    request: Digest,
}

/// Issues every certificate of an approved order, or none. The intents are stored in one act, and the signed certificates in
/// another.
impl Proceed for Issue {
    async fn proceed(self, core: &Core, call: &Call) -> Result<Answered<Issued>, IssueFault> {
        if !(1..=64).contains(&self.model.len()) || !self.model.bytes().all(|octet| (b' '..=b'~').contains(&octet)) {
            return Err(Fault::Invalid("a token's model has 1 to 64 printable ASCII characters"));
        }
        let mut tx = core.db.begin_read().await?;
        let approval = approvals::find(&mut tx, &core.secrets.statements, &self.order).await?;
        drop(tx);
        let approval = approval.ok_or(Fault::Refused(IssueError::NotApproved))?;
        check(core, call, &self, &approval).map_err(Fault::Refused)?;
        let product =
            core.environment.policies.product(&approval.statement.product).ok_or(Fault::Refused(IssueError::OtherPolicies))?;
        let planned = plan(core, product, &self.requests)?;
        let prepared = prepare(core, &approval, &planned)?;
        let (issuance, intents) = call.perform(core, Intend { question: &self, planned: &planned, prepared }).await?;
        core.environment.failpoints.hit(Failpoint::IssuanceIntended);
        let Some(signed) = sign(core, &planned, intents).await else { return Err(break_off(core, issuance).await) };
        core.environment.failpoints.hit(Failpoint::IssuanceSigned);
        let digests = facts::digests(&core.secrets.facts, &approval.statement, &self.token);
        let answer = answer(core, &self, &planned, &signed);
        // If this fails, recovery closes what was signed and not stored.
        call.answer(core, Conclude { issuance, approval: &approval, question: &self, signed, digests, answer }).await
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

/// Reads the requests: exactly one for each slot, each for a key that may be certified there.
fn plan<'a>(core: &'a Core, product: &'a Product, requests: &[SlotRequest]) -> Result<Vec<Planned<'a>>, IssueFault> {
    let one_each = requests.len() == product.slots.len();
    let mut planned: Vec<Planned<'a>> = Vec::with_capacity(product.slots.len());
    for slot in &product.slots {
        let request = requests.iter().find(|request| request.slot == slot.index).filter(|_| one_each);
        let request = request.ok_or(Fault::Refused(IssueError::Slots))?;
        let other_policies = Fault::Refused(IssueError::OtherPolicies);
        let Some(profile) = core.environment.policies.profile(&slot.profile) else { return Err(other_policies) };
        let key = CertifiableKey::requested(&request.request.0, profile).map_err(|why| not_certifiable(slot, why))?;
        if planned.iter().any(|other| other.key.public_key() == key.public_key()) {
            return Err(Fault::Refused(IssueError::KeyCertifiedBefore { slot: slot.index }));
        }
        let issuer = core.issuers.find(&slot.issuer).ok_or(other_policies)?;
        planned.push(Planned { slot, issuer, key, request: Digest::of(&request.request.0) });
    }
    Ok(planned)
}

const fn not_certifiable(slot: &Slot, why: NotCertifiable) -> IssueFault {
    let slot = slot.index;
    Fault::Refused(match why {
        NotCertifiable::Request(fault) => IssueError::Request { slot, fault },
        NotCertifiable::PublishedKey => IssueError::PublishedKey { slot },
        NotCertifiable::Curve => IssueError::Curve { slot },
    })
}

fn prepare(core: &Core, approval: &Approval, planned: &[Planned<'_>]) -> Result<Vec<Prepared>, IssueFault> {
    let subject = approvals::distinguished_name(&approval.statement.subject);
    let subject = subject.map_err(|_| Fault::Invalid("the approved subject cannot be written"))?;
    let policies = &core.environment.policies;
    let prepare = |plan: &Planned<'_>| {
        let slot = plan.slot.index;
        let draft = Draft {
            issuing_key: IssuingKey::from(plan.issuer.as_ref()),
            key: &plan.key,
            subject: subject.clone(),
            policies: &[],
            host: None,
        };
        Prepared::prepare(&draft, policies, core.throwaway.as_ref(), core.now(), &mut SystemRandom).map_err(|fault| match fault {
            PrepareError::Lint(rules) => Fault::Refused(IssueError::Lint { slot, rules }),
            other => Fault::Refused(IssueError::Lint { slot, rules: vec![other.to_string()] }),
        })
    };
    planned.iter().map(prepare).collect()
}

/// Stores every intent and marks the approval as used; nothing is signed before this is committed.
struct Intend<'a> {
    question: &'a Issue,
    planned: &'a [Planned<'a>],
    prepared: Vec<Prepared>,
}

impl Decide for Intend<'_> {
    type Output = (Id<Issuance>, Vec<Intent>);
    type Refusal = IssueError;

    async fn decide(self, act: &mut Act<'_, Core>, _: &Call) -> Result<Self::Output, IssueFault> {
        let Self { question, planned, prepared } = self;
        let (core, now) = (act.zone(), act.at());
        let approval = approvals::find(act.tx(), &core.secrets.statements, &question.order).await?;
        if approval.is_none_or(|approval| approval.used) {
            return Err(Fault::Refused(IssueError::ApprovalUsed));
        }
        if token_store::is_taken(act.tx(), &question.token).await? {
            return Err(Fault::Refused(IssueError::TokenInUse { token: question.token.clone() }));
        }
        for (prepared, plan) in prepared.iter().zip(planned) {
            if prepared.is_key_certified(act.tx()).await? {
                return Err(Fault::Refused(IssueError::KeyCertifiedBefore { slot: plan.slot.index }));
            }
        }
        let issuance = Id::<Issuance>::generate(now, &mut SystemRandom);
        token_store::begin(act.tx(), issuance, question, now).await?;
        let mut intents = Vec::with_capacity(prepared.len());
        for prepared in prepared {
            intents.push(Intent::record(act.tx(), prepared, Some(issuance), now).await?);
        }
        let detail = json!({
            "issuance": issuance, "token": question.token, "statement": question.statement,
            "serials": intents.iter().map(|intent| intent.serial.to_string()).collect::<Vec<_>>(),
            "requests": planned.iter().map(|plan| plan.request).collect::<Vec<_>>(),
        });
        act.record("issuance.intended", question.order.as_str(), detail).await?;
        Ok((issuance, intents))
    }
}

/// Signs every intent; none if any of them was interrupted.
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
        Ok(()) => Fault::Refused(IssueError::SigningInterrupted),
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

#[cfg(test)]
mod tests;

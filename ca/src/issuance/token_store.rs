//! Attempts to issue, and the tokens that they end in.

use ca_contract::events::{CertificateFacts, TokenChange};
use ca_contract::issuance::{Issue, Issued};
use chassis::db::{StoreError, Tx};
use pki::{Id, Timestamp, TokenNumber};
use serde_json::json;

use super::{Issuance, Signed, TokenPlace, store_certificate};
use crate::approvals::Approval;
use crate::call::Call;
use crate::core::Core;
use crate::tokens::{self, NewToken};
use crate::{events, facts};

/// Whether a token of this number was produced, or is being produced.
pub(super) async fn is_taken(tx: &mut Tx, number: &TokenNumber) -> Result<bool, StoreError> {
    let sql = "select i.id from issuances i left join issuance_outcomes o on o.issuance = i.id \
         where i.token = $1 and (o.outcome is null or o.outcome = 'issued')";
    Ok(!tx.rows(sql, &[number.as_str().into()]).await?.is_empty())
}

pub(super) async fn begin(tx: &mut Tx, issuance: Id<Issuance>, question: &Issue, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into issuances (id, order_number, token, begun_at) values ($1, $2, $3, $4)",
        &[issuance.into(), question.order.as_str().into(), question.token.as_str().into(), at.into()],
    )
    .await?;
    Ok(())
}

/// What an issuance ends in.
pub(super) struct Conclusion<'a> {
    pub(super) issuance: Id<Issuance>,
    pub(super) approval: &'a Approval,
    pub(super) question: &'a Issue,
    pub(super) signed: Vec<Signed>,
    pub(super) answer: &'a Issued,
    pub(super) at: Timestamp,
}

/// Stores every certificate, the token, the outcome and the answer, in one transaction.
pub(super) async fn conclude(core: &Core, call: &Call, conclusion: Conclusion<'_>) -> Result<(), StoreError> {
    let Conclusion { issuance, approval, question, signed, answer, at } = conclusion;
    let digests = facts::digests(&core.secrets.facts, &approval.statement, &question.token);
    let mut tx = core.db.begin_write().await?;
    insert_token(&mut tx, issuance, approval, question, at).await?;
    facts::replace(&mut tx, &question.token, &digests).await?;
    for (signed, place) in signed.iter().zip(places(answer)) {
        store_certificate(&mut tx, signed, Some(place), at).await?;
    }
    tx.execute("insert into issuance_outcomes (issuance, outcome, at) values ($1, 'issued', $2)", &[issuance.into(), at.into()])
        .await?;
    let issued = TokenChange::Issued { model: question.model.clone(), certificates: certificate_facts(&signed, answer) };
    events::append(&mut tx, &question.token, &issued, at).await?;
    let serials: Vec<String> = signed.iter().map(|signed| signed.certificate.serial().to_string()).collect();
    let detail = json!({ "issuance": issuance, "token": question.token, "serials": serials });
    core.record(&mut tx, &call.actor(), "issuance.issued", question.order.as_str(), detail).await?;
    call.remember(&mut tx, answer).await?;
    tx.commit().await
}

fn certificate_facts(signed: &[Signed], answer: &Issued) -> Vec<CertificateFacts> {
    let facts = signed.iter().zip(&answer.certificates).map(|(signed, issued)| CertificateFacts {
        role: issued.role.clone(),
        serial: signed.certificate.serial().clone(),
        issuer: issued.issuer.clone(),
        not_before: signed.certificate.validity().not_before(),
        not_after: signed.certificate.validity().not_after(),
        fingerprint: signed.certificate.fingerprint(),
    });
    facts.collect()
}

async fn insert_token(
    tx: &mut Tx,
    issuance: Id<Issuance>,
    approval: &Approval,
    question: &Issue,
    at: Timestamp,
) -> Result<(), StoreError> {
    let statement = &approval.statement;
    let token = NewToken {
        number: &question.token,
        issuance,
        order: &question.order,
        person: statement.person,
        product: &statement.product,
        model: &question.model,
    };
    tokens::insert(tx, &token, at).await
}

/// Where a slot's certificate belongs.
fn places<'a>(answer: &'a Issued) -> impl Iterator<Item = TokenPlace<'a>> {
    answer.certificates.iter().map(|issued| TokenPlace { token: &answer.token, slot: issued.slot, role: &issued.role })
}

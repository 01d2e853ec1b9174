//! Issuances, and the tokens that result.

use ca_contract::events::{CertificateFacts, TokenChange};
use ca_contract::issuance::{Issue, IssueError, Issued};
use chassis::act::Act;
use chassis::db::{StoreError, Tx};
use pki::{Digest, Id, Timestamp, TokenNumber};
use serde_json::json;

use super::{Issuance, Signed, TokenPlace, store_certificate};
use crate::announcements::Announcement;
use crate::approvals::Approval;
use crate::call::{Call, Decide, Fault};
use crate::core::Core;
use crate::failpoint::Failpoint;
use crate::tokens::{self, NewToken};
use crate::{events, facts, recognition};

/// Whether a token with this number was produced, or is being produced.
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

/// Stores every certificate, the token and the outcome.
pub(super) struct Conclude<'a> {
    pub(super) issuance: Id<Issuance>,
    pub(super) approval: &'a Approval,
    pub(super) question: &'a Issue,
    pub(super) signed: Vec<Signed>,
    /// The digests of the holder's facts.
    pub(super) digests: Vec<(facts::Kind, Digest)>,
    pub(super) answer: Issued,
}

impl Decide for Conclude<'_> {
    type Output = Issued;
    type Refusal = IssueError;

    async fn decide(self, act: &mut Act<'_, Core>, _: &Call) -> Result<Issued, Fault<IssueError>> {
        let Self { issuance, approval, question, signed, digests, answer } = self;
        act.announce(Announcement::Reached(Failpoint::IssuanceStored));
        let at = act.at();
        insert_token(act.tx(), issuance, approval, question, at).await?;
        recognition::replace(act.tx(), &question.token, &digests).await?;
        for (signed, place) in signed.iter().zip(places(&answer)) {
            store_certificate(act, signed, Some(place), at).await?;
        }
        let sql = "insert into issuance_outcomes (issuance, outcome, at) values ($1, 'issued', $2)";
        act.tx().execute(sql, &[issuance.into(), at.into()]).await?;
        let issued = TokenChange::Issued { model: question.model.clone(), certificates: certificate_facts(&signed, &answer) };
        events::append(act, &question.token, &issued, at).await?;
        let serials: Vec<String> = signed.iter().map(|signed| signed.certificate.serial().to_string()).collect();
        let detail = json!({ "issuance": issuance, "token": question.token, "serials": serials });
        act.record("issuance.issued", question.order.as_str(), detail).await?;
        Ok(answer)
    }
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

/// The places of the certificates.
fn places<'a>(answer: &'a Issued) -> impl Iterator<Item = TokenPlace<'a>> {
    answer.certificates.iter().map(|issued| TokenPlace { token: &answer.token, slot: issued.slot, role: &issued.role })
}

//! Identity checks and authorisations.

use ca_contract::issuance::Approve;
use chassis::db::{Row, StoreError, Tx};
use chassis::sealing::SealingKey;
use jiff::civil::Date;
use pki::{Id, SystemRandom, Timestamp};
use zeroize::Zeroizing;

use super::{ApprovalRefusal, DocumentKind, FaceToFace, IdentityCheck};
use crate::orders::OrderId;

const fn unreadable(column: &'static str) -> StoreError {
    StoreError::Inconsistent { column, problem: "is not what this program writes" }
}

/// Marks identifiers of identity checks.
#[derive(Debug)]
pub(super) enum CheckKind {}

/// Marks identifiers of authorisations.
#[derive(Debug)]
pub(super) enum AuthorisationKind {}

/// Identifies an authorisation.
pub(super) type AuthorisationId = Id<AuthorisationKind>;

pub(super) async fn insert_check(
    tx: &mut Tx,
    id: Id<CheckKind>,
    order: OrderId,
    check: &IdentityCheck,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into identity_checks (id, order_id, officer, met_on, place, document, number_end, document_expires, recorded_at, \
         validated_until) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &[
            id.as_bytes().into(),
            order.as_bytes().into(),
            check.officer.as_bytes().into(),
            check.seen.on.to_string().into(),
            check.seen.place.as_str().into(),
            check.seen.document.name().into(),
            check.seen.number_end.as_str().into(),
            check.seen.document_expires.to_string().into(),
            check.recorded_at.into(),
            check.validated_until.into(),
        ],
    )
    .await
    .map(drop)
}

/// The check that counts.
pub(super) async fn newest_check(tx: &mut Tx, order: OrderId) -> Result<Option<IdentityCheck>, StoreError> {
    let sql = "select officer, met_on, place, document, number_end, document_expires, recorded_at, validated_until \
               from identity_checks where order_id = $1 and voided_at is null order by recorded_at desc, id desc limit 1";
    tx.row(sql, &[order.as_bytes().into()]).await?.map(|row| check(&row)).transpose()
}

/// Makes the checks of an order count no more; false when none did.
pub(super) async fn void_checks(tx: &mut Tx, order: OrderId, at: Timestamp) -> Result<bool, StoreError> {
    let sql = "update identity_checks set voided_at = $2 where order_id = $1 and voided_at is null";
    Ok(tx.execute(sql, &[order.as_bytes().into(), at.into()]).await? > 0)
}

fn check(row: &Row) -> Result<IdentityCheck, StoreError> {
    let day = |column| row.text(column)?.parse::<Date>().map_err(|_| unreadable(column));
    let seen = FaceToFace {
        on: day("met_on")?,
        place: row.text("place")?,
        document: DocumentKind::from_name(&row.text("document")?).ok_or(unreadable("document"))?,
        number_end: row.text("number_end")?,
        document_expires: day("document_expires")?,
    };
    Ok(IdentityCheck {
        officer: Id::from_slice(&row.blob("officer")?).ok_or(unreadable("officer"))?,
        seen,
        recorded_at: row.timestamp("recorded_at")?,
        validated_until: row.timestamp("validated_until")?,
    })
}

/// An authorisation that the certificate authority has not answered.
pub(super) struct Unsettled {
    pub(super) id: AuthorisationId,
    pub(super) order: OrderId,
    pub(super) question: Approve,
}

pub(super) async fn insert_authorisation(
    tx: &mut Tx,
    sealing: &SealingKey,
    authorisation: &Unsettled,
    at: Timestamp,
) -> Result<(), StoreError> {
    let clear = serde_json::to_vec(&authorisation.question).map(Zeroizing::new).map_err(|_| unreadable("question"))?;
    let sealed = sealing.seal(&mut SystemRandom, authorisation.id.as_bytes(), &clear);
    tx.execute(
        "insert into authorisations (id, order_id, question, authorised_at) values ($1, $2, $3, $4)",
        &[authorisation.id.as_bytes().into(), authorisation.order.as_bytes().into(), sealed.into(), at.into()],
    )
    .await
    .map(drop)
}

/// Authorisations without an answer, the oldest first; at most 50.
pub(super) async fn unsettled(tx: &mut Tx, sealing: &SealingKey) -> Result<Vec<Unsettled>, StoreError> {
    let sql = "select id, order_id, question from authorisations where settled_at is null order by authorised_at limit 50";
    tx.rows(sql, &[]).await?.iter().map(|row| authorisation(row, sealing)).collect()
}

fn authorisation(row: &Row, sealing: &SealingKey) -> Result<Unsettled, StoreError> {
    let id: AuthorisationId = Id::from_slice(&row.blob("id")?).ok_or(unreadable("id"))?;
    let order = Id::from_slice(&row.blob("order_id")?).ok_or(unreadable("order_id"))?;
    let clear = sealing.open(id.as_bytes(), &row.blob("question")?).map_err(|_| unreadable("question"))?;
    Ok(Unsettled { id, order, question: serde_json::from_slice(&clear).map_err(|_| unreadable("question"))? })
}

/// Notes the answer, and forgets the question; false when the answer was known.
pub(super) async fn settle(tx: &mut Tx, id: AuthorisationId, at: Timestamp, refusal: Option<&str>) -> Result<bool, StoreError> {
    let sql = "update authorisations set settled_at = $2, refusal = $3 where id = $1 and settled_at is null";
    Ok(tx.execute(sql, &[id.as_bytes().into(), at.into(), refusal.into()]).await? == 1)
}

/// The certificate authority's refusal, when it was its last word on the order.
pub(super) async fn last_refusal(tx: &mut Tx, order: OrderId) -> Result<Option<ApprovalRefusal>, StoreError> {
    let sql = "select settled_at, refusal from authorisations where order_id = $1 order by authorised_at desc, id desc limit 1";
    let Some(row) = tx.row(sql, &[order.as_bytes().into()]).await? else { return Ok(None) };
    let Some(code) = row.optional_text("refusal")? else { return Ok(None) };
    Ok(Some(ApprovalRefusal { at: row.timestamp("settled_at")?, code }))
}

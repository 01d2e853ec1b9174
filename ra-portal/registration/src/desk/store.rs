//! Identity checks and authorisations.

use chassis::db::{Row, StoreError, Tx, Value};
use chassis::encryption::EncryptionKey;
use pki::{Id, SystemRandom, Timestamp};
use zeroize::Zeroizing;

use super::authorisation::{ApprovalRefusal, AuthorisationId, Unsettled};
use super::{DocumentKind, FaceToFace, IdentityCheck};
use crate::order_keys::{CHECK, OrderKeys};
use crate::orders::OrderId;
use crate::tables::{AUTHORISATIONS, IDENTITY_CHECKS};

/// Marks identifiers of identity checks.
#[derive(Debug)]
pub(super) enum CheckTag {}

pub(super) async fn insert_check(
    keys: &OrderKeys,
    tx: &mut Tx,
    id: Id<CheckTag>,
    order: OrderId,
    check: &IdentityCheck,
) -> Result<(), StoreError> {
    let seen = &check.seen;
    let texts = [
        seen.on.to_string().into(),
        seen.place.as_str().into(),
        seen.document.name().into(),
        seen.number_end.as_str().into(),
        seen.document_expires.to_string().into(),
    ];
    let encrypted = keys.key_of(tx, order, &CHECK).await?.encrypt(&CHECK, &id.into(), &texts)?;
    tx.execute(
        "insert into identity_checks (id, order_id, officer, met_on, place, document, number_end, document_expires, encrypted, \
         recorded_at, validated_until) values ($1, $2, $3, '', '', '', '', '', $4, $5, $6)",
        &[id.into(), order.into(), check.officer.into(), encrypted, check.recorded_at.into(), check.validated_until.into()],
    )
    .await
    .map(drop)
}

/// The current identity check.
pub(super) async fn newest_check(keys: &OrderKeys, tx: &mut Tx, order: OrderId) -> Result<Option<IdentityCheck>, StoreError> {
    let sql = "select c.*, k.encrypted as order_key from identity_checks c \
               left join order_keys k on k.order_id = c.order_id and k.purpose = 'data' \
               where c.order_id = $1 and c.voided_at is null order by c.recorded_at desc, c.id desc limit 1";
    IDENTITY_CHECKS.find(tx, sql, &[order.into()], |row| check(keys, order, row)).await
}

/// Voids the checks of an order; false if there was none.
pub(super) async fn void_checks(tx: &mut Tx, order: OrderId, at: Timestamp) -> Result<bool, StoreError> {
    let sql = "update identity_checks set voided_at = $2 where order_id = $1 and voided_at is null";
    Ok(tx.execute(sql, &[order.into(), at.into()]).await? > 0)
}

fn check(keys: &OrderKeys, order: OrderId, row: &Row) -> Result<IdentityCheck, StoreError> {
    let id: Id<CheckTag> = row.id("id")?;
    let texts = keys.texts(row, order, &CHECK, &id.into())?;
    let seen = FaceToFace {
        on: texts.parsed("met_on")?,
        place: texts.text("place")?,
        document: texts.named("document", DocumentKind::ALL, DocumentKind::name)?,
        number_end: texts.text("number_end")?,
        document_expires: texts.parsed("document_expires")?,
    };
    Ok(IdentityCheck {
        officer: row.id("officer")?,
        seen,
        recorded_at: row.timestamp("recorded_at")?,
        validated_until: row.timestamp("validated_until")?,
    })
}

pub(super) async fn insert_authorisation(
    tx: &mut Tx,
    encryption_key: &EncryptionKey,
    authorisation: &Unsettled,
    at: Timestamp,
) -> Result<(), StoreError> {
    let clear = serde_json::to_vec(&authorisation.question).map(Zeroizing::new);
    let clear = clear.map_err(|_| StoreError::Unwritable { problem: "it cannot be serialised as JSON" })?;
    let ciphertext = encryption_key.encrypt(&mut SystemRandom, authorisation.id.as_bytes(), &clear);
    tx.execute(
        "insert into authorisations (id, order_id, question, authorised_at) values ($1, $2, $3, $4)",
        &[authorisation.id.into(), authorisation.order.into(), ciphertext.into(), at.into()],
    )
    .await
    .map(drop)
}

/// Authorisations without an answer, oldest first; at most 50.
pub(super) async fn unsettled(tx: &mut Tx, encryption_key: &EncryptionKey) -> Result<Vec<Unsettled>, StoreError> {
    let sql = "select id, order_id, question from authorisations where settled_at is null order by authorised_at limit 50";
    AUTHORISATIONS.readable(tx, sql, &[], |row| authorisation(row, encryption_key)).await
}

fn authorisation(row: &Row, encryption_key: &EncryptionKey) -> Result<Unsettled, StoreError> {
    let id: AuthorisationId = row.id("id")?;
    let order = row.id("order_id")?;
    let unreadable = StoreError::inconsistent("question", "cannot be decrypted with the master key, or is not a request");
    let clear = encryption_key.decrypt(id.as_bytes(), &row.blob("question")?).map_err(|_| unreadable.clone())?;
    Ok(Unsettled { id, order, question: serde_json::from_slice(&clear).map_err(|_| unreadable)? })
}

/// Stores the answer and deletes the request; false if an answer was stored before.
pub(super) async fn settle(tx: &mut Tx, id: AuthorisationId, at: Timestamp, refusal: Option<&str>) -> Result<bool, StoreError> {
    let sql = "update authorisations set settled_at = $2, refusal = $3, question = $4 where id = $1 and settled_at is null";
    Ok(tx.execute(sql, &[id.into(), at.into(), refusal.into(), Value::Blob(Vec::new())]).await? == 1)
}

/// The certificate authority's refusal, if its latest answer about the order was one.
pub(super) async fn last_refusal(tx: &mut Tx, order: OrderId) -> Result<Option<ApprovalRefusal>, StoreError> {
    let sql = "select id, order_id, settled_at, refusal from authorisations where order_id = $1 \
               order by authorised_at desc, id desc limit 1";
    let refusal = |row: &Row| {
        let Some(code) = row.optional("refusal", Row::text)? else { return Ok(None) };
        Ok(Some(ApprovalRefusal { at: row.timestamp("settled_at")?, code }))
    };
    Ok(AUTHORISATIONS.find(tx, sql, &[order.into()], refusal).await?.flatten())
}

//! Requests to revoke that officers recorded.

use chassis::db::{Row, StoreError, Table, Tx, Value};
use pki::{Timestamp, TokenNumber};

use super::OfficersReason;
use super::request::{Confirmed, RequestId, RevocationOutcome, RevocationRecord};
use crate::messages::OrderFacts;
use crate::officers::OfficerId;
use crate::order_keys::OrderKeys;
use crate::orders::{self, OrderId};
use crate::tables::OFFICER_REVOCATIONS;

/// The values of a new row.
pub(super) struct NewRequest<'a> {
    pub(super) id: RequestId,
    pub(super) order: OrderId,
    pub(super) token: &'a TokenNumber,
    pub(super) reason: OfficersReason,
    pub(super) encrypted_evidence: &'a [u8],
    pub(super) recorded_by: OfficerId,
    pub(super) recorded_at: Timestamp,
}

pub(super) async fn insert(tx: &mut Tx, request: &NewRequest<'_>) -> Result<(), StoreError> {
    tx.execute(
        "insert into officer_revocations (id, order_id, token, reason, evidence, recorded_by, recorded_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
        &[
            request.id.into(),
            request.order.into(),
            request.token.as_str().into(),
            Value::json(&request.reason)?,
            request.encrypted_evidence.into(),
            request.recorded_by.into(),
            request.recorded_at.into(),
        ],
    )
    .await
    .map(drop)
}

pub(super) async fn find(keys: &OrderKeys, tx: &mut Tx, id: RequestId) -> Result<Option<RevocationRecord>, StoreError> {
    let sql = "select r.*, a.name as recorded_name, b.name as confirmed_name from officer_revocations r \
         join officers a on a.id = r.recorded_by left join officers b on b.id = r.confirmed_by where r.id = $1";
    match OFFICER_REVOCATIONS.find(tx, sql, &[id.into()], read).await? {
        Some(recorded) => about(keys, tx, recorded).await.map(Some),
        None => Ok(None),
    }
}

/// Whether a request for this token is open.
pub(super) async fn is_pending(tx: &mut Tx, token: &TokenNumber) -> Result<bool, StoreError> {
    let sql = "select id from officer_revocations where token = $1 and outcome is null";
    Ok(tx.row(sql, &[token.as_str().into()]).await?.is_some())
}

/// Requests for an order, newest first.
pub(super) async fn of_order(
    keys: &OrderKeys,
    tx: &mut Tx,
    order: OrderId,
    at_most: u32,
) -> Result<Vec<RevocationRecord>, StoreError> {
    let sql = "select r.*, a.name as recorded_name, b.name as confirmed_name from officer_revocations r \
         join officers a on a.id = r.recorded_by left join officers b on b.id = r.confirmed_by \
         where r.order_id = $1 order by r.recorded_at desc, r.id desc limit $2";
    let recorded = OFFICER_REVOCATIONS.readable(tx, sql, &[order.into(), at_most.into()], read).await?;
    about_all(keys, tx, recorded).await
}

/// Open requests, the longest waiting first.
pub(super) async fn pending(keys: &OrderKeys, tx: &mut Tx, at_most: u32) -> Result<Vec<RevocationRecord>, StoreError> {
    let sql = "select r.*, a.name as recorded_name, b.name as confirmed_name from officer_revocations r \
         join officers a on a.id = r.recorded_by left join officers b on b.id = r.confirmed_by \
         where r.outcome is null order by r.recorded_at, r.id limit $1";
    let recorded = OFFICER_REVOCATIONS.readable(tx, sql, &[at_most.into()], read).await?;
    about_all(keys, tx, recorded).await
}

/// Requests that are confirmed and not answered by the certificate authority, the longest waiting first.
pub(super) async fn confirmed(keys: &OrderKeys, tx: &mut Tx, at_most: u32) -> Result<Vec<RevocationRecord>, StoreError> {
    let sql = "select r.*, a.name as recorded_name, b.name as confirmed_name from officer_revocations r \
         join officers a on a.id = r.recorded_by join officers b on b.id = r.confirmed_by \
         where r.outcome is null order by r.confirmed_at, r.id limit $1";
    let recorded = OFFICER_REVOCATIONS.readable(tx, sql, &[at_most.into()], read).await?;
    about_all(keys, tx, recorded).await
}

/// A request without what it shows of the order.
struct Recorded {
    id: RequestId,
    order: OrderId,
    token: TokenNumber,
    reason: OfficersReason,
    recorded_by: OfficerId,
    recorded_by_name: String,
    recorded_at: Timestamp,
    confirmed: Option<Confirmed>,
    outcome: Option<RevocationOutcome>,
    encrypted_evidence: Vec<u8>,
}

fn read(row: &Row) -> Result<Recorded, StoreError> {
    let confirmed = match (row.optional("confirmed_by", Row::id)?, row.optional("confirmed_name", Row::text)?) {
        (Some(by), Some(name)) => Some(Confirmed { by, name, at: row.timestamp("confirmed_at")? }),
        _ => None,
    };
    Ok(Recorded {
        id: row.id("id")?,
        order: row.id("order_id")?,
        token: row.parsed("token")?,
        reason: row.json("reason")?,
        recorded_by: row.id("recorded_by")?,
        recorded_by_name: row.text("recorded_name")?,
        recorded_at: row.timestamp("recorded_at")?,
        confirmed,
        outcome: row.optional("outcome", Row::json)?,
        encrypted_evidence: row.blob("evidence")?,
    })
}

/// Leaves out requests whose order cannot be read, so that they neither hide nor delay those for other tokens.
async fn about_all(keys: &OrderKeys, tx: &mut Tx, recorded: Vec<Recorded>) -> Result<Vec<RevocationRecord>, StoreError> {
    let mut requests = Vec::with_capacity(recorded.len());
    for recorded in recorded {
        requests.extend(Table::readable_only(about(keys, tx, recorded).await)?);
    }
    Ok(requests)
}

async fn about(keys: &OrderKeys, tx: &mut Tx, recorded: Recorded) -> Result<RevocationRecord, StoreError> {
    let order = orders::find(keys, tx, recorded.order).await?;
    let facts = order.as_ref().and_then(OrderFacts::of);
    let facts = facts.ok_or_else(|| OFFICER_REVOCATIONS.inconsistent(recorded.id, "order_id", "refers to no placed order"))?;
    Ok(RevocationRecord {
        id: recorded.id,
        order: recorded.order,
        number: facts.number,
        holder: facts.holder,
        token: recorded.token,
        reason: recorded.reason,
        recorded_by: recorded.recorded_by,
        recorded_by_name: recorded.recorded_by_name,
        recorded_at: recorded.recorded_at,
        confirmed: recorded.confirmed,
        outcome: recorded.outcome,
        encrypted_evidence: recorded.encrypted_evidence,
    })
}

/// Stores the second officer's confirmation.
pub(super) async fn confirm(tx: &mut Tx, request: RequestId, by: OfficerId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "update officer_revocations set confirmed_by = $2, confirmed_at = $3 where id = $1 and confirmed_by is null";
    tx.execute(sql, &[request.into(), by.into(), at.into()]).await.map(drop)
}

/// Stores the outcome; an earlier one stays.
pub(super) async fn settle(tx: &mut Tx, request: RequestId, outcome: &RevocationOutcome) -> Result<(), StoreError> {
    let sql = "update officer_revocations set outcome = $2 where id = $1 and outcome is null";
    tx.execute(sql, &[request.into(), Value::json(outcome)?]).await.map(drop)
}

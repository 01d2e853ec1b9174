//! Requests to revoke that officers recorded.

use ca_contract::revocation::OfficersReason;
use chassis::db::{Row, StoreError, Tx};
use pki::{Id, Timestamp, TokenNumber};

use super::request::{Confirmed, RequestId, RevocationOutcome, RevocationRecord};
use crate::messages::OrderFacts;
use crate::officers::OfficerId;
use crate::orders::{self, OrderId};

const fn inconsistent(column: &'static str) -> StoreError {
    StoreError::Inconsistent { column, problem: "is not what was written" }
}

/// What is inserted.
pub(super) struct NewRequest<'a> {
    pub(super) id: RequestId,
    pub(super) order: OrderId,
    pub(super) token: &'a TokenNumber,
    pub(super) reason: OfficersReason,
    pub(super) sealed_evidence: &'a [u8],
    pub(super) recorded_by: OfficerId,
    pub(super) recorded_at: Timestamp,
}

pub(super) async fn insert(tx: &mut Tx, request: &NewRequest<'_>) -> Result<(), StoreError> {
    let reason = serde_json::to_string(&request.reason).map_err(|_| inconsistent("reason"))?;
    tx.execute(
        "insert into officer_revocations (id, order_id, token, reason, evidence, recorded_by, recorded_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
        &[
            request.id.as_bytes().into(),
            request.order.as_bytes().into(),
            request.token.as_str().into(),
            reason.into(),
            request.sealed_evidence.into(),
            request.recorded_by.as_bytes().into(),
            request.recorded_at.into(),
        ],
    )
    .await
    .map(drop)
}

pub(super) async fn find(tx: &mut Tx, id: RequestId) -> Result<Option<RevocationRecord>, StoreError> {
    let sql = "select r.*, a.name as recorded_name, b.name as confirmed_name from officer_revocations r \
         join officers a on a.id = r.recorded_by left join officers b on b.id = r.confirmed_by where r.id = $1";
    match tx.row(sql, &[id.as_bytes().into()]).await? {
        Some(row) => read(tx, &row).await.map(Some),
        None => Ok(None),
    }
}

/// Whether a request about this token stands.
pub(super) async fn stands(tx: &mut Tx, token: &TokenNumber) -> Result<bool, StoreError> {
    let sql = "select id from officer_revocations where token = $1 and outcome is null";
    Ok(tx.row(sql, &[token.as_str().into()]).await?.is_some())
}

/// Requests about an order, the newest first.
pub(super) async fn of_order(tx: &mut Tx, order: OrderId, at_most: u32) -> Result<Vec<RevocationRecord>, StoreError> {
    let sql = "select r.*, a.name as recorded_name, b.name as confirmed_name from officer_revocations r \
         join officers a on a.id = r.recorded_by left join officers b on b.id = r.confirmed_by \
         where r.order_id = $1 order by r.recorded_at desc, r.id desc limit $2";
    let rows = tx.rows(sql, &[order.as_bytes().into(), at_most.into()]).await?;
    read_all(tx, &rows).await
}

/// Requests that stand, the longest waiting first.
pub(super) async fn standing(tx: &mut Tx, at_most: u32) -> Result<Vec<RevocationRecord>, StoreError> {
    let sql = "select r.*, a.name as recorded_name, b.name as confirmed_name from officer_revocations r \
         join officers a on a.id = r.recorded_by left join officers b on b.id = r.confirmed_by \
         where r.outcome is null order by r.recorded_at, r.id limit $1";
    let rows = tx.rows(sql, &[at_most.into()]).await?;
    read_all(tx, &rows).await
}

/// Requests that were confirmed and that the certificate authority has not answered, the longest waiting first.
pub(super) async fn confirmed(tx: &mut Tx, at_most: u32) -> Result<Vec<RevocationRecord>, StoreError> {
    let sql = "select r.*, a.name as recorded_name, b.name as confirmed_name from officer_revocations r \
         join officers a on a.id = r.recorded_by join officers b on b.id = r.confirmed_by \
         where r.outcome is null order by r.confirmed_at, r.id limit $1";
    let rows = tx.rows(sql, &[at_most.into()]).await?;
    read_all(tx, &rows).await
}

async fn read_all(tx: &mut Tx, rows: &[Row]) -> Result<Vec<RevocationRecord>, StoreError> {
    let mut requests = Vec::with_capacity(rows.len());
    for row in rows {
        requests.push(read(tx, row).await?);
    }
    Ok(requests)
}

async fn read(tx: &mut Tx, row: &Row) -> Result<RevocationRecord, StoreError> {
    let order = orders::find(tx, id(row.blob("order_id")?, "order_id")?).await?.ok_or(inconsistent("order_id"))?;
    let facts = OrderFacts::of(&order).ok_or(inconsistent("order_id"))?;
    let confirmed = match (row.optional_blob("confirmed_by")?, row.optional_text("confirmed_name")?) {
        (Some(by), Some(name)) => Some(Confirmed { by: id(by, "confirmed_by")?, name, at: row.timestamp("confirmed_at")? }),
        _ => None,
    };
    let outcome = row.optional_text("outcome")?.map(|outcome| serde_json::from_str(&outcome));
    Ok(RevocationRecord {
        id: id(row.blob("id")?, "id")?,
        order: order.id,
        number: facts.number,
        holder: facts.holder,
        token: row.text("token")?.parse().map_err(|_| inconsistent("token"))?,
        reason: serde_json::from_str(&row.text("reason")?).map_err(|_| inconsistent("reason"))?,
        recorded_by: id(row.blob("recorded_by")?, "recorded_by")?,
        recorded_by_name: row.text("recorded_name")?,
        recorded_at: row.timestamp("recorded_at")?,
        confirmed,
        outcome: outcome.transpose().map_err(|_| inconsistent("outcome"))?,
        sealed_evidence: row.blob("evidence")?,
    })
}

fn id<Kind>(octets: Vec<u8>, column: &'static str) -> Result<Id<Kind>, StoreError> {
    Id::from_slice(&octets).ok_or(inconsistent(column))
}

/// The second pair of eyes.
pub(super) async fn confirm(tx: &mut Tx, request: RequestId, by: OfficerId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "update officer_revocations set confirmed_by = $2, confirmed_at = $3 where id = $1 and confirmed_by is null";
    tx.execute(sql, &[request.as_bytes().into(), by.as_bytes().into(), at.into()]).await.map(drop)
}

/// What became of it; the first word stays.
pub(super) async fn settle(tx: &mut Tx, request: RequestId, outcome: &RevocationOutcome) -> Result<(), StoreError> {
    let outcome = serde_json::to_string(outcome).map_err(|_| inconsistent("outcome"))?;
    let sql = "update officer_revocations set outcome = $2 where id = $1 and outcome is null";
    tx.execute(sql, &[request.as_bytes().into(), outcome.into()]).await.map(drop)
}

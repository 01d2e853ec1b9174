//! How far the feed was followed, PIN letters, orders in production.

use ca_contract::IdempotencyKey;
use chassis::db::{Row, StoreError, Tx};
use pki::{Timestamp, TokenNumber};

use super::letter::{DuePinLetter, LetterState};
use crate::officers::OfficerId;
use crate::orders::{self, Order, OrderId};

const fn inconsistent(column: &'static str) -> StoreError {
    StoreError::Inconsistent { column, problem: "is not what was written" }
}

/// The last event that was applied; 0 for none.
pub(super) async fn followed(tx: &mut Tx) -> Result<u64, StoreError> {
    let row = tx.row("select followed from token_feed", &[]).await?.ok_or(inconsistent("followed"))?;
    u64::try_from(row.int("followed")?).map_err(|_| inconsistent("followed"))
}

pub(super) async fn set_followed(tx: &mut Tx, sequence: u64) -> Result<(), StoreError> {
    let sequence = i64::try_from(sequence).map_err(|_| inconsistent("followed"))?;
    tx.execute("update token_feed set followed = $1", &[sequence.into()]).await.map(drop)
}

/// A letter falls due. Where there is one already, another PIN was sealed since: that letter is void, printed or not, and is made again.
/// Its key stays: the certificate authority may have released the new PIN under it already.
pub(super) async fn set_letter_due(
    tx: &mut Tx,
    order: OrderId,
    token: &TokenNumber,
    key: IdempotencyKey,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into pin_letters (order_id, token, idempotency_key, due_at) values ($1, $2, $3, $4) on conflict (order_id) do update \
         set due_at = excluded.due_at, kept_at = null, sealed = null, lost_at = null, printed_at = null, printed_by = null",
        &[order.as_bytes().into(), token.as_str().into(), key.as_bytes().into(), at.into()],
    )
    .await
    .map(drop)
}

/// Letters to be made, the longest waiting first.
pub(super) async fn letters_due(tx: &mut Tx, at_most: u32) -> Result<Vec<DuePinLetter>, StoreError> {
    let sql = "select l.order_id, l.idempotency_key, l.due_at, o.number from pin_letters l join orders o on o.id = l.order_id \
         where l.kept_at is null and l.lost_at is null order by l.due_at limit $1";
    tx.rows(sql, &[at_most.into()]).await?.iter().map(due).collect()
}

fn due(row: &Row) -> Result<DuePinLetter, StoreError> {
    let key = hex::encode(row.blob("idempotency_key")?);
    Ok(DuePinLetter {
        order: order_id(row)?,
        number: row.text("number")?.parse().map_err(|_| inconsistent("number"))?,
        key: key.parse().map_err(|_| inconsistent("idempotency_key"))?,
        since: row.timestamp("due_at")?,
    })
}

fn order_id(row: &Row) -> Result<OrderId, StoreError> {
    OrderId::from_slice(&row.blob("order_id")?).ok_or(inconsistent("order_id"))
}

/// Keeps a letter, unless it is void since it fell due; one that is kept already stays. Whether it was kept.
pub(super) async fn keep_letter(tx: &mut Tx, due: &DuePinLetter, sealed: &[u8], at: Timestamp) -> Result<bool, StoreError> {
    let sql = "update pin_letters set kept_at = $3, sealed = $4 \
         where order_id = $1 and due_at = $2 and kept_at is null and lost_at is null";
    let values = [due.order.as_bytes().into(), due.since.into(), at.into(), sealed.into()];
    tx.execute(sql, &values).await.map(|rows| rows > 0)
}

/// A letter is lost, unless it fell due anew.
pub(super) async fn set_letter_lost(tx: &mut Tx, due: &DuePinLetter, at: Timestamp) -> Result<(), StoreError> {
    let sql = "update pin_letters set lost_at = $3 where order_id = $1 and due_at = $2 and kept_at is null";
    tx.execute(sql, &[due.order.as_bytes().into(), due.since.into(), at.into()]).await.map(drop)
}

/// How an order's letter stands, with its sealed bytes while it waits for the printer.
pub(super) async fn letter(tx: &mut Tx, order: OrderId) -> Result<(LetterState, Option<Vec<u8>>), StoreError> {
    let sql = "select kept_at, sealed, lost_at, printed_at from pin_letters where order_id = $1";
    match tx.row(sql, &[order.as_bytes().into()]).await? {
        Some(row) => Ok((letter_state(&row)?, row.optional_blob("sealed")?)),
        None => Ok((LetterState::Awaited, None)),
    }
}

fn letter_state(row: &Row) -> Result<LetterState, StoreError> {
    let moment = |column| row.optional_int(column).map(|moment| moment.map(Timestamp::from_millis));
    Ok(match (moment("printed_at")?, moment("lost_at")?, moment("kept_at")?) {
        (Some(at), _, _) => LetterState::Printed { at },
        (None, Some(at), _) => LetterState::Lost { at },
        (None, None, Some(_)) => LetterState::ToPrint,
        (None, None, None) => LetterState::Awaited,
    })
}

/// The letter is printed: its bytes go.
pub(super) async fn set_letter_printed(tx: &mut Tx, order: OrderId, by: OfficerId, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "update pin_letters set printed_at = $2, printed_by = $3, sealed = null where order_id = $1 and printed_at is null",
        &[order.as_bytes().into(), at.into(), by.as_bytes().into()],
    )
    .await
    .map(drop)
}

/// Orders in a state, the longest waiting first.
pub(super) async fn in_state(tx: &mut Tx, state: &str, at_most: u32) -> Result<Vec<Order>, StoreError> {
    let sql = "select * from orders where state = $1 order by since, id limit $2";
    tx.rows(sql, &[state.into(), at_most.into()]).await?.iter().map(orders::read).collect()
}

/// Orders whose token holds its certificates and was not sent, with their letters, the longest waiting first.
pub(super) async fn unsent(tx: &mut Tx, at_most: u32) -> Result<Vec<(Order, LetterState)>, StoreError> {
    let sql = "select o.*, l.kept_at, l.lost_at, l.printed_at from orders o left join pin_letters l on l.order_id = o.id \
         where o.state = 'in-production' order by o.since, o.id limit $1";
    let rows = tx.rows(sql, &[at_most.into()]).await?;
    rows.iter().map(|row| Ok((orders::read(row)?, letter_state(row)?))).collect()
}

//! The position in the feed, PIN letters, orders in production.

use ca_contract::IdempotencyKey;
use chassis::db::{AssertSqlSafe, Row, StoreError, Tx, Value};
use pki::{Timestamp, TokenNumber};

use super::letter::{DuePinLetter, LetterState};
use crate::officers::OfficerId;
use crate::order_keys::OrderKeys;
use crate::orders::{self, ORDER_WITH_KEY, Order, OrderId};
use crate::tables::{ORDERS, PIN_LETTERS, TOKEN_FEED};

/// The last event that was applied; 0 if none was.
pub(super) async fn followed(tx: &mut Tx) -> Result<u64, StoreError> {
    TOKEN_FEED.one(tx, "select id, followed from token_feed", &[], |row| row.number("followed")).await
}

pub(super) async fn set_followed(tx: &mut Tx, sequence: u64) -> Result<(), StoreError> {
    tx.execute("update token_feed set followed = $1", &[Value::number(sequence)?]).await.map(drop)
}

/// Makes a letter due. If there is one already, another PIN was deposited since: that letter is void, printed or not, and is made
/// again. Its key stays, since the certificate authority may have released the new PIN under it already.
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
        &[order.into(), token.as_str().into(), key.as_bytes().into(), at.into()],
    )
    .await
    .map(drop)
}

/// Letters to be made, the longest waiting first.
pub(super) async fn letters_due(tx: &mut Tx, at_most: u32) -> Result<Vec<DuePinLetter>, StoreError> {
    let sql = "select l.order_id, l.idempotency_key, l.due_at, o.number from pin_letters l join orders o on o.id = l.order_id \
         where l.kept_at is null and l.lost_at is null order by l.due_at limit $1";
    PIN_LETTERS.readable(tx, sql, &[at_most.into()], due).await
}

fn due(row: &Row) -> Result<DuePinLetter, StoreError> {
    let key = hex::encode(row.octets::<16>("idempotency_key")?);
    Ok(DuePinLetter {
        order: row.id("order_id")?,
        number: row.parsed("number")?,
        key: key.parse().map_err(|_| StoreError::inconsistent("idempotency_key", "is not an idempotency key"))?,
        since: row.timestamp("due_at")?,
    })
}

/// Stores a letter, unless it became void meanwhile; one that is stored already stays. Returns whether it was stored.
pub(super) async fn keep_letter(tx: &mut Tx, due: &DuePinLetter, ciphertext: &[u8], at: Timestamp) -> Result<bool, StoreError> {
    let sql = "update pin_letters set kept_at = $3, sealed = $4 \
         where order_id = $1 and due_at = $2 and kept_at is null and lost_at is null";
    let values = [due.order.into(), due.since.into(), at.into(), ciphertext.into()];
    tx.execute(sql, &values).await.map(|rows| rows > 0)
}

/// Marks a letter as lost, unless it became due again with another PIN.
pub(super) async fn set_letter_lost(tx: &mut Tx, due: &DuePinLetter, at: Timestamp) -> Result<(), StoreError> {
    let sql = "update pin_letters set lost_at = $3 where order_id = $1 and due_at = $2 and kept_at is null";
    tx.execute(sql, &[due.order.into(), due.since.into(), at.into()]).await.map(drop)
}

/// The state of an order's letter, with its encrypted document while it is to be printed.
pub(super) async fn letter(tx: &mut Tx, order: OrderId) -> Result<(LetterState, Option<Vec<u8>>), StoreError> {
    let sql = "select order_id, kept_at, sealed, lost_at, printed_at from pin_letters where order_id = $1";
    let letter = |row: &Row| Ok((letter_state(row)?, row.optional("sealed", Row::blob)?));
    Ok(PIN_LETTERS.find(tx, sql, &[order.into()], letter).await?.unwrap_or((LetterState::Awaited, None)))
}

fn letter_state(row: &Row) -> Result<LetterState, StoreError> {
    let moment = |column| row.optional(column, Row::timestamp);
    Ok(match (moment("printed_at")?, moment("lost_at")?, moment("kept_at")?) {
        (Some(at), _, _) => LetterState::Printed { at },
        (None, Some(at), _) => LetterState::Lost { at },
        (None, None, Some(_)) => LetterState::ToPrint,
        (None, None, None) => LetterState::Awaited,
    })
}

/// Marks the letter as printed, and deletes its document.
pub(super) async fn set_letter_printed(tx: &mut Tx, order: OrderId, by: OfficerId, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "update pin_letters set printed_at = $2, printed_by = $3, sealed = null where order_id = $1 and printed_at is null",
        &[order.into(), at.into(), by.into()],
    )
    .await
    .map(drop)
}

/// Orders in a state, the longest waiting first.
pub(super) async fn in_state(keys: &OrderKeys, tx: &mut Tx, state: &str, at_most: u32) -> Result<Vec<Order>, StoreError> {
    let sql = AssertSqlSafe(format!("{ORDER_WITH_KEY} where o.state = $1 order by o.since, o.id limit $2"));
    ORDERS.readable(tx, sql, &[state.into(), at_most.into()], |row| orders::read(keys, row)).await
}

/// Orders whose token is produced and not sent, with their letters, the longest waiting first.
pub(super) async fn unsent(keys: &OrderKeys, tx: &mut Tx, at_most: u32) -> Result<Vec<(Order, LetterState)>, StoreError> {
    let sql = "select o.*, k.encrypted as order_key, l.order_id, l.kept_at, l.lost_at, l.printed_at from orders o \
         left join order_keys k on k.order_id = o.id and k.purpose = 'data' left join pin_letters l on l.order_id = o.id \
         where o.state = 'in-production' order by o.since, o.id limit $1";
    let unsent = |row: &Row| Ok((orders::read(keys, row)?, PIN_LETTERS.read(row, letter_state)?));
    ORDERS.readable(tx, sql, &[at_most.into()], unsent).await
}

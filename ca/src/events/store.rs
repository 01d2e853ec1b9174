//! The rows of token events. They are kept for ever: none contains personal data, and a token has about ten.

use ca_contract::events::{TokenChange, TokenEvent};
use chassis::act::Act;
use chassis::db::{Row, StoreError, Tx, Value};
use pki::{Timestamp, TokenNumber};

use crate::announcements::Announcement;
use crate::core::Core;
use crate::tables::{TOKEN_EVENTS, TOKEN_EVENTS_HEAD};
use crate::tokens;

/// Appends an event of a token at `at`.
pub(crate) async fn append(
    act: &mut Act<'_, Core>,
    token: &TokenNumber,
    change: &TokenChange,
    at: Timestamp,
) -> Result<(), StoreError> {
    act.announce(Announcement::TokenEvents);
    let tx = act.tx();
    let order = tokens::order_of(tx, token).await?;
    let sql = "update token_events_head set sequence = sequence + 1 where one = 1 returning sequence";
    let sequence = TOKEN_EVENTS_HEAD.one(tx, sql, &[], |row| row.int("sequence")).await?;
    tx.execute(
        "insert into token_events (sequence, at, order_number, token, what) values ($1, $2, $3, $4, $5)",
        &[sequence.into(), at.into(), order.as_str().into(), token.as_str().into(), Value::json(change)?],
    )
    .await?;
    Ok(())
}

/// The last assigned sequence number.
pub(super) async fn head(tx: &mut Tx) -> Result<u64, StoreError> {
    TOKEN_EVENTS_HEAD.one(tx, "select sequence from token_events_head where one = 1", &[], |row| row.number("sequence")).await
}

pub(super) async fn after(tx: &mut Tx, sequence: i64, at_most: i64) -> Result<Vec<TokenEvent>, StoreError> {
    let sql = "select sequence, at, order_number, token, what from token_events where sequence > $1 order by sequence limit $2";
    TOKEN_EVENTS.list(tx, sql, &[sequence.into(), at_most.into()], event).await
}

fn event(row: &Row) -> Result<TokenEvent, StoreError> {
    let change: TokenChange = row.json("what")?;
    Ok(TokenEvent {
        sequence: row.number("sequence")?,
        at: row.timestamp("at")?,
        order: row.parsed("order_number")?,
        token: row.parsed("token")?,
        critical: change.is_critical(),
        change,
    })
}

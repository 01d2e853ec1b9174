//! The rows of token events. They are kept for good: none names a person, and there are some ten a token.

use ca_contract::events::{TokenChange, TokenEvent};
use chassis::db::{Row, StoreError, Tx};
use pki::{Timestamp, TokenNumber};

use crate::{column, tokens};

/// Appends what happened to a token; whoever commits announces it.
pub(crate) async fn append(tx: &mut Tx, token: &TokenNumber, what: &TokenChange, at: Timestamp) -> Result<(), StoreError> {
    let order = tokens::order_of(tx, token).await?.ok_or(column::inconsistent("token", "names no token"))?;
    let row = tx.row("update token_events_head set sequence = sequence + 1 where one = 1 returning sequence", &[]).await?;
    let sequence = row.ok_or(NO_HEAD)?.int("sequence")?;
    let what = serde_json::to_string(what).map_err(|_| column::inconsistent("what", "cannot be written"))?;
    tx.execute(
        "insert into token_events (sequence, at, order_number, token, what) values ($1, $2, $3, $4, $5)",
        &[sequence.into(), at.into(), order.as_str().into(), token.as_str().into(), what.into()],
    )
    .await?;
    Ok(())
}

/// The last sequence number given out.
pub(super) async fn head(tx: &mut Tx) -> Result<u64, StoreError> {
    let row = tx.row("select sequence from token_events_head where one = 1", &[]).await?;
    unsigned(row.ok_or(NO_HEAD)?.int("sequence")?)
}

pub(super) async fn after(tx: &mut Tx, sequence: i64, at_most: i64) -> Result<Vec<TokenEvent>, StoreError> {
    let sql = "select sequence, at, order_number, token, what from token_events where sequence > $1 order by sequence limit $2";
    tx.rows(sql, &[sequence.into(), at_most.into()]).await?.iter().map(event).collect()
}

fn event(row: &Row) -> Result<TokenEvent, StoreError> {
    let what: TokenChange =
        serde_json::from_str(&row.text("what")?).map_err(|_| column::inconsistent("what", "is no change of a token"))?;
    Ok(TokenEvent {
        sequence: unsigned(row.int("sequence")?)?,
        at: row.timestamp("at")?,
        order: column::order_number(row)?,
        token: column::token_number(row, "token")?,
        critical: what.is_critical(),
        what,
    })
}

fn unsigned(sequence: i64) -> Result<u64, StoreError> {
    u64::try_from(sequence).map_err(|_| column::inconsistent("sequence", "is negative"))
}

const NO_HEAD: StoreError = StoreError::Inconsistent { column: "sequence", problem: "has no row" };

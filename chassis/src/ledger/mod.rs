//! The audit ledger: rows that are only appended, each with the hash of the previous one.
//!
//! A row is appended in the transaction of the act that it records, so that neither exists without the other. Altering,
//! removing or reordering rows breaks the chain; cutting off its end contradicts the head row. Rewriting the whole database
//! including the chain can only be detected with a copy of the head kept elsewhere.

mod chain;
mod row;

use pki::Timestamp;
use serde_json::Value as Json;

use crate::db::{Migration, StoreError, Tx, Value};

pub use chain::{LedgerFault, Verified, verify};
pub use row::{Recorded, about, entries};

/// The ledger's tables.
pub const MIGRATION: Migration = Migration {
    name: "ledger",
    sqlite:
        "create table ledger (
        idx integer primary key not null,
        at integer not null,
        actor text not null,
        action text not null,
        subject text not null,
        detail text not null,
        previous blob not null,
        hash blob not null
    ) strict;
    create table ledger_head (one integer primary key not null check (one = 1), idx integer not null, hash blob not null) strict;",
    postgres: "create table ledger (
        idx bigint primary key,
        at bigint not null,
        actor text not null,
        action text not null,
        subject text not null,
        detail text not null,
        previous bytea not null,
        hash bytea not null
    );
    create table ledger_head (one bigint primary key check (one = 1), idx bigint not null, hash bytea not null);",
};

/// A row to append.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The actor: a stable name of a caller or officer.
    pub actor: &'a str,
    /// The action, from a fixed vocabulary.
    pub action: &'static str,
    /// The subject: an identifier, never personal data.
    pub subject: &'a str,
    /// Details for auditors, without secrets.
    pub detail: Json,
}

/// Appends a row in the transaction of the act and returns its position.
///
/// # Errors
/// Those of the database.
pub async fn append(tx: &mut Tx, at: Timestamp, entry: &Entry<'_>) -> Result<i64, StoreError> {
    let head = chain::head(tx).await?;
    let (last, previous) = head.unwrap_or((0, chain::BEFORE_THE_FIRST));
    let mut recorded = Recorded {
        idx: last + 1,
        at,
        actor: entry.actor.to_owned(),
        action: entry.action.to_owned(),
        subject: entry.subject.to_owned(),
        detail: entry.detail.to_string(),
        previous,
        hash: chain::BEFORE_THE_FIRST,
    };
    recorded.hash = chain::hash(&recorded);
    let (idx, hash) = (recorded.idx, recorded.hash);
    tx.execute(
        "insert into ledger (idx, at, actor, action, subject, detail, previous, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            Value::from(idx),
            at.into(),
            recorded.actor.into(),
            recorded.action.into(),
            recorded.subject.into(),
            recorded.detail.into(),
            previous.into(),
            hash.into(),
        ],
    )
    .await?;
    let advance = match head {
        Some(_) => "update ledger_head set idx = $1, hash = $2 where one = 1",
        None => "insert into ledger_head (one, idx, hash) values (1, $1, $2)",
    };
    tx.execute(advance, &[idx.into(), hash.into()]).await?;
    Ok(idx)
}

#[cfg(test)]
mod tests;

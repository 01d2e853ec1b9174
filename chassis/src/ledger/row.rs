//! The rows of the ledger.

use pki::{Digest, Timestamp};

use crate::db::{Row, StoreError, Table, Tx};

pub(super) const LEDGER: Table = Table::new("ledger", &["idx"]);

/// A row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its position, counted from 1 without gaps.
    pub idx: i64,
    /// When it happened.
    pub at: Timestamp,
    /// The actor.
    pub actor: String,
    /// The action.
    pub action: String,
    /// The subject.
    pub subject: String,
    /// The details: JSON, exactly as it was hashed.
    pub detail: String,
    /// The hash of the previous row; zeros for the first.
    pub previous: Digest,
    /// The hash of this row.
    pub hash: Digest,
}

/// The rows after the position `after` in order, at most `at_most`. Their hashes are not verified.
///
/// # Errors
/// If the database fails, or a row is malformed.
pub async fn entries(tx: &mut Tx, after: i64, at_most: u32) -> Result<Vec<Recorded>, StoreError> {
    let sql = "select idx, at, actor, action, subject, detail, previous, hash from ledger where idx > $1 order by idx limit $2";
    LEDGER.list(tx, sql, &[after.into(), at_most.into()], Recorded::read).await
}

/// The rows about `subject` in order, the latest `at_most`. Their hashes are not verified.
///
/// # Errors
/// If the database fails, or a row is malformed.
pub async fn about(tx: &mut Tx, subject: &str, at_most: u32) -> Result<Vec<Recorded>, StoreError> {
    let sql = "select idx, at, actor, action, subject, detail, previous, hash from ledger where subject = $1 \
               order by idx desc limit $2";
    let mut rows = LEDGER.list(tx, sql, &[subject.into(), at_most.into()], Recorded::read).await?;
    rows.reverse();
    Ok(rows)
}

impl Recorded {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            idx: row.int("idx")?,
            at: row.timestamp("at")?,
            actor: row.text("actor")?,
            action: row.text("action")?,
            subject: row.text("subject")?,
            detail: row.text("detail")?,
            previous: row.digest("previous")?,
            hash: row.digest("hash")?,
        })
    }
}

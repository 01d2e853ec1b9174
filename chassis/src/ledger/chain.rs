//! The hash chain of the ledger and its verification.

use pki::Digest;

use super::row::{LEDGER, Recorded, entries};
use crate::db::{StoreError, Table, Tx};

const LEDGER_HEAD: Table = Table::new("ledger_head", &["idx"]);

/// The previous hash in the first row.
pub(super) const BEFORE_THE_FIRST: Digest = Digest::from_bytes([0; 32]);

/// Rows that are read at a time.
const PAGE: u32 = 1000;

/// A ledger whose chain is intact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The number of rows.
    pub entries: i64,
    /// The hash of the last row; zeros if there is none.
    pub head: Digest,
}

/// Where the chain is broken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerFault {
    /// It could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Rows before this one are missing, or its position is wrong.
    #[error("ledger row {0} does not follow the previous one")]
    Misplaced(i64),
    /// The row was altered after it was appended.
    #[error("ledger row {0} was altered")]
    Altered(i64),
    /// The head row names another last row: rows were removed or added at the end.
    #[error("the ledger ends at row {found}, but its head names row {named}")]
    WrongHead {
        /// The last row.
        found: i64,
        /// The last row according to the head.
        named: i64,
    },
}

/// Reads the whole ledger in pages and verifies every row, the chain and the head.
///
/// # Errors
/// The first error in the order of the rows.
pub async fn verify(tx: &mut Tx) -> Result<Verified, LedgerFault> {
    let mut verified = Verified { entries: 0, head: BEFORE_THE_FIRST };
    loop {
        let page = entries(tx, verified.entries, PAGE).await?;
        for row in &page {
            if row.idx != verified.entries + 1 || row.previous != verified.head {
                return Err(LedgerFault::Misplaced(row.idx));
            }
            if row.hash != hash(row) {
                return Err(LedgerFault::Altered(row.idx));
            }
            verified = Verified { entries: row.idx, head: row.hash };
        }
        if page.is_empty() {
            break;
        }
    }
    let (named, hash) = head(tx).await?.unwrap_or((0, BEFORE_THE_FIRST));
    if named != verified.entries || hash != verified.head {
        return Err(LedgerFault::WrongHead { found: verified.entries, named });
    }
    // A row before the first position would otherwise be skipped.
    let sql = "select idx from ledger where idx < 1 order by idx limit 1";
    match LEDGER.find(tx, sql, &[], |row| row.int("idx")).await? {
        Some(idx) => Err(LedgerFault::Misplaced(idx)),
        None => Ok(verified),
    }
}

/// The position of the last row, and its hash; none if the ledger is empty.
pub(super) async fn head(tx: &mut Tx) -> Result<Option<(i64, Digest)>, StoreError> {
    let sql = "select idx, hash from ledger_head where one = 1";
    LEDGER_HEAD.find(tx, sql, &[], |row| Ok((row.int("idx")?, row.digest("hash")?))).await
}

/// SHA-256 over every field except the hash itself. Numbers have eight octets and texts are preceded by their length, so the
/// encoding is unambiguous.
pub(super) fn hash(row: &Recorded) -> Digest {
    let mut encoded = b"sceau ledger 1".to_vec();
    encoded.extend_from_slice(row.previous.as_bytes());
    encoded.extend_from_slice(&row.idx.to_be_bytes());
    encoded.extend_from_slice(&row.at.as_millis().to_be_bytes());
    for text in [&row.actor, &row.action, &row.subject, &row.detail] {
        encoded.extend_from_slice(&(text.len() as u64).to_be_bytes());
        encoded.extend_from_slice(text.as_bytes());
    }
    Digest::of(&encoded)
}

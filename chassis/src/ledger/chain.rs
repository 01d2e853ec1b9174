//! How rows are bound to each other, and whether they still are.

use pki::Digest;

use super::{Recorded, entries};
use crate::db::{StoreError, Tx};

/// What the first row names as the hash of the row before.
pub(super) const BEFORE_THE_FIRST: Digest = Digest::from_bytes([0; 32]);

/// Rows that are verified between two questions to the database.
const PAGE: u32 = 1000;

/// A ledger whose rows all agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many rows it has.
    pub entries: i64,
    /// The hash of the last one; zeros when there is none.
    pub head: Digest,
}

/// Where the ledger contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerFault {
    /// It could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Rows are missing in front of this one, or it stands at another's place.
    #[error("ledger row {0} does not follow the one before it")]
    Misplaced(i64),
    /// The row is not what was hashed when it was appended.
    #[error("ledger row {0} was altered")]
    Altered(i64),
    /// The head row tells of another last row than the one that is there: rows were cut off or added.
    #[error("the ledger ends at row {found}, its head names row {named}")]
    WrongHead {
        /// The last row that is there.
        found: i64,
        /// The last row as the head names it.
        named: i64,
    },
}

/// Reads the whole ledger in pages and checks every row, the chain and the head. Within one reading transaction it sees
/// one state.
///
/// # Errors
/// The first fault in the order of the rows.
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
    let head = tx.row("select idx, hash from ledger_head where one = 1", &[]).await?;
    let (named, hash) = match head {
        Some(row) => (row.int("idx")?, row.digest("hash")?),
        None => (0, BEFORE_THE_FIRST),
    };
    if named != verified.entries || hash != verified.head {
        return Err(LedgerFault::WrongHead { found: verified.entries, named });
    }
    // A row before the first place would be read by nobody.
    match tx.row("select idx from ledger where idx < 1 order by idx limit 1", &[]).await? {
        Some(row) => Err(LedgerFault::Misplaced(row.int("idx")?)),
        None => Ok(verified),
    }
}

/// SHA-256 over every field but the hash itself. Numbers have eight octets, texts are preceded by their length: no two
/// rows share an encoding.
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

//! The feed's rows.

use ca_contract::status::{StatusChange, StatusEvent};
use chassis::db::{StoreError, Tx};
use pki::Timestamp;

use crate::core::Core;

/// Appends a change and returns its sequence number.
pub(crate) async fn append(tx: &mut Tx, change: &StatusChange, at: Timestamp) -> Result<i64, StoreError> {
    let row = tx.row("update feed_head set sequence = sequence + 1 where one = 1 returning sequence", &[]).await?;
    let sequence = row.ok_or(StoreError::Inconsistent { column: "sequence", problem: "has no row" })?.int("sequence")?;
    let change = serde_json::to_string(change).map_err(|_| UNWRITABLE)?;
    tx.execute("insert into feed (sequence, at, change) values ($1, $2, $3)", &[sequence.into(), at.into(), change.into()])
        .await?;
    Ok(sequence)
}

/// The last sequence number given out.
pub(crate) async fn head(tx: &mut Tx) -> Result<i64, StoreError> {
    let row = tx.row("select sequence from feed_head where one = 1", &[]).await?;
    row.ok_or(StoreError::Inconsistent { column: "sequence", problem: "has no row" })?.int("sequence")
}

/// Tells those who follow the feed how far it has come.
pub(crate) async fn announce(core: &Core) {
    let head = async { head(&mut core.db.begin_read().await?).await };
    match head.await {
        Ok(head) => core.feed_head.send_if_modified(|known| {
            *known < head && {
                *known = head;
                true
            }
        }),
        Err(fault) => {
            tracing::warn!(%fault, "the feed's head could not be read");
            false
        }
    };
}

/// The first sequence number that is still kept; none when no event is.
pub(super) async fn oldest(tx: &mut Tx) -> Result<Option<i64>, StoreError> {
    match tx.row("select min(sequence) as oldest from feed", &[]).await? {
        Some(row) => row.optional_int("oldest"),
        None => Ok(None),
    }
}

pub(super) async fn after(tx: &mut Tx, sequence: i64, at_most: i64) -> Result<Vec<StatusEvent>, StoreError> {
    let rows = tx
        .rows(
            "select sequence, change from feed where sequence > $1 order by sequence limit $2",
            &[sequence.into(), at_most.into()],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let sequence = u64::try_from(row.int("sequence")?).map_err(|_| UNREADABLE)?;
            let change = serde_json::from_str(&row.text("change")?).map_err(|_| UNREADABLE)?;
            Ok(StatusEvent::new(sequence, change))
        })
        .collect()
}

/// Forgets events before `moment`: who is that far behind takes a snapshot.
pub(crate) async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from feed where at < $1", &[moment.into()]).await
}

const UNREADABLE: StoreError = StoreError::Inconsistent { column: "change", problem: "is no change of status" };
const UNWRITABLE: StoreError = StoreError::Inconsistent { column: "change", problem: "cannot be written" };

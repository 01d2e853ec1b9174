//! The feed's rows.

use ca_contract::status::{StatusChange, StatusEvent};
use chassis::act::{Act, Zone};
use chassis::db::{Row, StoreError, Tx, Value};
use pki::Timestamp;

use crate::announcements::Announcement;
use crate::tables::{FEED, FEED_HEAD};

/// Appends a change and returns its sequence number.
pub(crate) async fn append<Z: Zone<Announcement = Announcement>>(
    act: &mut Act<'_, Z>,
    change: &StatusChange,
    at: Timestamp,
) -> Result<i64, StoreError> {
    act.announce(Announcement::StatusFeed);
    let tx = act.tx();
    let sql = "update feed_head set sequence = sequence + 1 where one = 1 returning sequence";
    let sequence = FEED_HEAD.one(tx, sql, &[], |row| row.int("sequence")).await?;
    tx.execute(
        "insert into feed (sequence, at, change) values ($1, $2, $3)",
        &[sequence.into(), at.into(), Value::json(change)?],
    )
    .await?;
    Ok(sequence)
}

/// The last assigned sequence number.
pub(crate) async fn head(tx: &mut Tx) -> Result<i64, StoreError> {
    FEED_HEAD.one(tx, "select sequence from feed_head where one = 1", &[], |row| row.int("sequence")).await
}

/// The first sequence number that is still kept; none if no event is.
pub(super) async fn oldest(tx: &mut Tx) -> Result<Option<i64>, StoreError> {
    FEED.one(tx, "select min(sequence) as oldest from feed", &[], |row| row.optional("oldest", Row::int)).await
}

pub(super) async fn after(tx: &mut Tx, sequence: i64, at_most: i64) -> Result<Vec<StatusEvent>, StoreError> {
    let sql = "select sequence, change from feed where sequence > $1 order by sequence limit $2";
    let read = |row: &Row| Ok(StatusEvent::new(row.number("sequence")?, row.json("change")?));
    FEED.list(tx, sql, &[sequence.into(), at_most.into()], read).await
}

/// Deletes events before `moment`: a follower that is so far behind takes a snapshot.
pub(crate) async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from feed where at < $1", &[moment.into()]).await
}

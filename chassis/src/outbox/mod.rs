//! A transactional outbox for work that follows a transaction: mails, SMS, documents, calls to other zones.
//!
//! A message is enqueued in the transaction that causes it, so that neither exists without the other. A worker claims it for a
//! limited time, does the work outside any transaction, and removes it. If a worker dies, its claim expires; so the work is
//! done at least once, and receivers must recognise repetitions by the [`MessageId`]. Failed messages are retried at growing
//! intervals and never dropped silently.

use std::fmt;
use std::time::Duration;

use pki::Timestamp;

use crate::db::{Migration, Row, StoreError, Table, Tx};

/// The outbox's table.
pub const MIGRATION: Migration = Migration {
    name: "outbox",
    // Numbers of removed messages must not be reused, because other zones identify the work by them.
    sqlite: "create table outbox (
        id integer primary key autoincrement not null,
        kind text not null,
        payload blob not null,
        enqueued_at integer not null,
        due_at integer not null,
        attempts integer not null,
        last_fault text
    ) strict;
    create index outbox_due on outbox (kind, due_at);",
    postgres: "create table outbox (
        id bigint generated always as identity primary key,
        kind text not null,
        payload bytea not null,
        enqueued_at bigint not null,
        due_at bigint not null,
        attempts bigint not null,
        last_fault text
    );
    create index outbox_due on outbox (kind, due_at);",
};

const OUTBOX: Table = Table::new("outbox", &["id"]);

/// The delay before a retry: after the first attempt, the second, and so on; then an hour each time.
const RESTS: [Duration; 4] =
    [Duration::from_secs(5), Duration::from_secs(30), Duration::from_secs(2 * 60), Duration::from_secs(10 * 60)];
const LONGEST_REST: Duration = Duration::from_secs(3600);

/// Maximum length of a stored error in characters.
const FAULT_AT_MOST: usize = 300;

/// Identifies a message within its zone, permanently. Serves as idempotency key for its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(i64);

/// A claimed message.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Its identifier.
    pub id: MessageId,
    /// The kind of work, from a fixed vocabulary.
    pub kind: String,
    /// The data for the work, encrypted by the sender if confidential.
    pub payload: Vec<u8>,
    /// When it was enqueued.
    pub enqueued_at: Timestamp,
    /// The number of this attempt, counted from 1.
    pub attempt: i64,
}

/// A pending message, as shown to staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its identifier.
    pub id: MessageId,
    /// The kind of work.
    pub kind: String,
    /// When it was enqueued.
    pub enqueued_at: Timestamp,
    /// When it is tried next, or when the claim on it expires.
    pub due_at: Timestamp,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last attempt failed; `None` if none has.
    pub last_fault: Option<String>,
}

/// Enqueues a message of `kind`, due at once, in the transaction that causes it.
///
/// # Errors
/// If the database fails.
pub async fn enqueue(tx: &mut Tx, at: Timestamp, kind: &'static str, payload: &[u8]) -> Result<MessageId, StoreError> {
    let sql = "insert into outbox (kind, payload, enqueued_at, due_at, attempts) values ($1, $2, $3, $3, 0) returning id";
    OUTBOX.one(tx, sql, &[kind.into(), payload.into(), at.into()], |row| row.int("id").map(MessageId)).await
}

/// Claims at most `at_most` due messages of `kind`, oldest first. No other worker gets them until `lease` has passed, and each
/// counts as attempted. Commit before doing the work.
///
/// # Errors
/// If the database fails.
pub async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    kind: &'static str,
    lease: Duration,
    at_most: u32,
) -> Result<Vec<Message>, StoreError> {
    let sql = "update outbox set due_at = $1, attempts = attempts + 1
        where id in (select id from outbox where kind = $2 and due_at <= $3 order by due_at, id limit $4)
        returning id, kind, payload, enqueued_at, attempts";
    let values = [now.plus(lease).into(), kind.into(), now.into(), at_most.into()];
    let mut claimed = OUTBOX.readable(tx, sql, &values, Message::read).await?;
    claimed.sort_by_key(|message| message.id);
    Ok(claimed)
}

/// Removes a message whose work is done. Returns whether it was still there: another worker may have done the work after this
/// one's claim expired.
///
/// # Errors
/// If the database fails.
pub async fn done(tx: &mut Tx, id: MessageId) -> Result<bool, StoreError> {
    tx.execute("delete from outbox where id = $1", &[id.0.into()]).await.map(|rows| rows > 0)
}

/// Records a failed attempt. The message is retried 5 s after the first attempt, then after 30 s, 2 min, 10 min, and an hour
/// each time. Has no effect if another worker has claimed it meanwhile. Staff see `reason`, truncated to 300 characters, so it
/// must not contain secrets or personal data.
///
/// # Errors
/// If the database fails.
pub async fn failed(tx: &mut Tx, message: &Message, now: Timestamp, reason: &str) -> Result<(), StoreError> {
    let reason: String = reason.chars().take(FAULT_AT_MOST).collect();
    tx.execute(
        "update outbox set due_at = $1, last_fault = $2 where id = $3 and attempts = $4",
        &[now.plus(rest_after(message.attempt)).into(), reason.into(), message.id.0.into(), message.attempt.into()],
    )
    .await
    .map(drop)
}

/// At most `at_most` pending messages, oldest first.
///
/// # Errors
/// If the database fails.
pub async fn waiting(tx: &mut Tx, at_most: u32) -> Result<Vec<Waiting>, StoreError> {
    let sql = "select id, kind, enqueued_at, due_at, attempts, last_fault from outbox order by id limit $1";
    OUTBOX.readable(tx, sql, &[at_most.into()], Waiting::read).await
}

fn rest_after(attempt: i64) -> Duration {
    let failures = usize::try_from(attempt - 1).unwrap_or(0);
    RESTS.get(failures).copied().unwrap_or(LONGEST_REST)
}

impl Message {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: MessageId(row.int("id")?),
            kind: row.text("kind")?,
            payload: row.blob("payload")?,
            enqueued_at: row.timestamp("enqueued_at")?,
            attempt: row.int("attempts")?,
        })
    }
}

/// Shows everything except the payload.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} (attempt {})", self.kind, self.id, self.attempt)
    }
}

impl Waiting {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: MessageId(row.int("id")?),
            kind: row.text("kind")?,
            enqueued_at: row.timestamp("enqueued_at")?,
            due_at: row.timestamp("due_at")?,
            attempts: row.int("attempts")?,
            last_fault: row.optional("last_fault", Row::text)?,
        })
    }
}

impl MessageId {
    /// The number: positive, and never reused within a database.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests;

//! What is done after the transaction that decided it: mails, SMS, papers, calls to other zones.
//!
//! A message is enqueued in the transaction of the act it follows from, so that neither exists without the other. A
//! worker claims it for a while, does the work outside any transaction, and takes it out; a worker that dies lets its
//! claim run out, so that the work is done at least once and its doing must be recognisable by the message's
//! [`MessageId`]. A message that fails is tried again, ever more rarely, and never given up silently.

use std::fmt;
use std::time::Duration;

use pki::Timestamp;

use crate::db::{Migration, Row, StoreError, Tx};

/// The outbox's table.
pub const MIGRATION: Migration = Migration {
    name: "outbox",
    // Numbers of messages that are done are not given out again: other zones know the work by them.
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

/// How long a failed message rests: after its first attempt, its second, and so on; then an hour each time.
const RESTS: [Duration; 4] =
    [Duration::from_secs(5), Duration::from_secs(30), Duration::from_secs(2 * 60), Duration::from_secs(10 * 60)];
const LONGEST_REST: Duration = Duration::from_secs(3600);

/// The most characters of a fault that are kept.
const FAULT_AT_MOST: usize = 300;

/// Identifies a message within its zone, for ever: the idempotency key of its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(i64);

/// A message that was claimed.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Which.
    pub id: MessageId,
    /// What to do, from the program's closed vocabulary.
    pub kind: String,
    /// What it takes; sealed by whoever enqueued it where it is confidential.
    pub payload: Vec<u8>,
    /// Since when it waits.
    pub enqueued_at: Timestamp,
    /// Which attempt this is, counted from 1.
    pub attempt: i64,
}

/// A message that is not done yet, as staff see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub id: MessageId,
    /// What is to be done.
    pub kind: String,
    /// Since when it waits.
    pub enqueued_at: Timestamp,
    /// When it is tried next, or when the claim on it runs out.
    pub due_at: Timestamp,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last attempt failed; `None` when none did.
    pub last_fault: Option<String>,
}

/// Enqueues a message of `kind`, due at once, within the transaction of the act.
///
/// # Errors
/// As the database refuses it.
pub async fn enqueue(tx: &mut Tx, at: Timestamp, kind: &'static str, payload: &[u8]) -> Result<MessageId, StoreError> {
    let row = tx
        .row(
            "insert into outbox (kind, payload, enqueued_at, due_at, attempts) values ($1, $2, $3, $3, 0) returning id",
            &[kind.into(), payload.into(), at.into()],
        )
        .await?;
    let row = row.ok_or(StoreError::Inconsistent { column: "id", problem: "is missing" })?;
    row.int("id").map(MessageId)
}

/// Claims the messages of `kind` that are due, at most `at_most`, the longest waiting first. Nobody else gets them until
/// `lease` has passed; each counts as tried. Commit before doing the work.
///
/// # Errors
/// As the database refuses it.
pub async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    kind: &'static str,
    lease: Duration,
    at_most: u32,
) -> Result<Vec<Message>, StoreError> {
    let rows = tx
        .rows(
            "update outbox set due_at = $1, attempts = attempts + 1
            where id in (select id from outbox where kind = $2 and due_at <= $3 order by due_at, id limit $4)
            returning id, kind, payload, enqueued_at, attempts",
            &[now.plus(lease).into(), kind.into(), now.into(), at_most.into()],
        )
        .await?;
    let mut claimed = rows.iter().map(Message::read).collect::<Result<Vec<_>, _>>()?;
    claimed.sort_by_key(|message| message.id);
    Ok(claimed)
}

/// The work is done: the message leaves the outbox with everything it holds. Whether it was still there: another worker
/// may have done it after this one's claim ran out.
///
/// # Errors
/// As the database refuses it.
pub async fn done(tx: &mut Tx, id: MessageId) -> Result<bool, StoreError> {
    tx.execute("delete from outbox where id = $1", &[id.0.into()]).await.map(|rows| rows > 0)
}

/// The attempt failed: the message rests, 5 s after the first attempt, then 30 s, 2 min, 10 min, and an hour each time.
/// Nothing changes when another worker claimed it meanwhile. Staff read `reason`, cut after 300 characters: no secrets and
/// no personal data.
///
/// # Errors
/// As the database refuses it.
pub async fn failed(tx: &mut Tx, message: &Message, now: Timestamp, reason: &str) -> Result<(), StoreError> {
    let reason: String = reason.chars().take(FAULT_AT_MOST).collect();
    tx.execute(
        "update outbox set due_at = $1, last_fault = $2 where id = $3 and attempts = $4",
        &[now.plus(rest_after(message.attempt)).into(), reason.into(), message.id.0.into(), message.attempt.into()],
    )
    .await
    .map(drop)
}

/// What is not done yet, the longest waiting first, at most `at_most`.
///
/// # Errors
/// As the database refuses it.
pub async fn waiting(tx: &mut Tx, at_most: u32) -> Result<Vec<Waiting>, StoreError> {
    let rows = tx
        .rows("select id, kind, enqueued_at, due_at, attempts, last_fault from outbox order by id limit $1", &[at_most.into()])
        .await?;
    rows.iter().map(Waiting::read).collect()
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

/// Shows what it is and not what it says.
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
            last_fault: row.optional_text("last_fault")?,
        })
    }
}

impl MessageId {
    /// Its number: above zero, and never given out twice within a database.
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

//! Limits on guessing: attempts are counted before they are checked, per holder and source; nobody is ever locked out
//! (docs/codes.md#throttling).

use std::time::Duration;

use ca_contract::revocation::Channel;
use ca_contract::statement::Person;
use chassis::db::{StoreError, Tx};
use chassis::sealing::DigestingKey;
use pki::{Digest, Id, SystemRandom, Timestamp};

/// Wrong answers with one e-mail address or token number from one source within an hour.
const PER_SOURCE_AND_CONTACT: i64 = 5;
/// Wrong answers from one web address within an hour, about whomever.
const PER_WEB_SOURCE: i64 = 30;
/// Wrong answers about one holder within a day; more want further facts.
const PER_HOLDER_AND_DAY: i64 = 100;
/// Wrong answers about one holder in a row; more want further facts until the holder defines a code anew.
const IN_A_ROW: i64 = 100;
/// After how many in a row there is an alarm, and after how many more another.
pub(crate) const ALERT_EVERY: u32 = 10;

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Marks identifiers of attempts.
pub(crate) enum WrongAnswer {}

/// Whom an attempt is about and where it comes from.
pub(crate) struct Attempt {
    /// The holder: what the day's and the row's wrong answers are counted under.
    pub(crate) subject: Digest,
    /// What was given to find the holder by: what a source's wrong answers are counted under, whoever it leads to.
    pub(crate) contact: Digest,
    pub(crate) source: Digest,
    pub(crate) channel: Channel,
    pub(crate) further_facts: bool,
}

impl Attempt {
    /// About a holder, or about a contact that nobody is known by: the two look alike.
    pub(crate) fn new(
        key: &DigestingKey,
        person: Option<Id<Person>>,
        contact: &Digest,
        source: &str,
        channel: Channel,
        further_facts: bool,
    ) -> Self {
        let subject =
            person.map_or_else(|| key.digest("attempts on nobody", &[contact.as_bytes()]), |person| holder_subject(key, person));
        let kind: &[u8] = match channel {
            Channel::Web => b"web",
            Channel::Telephone => b"telephone",
        };
        let source = key.digest("source of attempts", &[kind, source.as_bytes()]);
        Self { subject, contact: *contact, source, channel, further_facts }
    }
}

/// Under what wrong answers about a holder are counted.
pub(super) fn holder_subject(key: &DigestingKey, person: Id<Person>) -> Digest {
    key.digest("attempts on a holder", &[person.as_bytes()])
}

/// What the budget says of an attempt.
pub(crate) enum Budget {
    /// It may be judged. It counts as wrong until it is taken back; `in_a_row` says how many there are with it.
    Granted { attempt: Id<WrongAnswer>, in_a_row: u32 },
    /// Too many from this source.
    SlowDown { retry_after: Duration },
    /// Too many about this holder for four answers.
    FurtherFactsNeeded,
}

/// Counts an attempt as wrong, before anything is compared: attempts at the same time cannot slip through together.
pub(crate) async fn begin_attempt(tx: &mut Tx, attempt: &Attempt, now: Timestamp) -> Result<Budget, StoreError> {
    let hour_ago = now.minus(HOUR);
    let (here, oldest_here) = wrong_here(tx, attempt, hour_ago).await?;
    let (from_source, oldest_from_source) = wrong_from(tx, attempt.source, hour_ago).await?;
    if here >= PER_SOURCE_AND_CONTACT {
        return Ok(Budget::SlowDown { retry_after: wait(oldest_here, now) });
    }
    if attempt.channel == Channel::Web && from_source >= PER_WEB_SOURCE {
        return Ok(Budget::SlowDown { retry_after: wait(oldest_from_source, now) });
    }
    let today = wrong_about(tx, attempt.subject, now.minus(DAY)).await?;
    let in_a_row = in_a_row(tx, attempt.subject).await?;
    if (today >= PER_HOLDER_AND_DAY || in_a_row >= IN_A_ROW) && !attempt.further_facts {
        return Ok(Budget::FurtherFactsNeeded);
    }
    let id = Id::<WrongAnswer>::generate(now, &mut SystemRandom);
    tx.execute(
        "insert into wrong_answers (id, subject, contact, source, at) values ($1, $2, $3, $4, $5)",
        &[id.as_bytes().as_slice().into(), attempt.subject.into(), attempt.contact.into(), attempt.source.into(), now.into()],
    )
    .await?;
    tx.execute(
        "insert into wrong_in_a_row (subject, count) values ($1, 1) on conflict (subject) do update set count = wrong_in_a_row.count + 1",
        &[attempt.subject.into()],
    )
    .await?;
    Ok(Budget::Granted { attempt: id, in_a_row: u32::try_from(in_a_row + 1).unwrap_or(u32::MAX) })
}

/// The answers were right: the attempt was none, and the row of wrong ones ends.
pub(crate) async fn take_back(tx: &mut Tx, attempt: Id<WrongAnswer>, subject: Digest) -> Result<(), StoreError> {
    tx.execute("delete from wrong_answers where id = $1", &[attempt.as_bytes().as_slice().into()]).await?;
    clear(tx, subject).await
}

/// The attempt was never judged: it does not count, and a row of wrong ones goes on.
pub(crate) async fn withdraw(tx: &mut Tx, attempt: Id<WrongAnswer>, subject: Digest) -> Result<(), StoreError> {
    tx.execute("delete from wrong_answers where id = $1", &[attempt.as_bytes().as_slice().into()]).await?;
    tx.execute("update wrong_in_a_row set count = count - 1 where subject = $1", &[subject.into()]).await?;
    Ok(())
}

/// The holder defined a code: the row of wrong answers ends.
pub(super) async fn clear(tx: &mut Tx, subject: Digest) -> Result<(), StoreError> {
    tx.execute("delete from wrong_in_a_row where subject = $1", &[subject.into()]).await?;
    Ok(())
}

/// Forgets wrong answers from before `moment`; a day is all that counts.
pub(crate) async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from wrong_answers where at < $1", &[moment.into()]).await
}

fn wait(oldest: Timestamp, now: Timestamp) -> Duration {
    HOUR.saturating_sub(now.since(oldest)).max(Duration::from_secs(1))
}

async fn wrong_here(tx: &mut Tx, attempt: &Attempt, since: Timestamp) -> Result<(i64, Timestamp), StoreError> {
    let sql = "select count(*) as wrong, coalesce(min(at), 0) as oldest from wrong_answers where contact = $1 and source = $2 and at > $3";
    count(tx, sql, &[attempt.contact.into(), attempt.source.into(), since.into()]).await
}

async fn wrong_from(tx: &mut Tx, source: Digest, since: Timestamp) -> Result<(i64, Timestamp), StoreError> {
    let sql = "select count(*) as wrong, coalesce(min(at), 0) as oldest from wrong_answers where source = $1 and at > $2";
    count(tx, sql, &[source.into(), since.into()]).await
}

async fn wrong_about(tx: &mut Tx, subject: Digest, since: Timestamp) -> Result<i64, StoreError> {
    let sql = "select count(*) as wrong, coalesce(min(at), 0) as oldest from wrong_answers where subject = $1 and at > $2";
    Ok(count(tx, sql, &[subject.into(), since.into()]).await?.0)
}

async fn count(tx: &mut Tx, sql: &'static str, values: &[chassis::db::Value]) -> Result<(i64, Timestamp), StoreError> {
    let row = tx.row(sql, values).await?;
    row.map_or(Ok((0, Timestamp::from_millis(0))), |row| Ok((row.int("wrong")?, row.timestamp("oldest")?)))
}

async fn in_a_row(tx: &mut Tx, subject: Digest) -> Result<i64, StoreError> {
    let row = tx.row("select count from wrong_in_a_row where subject = $1", &[subject.into()]).await?;
    row.map_or(Ok(0), |row| row.int("count"))
}

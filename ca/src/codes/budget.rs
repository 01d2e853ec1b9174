//! Limits on guessing: attempts are counted before they are checked, by holder and source. Nobody is ever locked out
//! (docs/codes.md#throttling): with two further facts an attempt is checked, however many wrong answers there were about the
//! holder.

use std::time::Duration;

use ca_contract::revocation::{RequestChannel, Source};
use ca_contract::statement::Person;
use chassis::db::{Row, StoreError, Tx, Value};
use chassis::encryption::MacKey;
use pki::{Digest, Id, SystemRandom, Timestamp};

use super::alarm;

/// Wrong answers with one e-mail address or token number from one source within an hour.
const PER_SOURCE_AND_CONTACT: i64 = 5;
/// Wrong answers from one web source within an hour, about any holder.
const PER_WEB_SOURCE: i64 = 30;
/// Wrong answers from one IPv6 site within an hour, about any holder: it may be one subscriber with 65,536 networks, or as many
/// subscribers.
const PER_WEB_SITE: i64 = 300;
/// Wrong answers about one holder within a day; beyond it, further facts are required.
const PER_HOLDER_AND_DAY: i64 = 100;
/// Wrong answers about one holder in a row; beyond it, further facts are required until the holder defines another code.
const IN_A_ROW: i64 = 100;

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Marks identifiers of attempts.
pub(crate) enum WrongAnswer {}

/// Which holder an attempt is about, and its source.
pub(crate) struct Attempt {
    /// The holder: identifies the daily count and the row of wrong answers.
    pub(crate) subject: Digest,
    /// The contact that was given: identifies the count of a source's wrong answers, whichever holder it belongs to.
    pub(crate) contact: Digest,
    pub(crate) source: Digest,
    /// The IPv6 site that a web source belongs to.
    site: Option<Digest>,
    pub(crate) channel: RequestChannel,
    pub(crate) further_facts: bool,
}

impl Attempt {
    /// An attempt about a holder, or about a contact that belongs to nobody: both look alike.
    pub(crate) fn new(key: &MacKey, person: Option<Id<Person>>, contact: &Digest, source: &Source, further_facts: bool) -> Self {
        let subject =
            person.map_or_else(|| key.mac("attempts on nobody", &[contact.as_bytes()]), |person| holder_subject(key, person));
        let counted = |kind: &[u8], from: &str| key.mac("source of attempts", &[kind, from.as_bytes()]);
        let (source_digest, site) = match source {
            Source::Web(network) => {
                let site = network.site().map(|site| key.mac("site of attempts", &[site.to_string().as_bytes()]));
                (counted(b"web", &network.to_string()), site)
            }
            Source::Telephone(operator) => (counted(b"telephone", operator.as_str()), None),
        };
        Self { subject, contact: *contact, source: source_digest, site, channel: source.into(), further_facts }
    }
}

/// Identifies the count of wrong answers about a holder.
pub(super) fn holder_subject(key: &MacKey, person: Id<Person>) -> Digest {
    key.mac("attempts on a holder", &[person.as_bytes()])
}

/// Whether an attempt may be checked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Budget {
    /// It may be checked. It counts as wrong until it is taken back.
    Granted { attempt: Id<WrongAnswer> },
    /// Too many wrong answers from this source.
    RateLimited { retry_after: Duration },
    /// Too many wrong answers about this holder for only four facts.
    FurtherFactsNeeded,
}

/// Wrong answers within an hour, and the time of the oldest.
#[derive(Clone, Copy, Debug, Default)]
struct Hour {
    wrong: i64,
    oldest: Option<Timestamp>,
}

/// The numbers of wrong answers that decide on an attempt.
#[derive(Clone, Copy, Debug, Default)]
struct Wrong {
    /// From its source, with its contact.
    here: Hour,
    from_source: Hour,
    from_site: Hour,
    /// About its holder within a day.
    today: i64,
    in_a_row: i64,
}

impl Wrong {
    /// Why the next attempt is not checked; none if it is.
    fn refusal(&self, channel: RequestChannel, further_facts: bool, now: Timestamp) -> Option<Budget> {
        let web = channel == RequestChannel::Web;
        let budgets = [
            (self.here, PER_SOURCE_AND_CONTACT, true),
            (self.from_source, PER_WEB_SOURCE, web),
            (self.from_site, PER_WEB_SITE, web),
        ];
        if let Some((hour, ..)) = budgets.into_iter().find(|(hour, most, applies)| *applies && hour.wrong >= *most) {
            let oldest = hour.oldest.unwrap_or(now);
            let retry_after = HOUR.saturating_sub(now.since(oldest)).max(Duration::from_secs(1));
            return Some(Budget::RateLimited { retry_after });
        }
        let too_many = self.today >= PER_HOLDER_AND_DAY || self.in_a_row >= IN_A_ROW;
        (too_many && !further_facts).then_some(Budget::FurtherFactsNeeded)
    }
}

/// Counts an attempt as wrong before anything is compared, so that concurrent attempts cannot exceed the budget.
pub(crate) async fn begin_attempt(tx: &mut Tx, attempt: &Attempt, now: Timestamp) -> Result<Budget, StoreError> {
    let wrong = wrong_so_far(tx, attempt, now).await?;
    if let Some(refusal) = wrong.refusal(attempt.channel, attempt.further_facts, now) {
        return Ok(refusal);
    }
    let id = Id::<WrongAnswer>::generate(now, &mut SystemRandom);
    tx.execute(
        "insert into wrong_answers (id, subject, contact, source, site, at) values ($1, $2, $3, $4, $5, $6)",
        &[id.into(), attempt.subject.into(), attempt.contact.into(), attempt.source.into(), attempt.site.into(), now.into()],
    )
    .await?;
    tx.execute(
        "insert into wrong_in_a_row (subject, count) values ($1, 1) on conflict (subject) do update set count = wrong_in_a_row.count + 1",
        &[attempt.subject.into()],
    )
    .await?;
    Ok(Budget::Granted { attempt: id })
}

/// The answers were right: removes the attempt, and ends the row of wrong ones.
pub(crate) async fn take_back(tx: &mut Tx, attempt: Id<WrongAnswer>, subject: Digest) -> Result<(), StoreError> {
    tx.execute("delete from wrong_answers where id = $1", &[attempt.into()]).await?;
    clear(tx, subject).await
}

/// The attempt was never checked: removes it, without ending a row of wrong ones.
pub(crate) async fn withdraw(tx: &mut Tx, attempt: Id<WrongAnswer>, subject: Digest) -> Result<(), StoreError> {
    tx.execute("delete from wrong_answers where id = $1", &[attempt.into()]).await?;
    tx.execute("update wrong_in_a_row set count = count - 1 where subject = $1", &[subject.into()]).await?;
    Ok(())
}

/// The holder defined a code: ends the row of wrong answers.
pub(super) async fn clear(tx: &mut Tx, subject: Digest) -> Result<(), StoreError> {
    tx.execute("delete from wrong_in_a_row where subject = $1", &[subject.into()]).await?;
    alarm::end_row(tx, subject).await
}

/// Deletes wrong answers and alarms from before `moment`; only those of the last day count.
pub(crate) async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    let answers = tx.execute("delete from wrong_answers where at < $1", &[moment.into()]).await?;
    Ok(answers + alarm::forget_before(tx, moment).await?)
}

async fn wrong_so_far(tx: &mut Tx, attempt: &Attempt, now: Timestamp) -> Result<Wrong, StoreError> {
    let (hour_ago, day_ago) = (now.minus(HOUR), now.minus(DAY));
    let sql = "select count(*) as wrong, min(at) as oldest from wrong_answers where contact = $1 and source = $2 and at > $3";
    let here = hour(tx, sql, &[attempt.contact.into(), attempt.source.into(), hour_ago.into()]).await?;
    let sql = "select count(*) as wrong, min(at) as oldest from wrong_answers where source = $1 and at > $2";
    let from_source = hour(tx, sql, &[attempt.source.into(), hour_ago.into()]).await?;
    let sql = "select count(*) as wrong, min(at) as oldest from wrong_answers where site = $1 and at > $2";
    let from_site = hour(tx, sql, &[attempt.site.into(), hour_ago.into()]).await?;
    let sql = "select count(*) as count from wrong_answers where subject = $1 and at > $2";
    let today = number(tx, sql, &[attempt.subject.into(), day_ago.into()]).await?;
    let in_a_row = number(tx, "select count from wrong_in_a_row where subject = $1", &[attempt.subject.into()]).await?;
    Ok(Wrong { here, from_source, from_site, today, in_a_row })
}

async fn hour(tx: &mut Tx, sql: &'static str, values: &[Value]) -> Result<Hour, StoreError> {
    let Some(row) = tx.row(sql, values).await? else { return Ok(Hour::default()) };
    Ok(Hour { wrong: row.int("wrong")?, oldest: row.optional("oldest", Row::timestamp)? })
}

async fn number(tx: &mut Tx, sql: &'static str, values: &[Value]) -> Result<i64, StoreError> {
    tx.row(sql, values).await?.map_or(Ok(0), |row| row.int("count"))
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod threats;

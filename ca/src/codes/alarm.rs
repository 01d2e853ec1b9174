//! When a holder is notified of wrong answers. The first ten cause an alarm at once; after that the next ten do, but at most one
//! alarm an hour and three a day, each with the number of wrong answers since the previous one.
//!
//! Alarms are counted like the answers themselves, for holders and for contacts that belong to nobody: both cost the same, but
//! the latter are sent to nobody.

use std::time::Duration;

use ca_contract::events::TokenChange;
use chassis::act::Act;
use chassis::db::{Row, StoreError, Tx};
use pki::{Digest, Timestamp, TokenNumber};
use serde_json::json;

use crate::core::{Core, SELF};
use crate::events;

/// How many wrong answers since the last alarm cause another.
pub(super) const WORTH_AN_ALARM: i64 = 10;
pub(super) const BETWEEN_ALARMS: Duration = Duration::from_secs(3600);
pub(super) const ALARMS_A_DAY: i64 = 3;
const DAY: Duration = Duration::from_secs(24 * 3600);
/// How many delayed alarms are raised at a time.
const AT_ONCE: i64 = 100;

/// An alarm to be raised.
#[derive(Debug, PartialEq, Eq)]
struct Alarm {
    /// Wrong answers since the last one.
    count: u32,
    /// The token to report; none if the contact belongs to nobody.
    about: Option<TokenNumber>,
}

/// Counts a wrong answer, and raises the alarm if it is due.
pub(crate) async fn judged_wrong(core: &Core, subject: Digest, about: Option<&TokenNumber>) -> Result<(), StoreError> {
    let mut act = Act::begin(core, SELF).await?;
    let at = act.at();
    count(act.tx(), subject, about).await?;
    if let Some(alarm) = take_if_due(act.tx(), subject, at).await? {
        raise(&mut act, &alarm).await?;
    }
    act.commit().await
}

/// Raises the alarms that were delayed by the hourly and daily limits; to be called every few seconds.
pub(crate) async fn raise_waiting(core: &Core) -> Result<(), StoreError> {
    let subjects = waiting(&mut core.db.begin_read().await?, core.now()).await?;
    if subjects.is_empty() {
        return Ok(());
    }
    let mut act = Act::begin(core, SELF).await?;
    let at = act.at();
    for subject in subjects {
        if let Some(alarm) = take_if_due(act.tx(), subject, at).await? {
            raise(&mut act, &alarm).await?;
        }
    }
    act.commit().await
}

async fn raise(act: &mut Act<'_, Core>, alarm: &Alarm) -> Result<(), StoreError> {
    tracing::warn!(count = alarm.count, "many wrong answers about one holder");
    act.record("codes.wrong-answers-alert", "", json!({ "count": alarm.count })).await?;
    let at = act.at();
    match &alarm.about {
        Some(token) => events::append(act, token, &TokenChange::WrongCodes { count: alarm.count }, at).await,
        None => Ok(()),
    }
}

async fn count(tx: &mut Tx, subject: Digest, about: Option<&TokenNumber>) -> Result<(), StoreError> {
    let sql = "insert into untold_wrong_answers (subject, count, about) values ($1, 1, $2) \
         on conflict (subject) do update set count = untold_wrong_answers.count + 1, about = $2";
    tx.execute(sql, &[subject.into(), about.map(TokenNumber::as_str).into()]).await.map(drop)
}

/// The alarm about a subject, if it is due; it then counts as raised.
async fn take_if_due(tx: &mut Tx, subject: Digest, now: Timestamp) -> Result<Option<Alarm>, StoreError> {
    let sql = "select count, about from untold_wrong_answers where subject = $1";
    let Some(row) = tx.row(sql, &[subject.into()]).await? else { return Ok(None) };
    let untold = row.int("count")?;
    let sql = "select count(*) as today, max(at) as newest from wrong_answer_alarms where subject = $1 and at > $2";
    let Some(alarms) = tx.row(sql, &[subject.into(), now.minus(DAY).into()]).await? else { return Ok(None) };
    let newest = alarms.optional("newest", Row::timestamp)?;
    if !is_due(untold, alarms.int("today")?, newest, now) {
        return Ok(None);
    }
    let about = row.optional("about", Row::parsed)?;
    tx.execute("delete from untold_wrong_answers where subject = $1", &[subject.into()]).await?;
    tx.execute("insert into wrong_answer_alarms (subject, at) values ($1, $2)", &[subject.into(), now.into()]).await?;
    Ok(Some(Alarm { count: u32::try_from(untold).unwrap_or(u32::MAX), about }))
}

/// `today` and `newest` refer to the alarms of the last 24 hours.
fn is_due(untold: i64, today: i64, newest: Option<Timestamp>, now: Timestamp) -> bool {
    untold >= WORTH_AN_ALARM && today < ALARMS_A_DAY && newest.is_none_or(|newest| now.since(newest) >= BETWEEN_ALARMS)
}

/// The subjects of alarms that are due.
async fn waiting(tx: &mut Tx, now: Timestamp) -> Result<Vec<Digest>, StoreError> {
    let sql = "select u.subject from untold_wrong_answers u left join wrong_answer_alarms a on a.subject = u.subject and a.at > $1 \
         where u.count >= $2 group by u.subject having count(a.at) < $3 and coalesce(max(a.at), 0) <= $4 limit $5";
    let values =
        [now.minus(DAY).into(), WORTH_AN_ALARM.into(), ALARMS_A_DAY.into(), now.minus(BETWEEN_ALARMS).into(), AT_ONCE.into()];
    tx.rows(sql, &values).await?.iter().map(|row| row.digest("subject")).collect()
}

/// Ends a row of wrong answers: fewer than are needed for an alarm are forgotten, a delayed alarm is kept.
pub(super) async fn end_row(tx: &mut Tx, subject: Digest) -> Result<(), StoreError> {
    let sql = "delete from untold_wrong_answers where subject = $1 and count < $2";
    tx.execute(sql, &[subject.into(), WORTH_AN_ALARM.into()]).await.map(drop)
}

/// Deletes alarms from before `moment`; only those of the last day count.
pub(super) async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from wrong_answer_alarms where at < $1", &[moment.into()]).await
}

#[cfg(test)]
mod tests;

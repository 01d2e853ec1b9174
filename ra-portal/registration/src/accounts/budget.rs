//! Limits on guesses and on sending codes. Attempts are counted before they are checked; nobody is ever locked out
//! (docs/codes.md#throttling).
//!
//! Guesses for one address from sources that never signed in to it are counted together, whether or not it has an account.
//! Passwords and codes are counted separately, so that an owner who is refused by the limit on passwords can still sign in with a
//! code. For a source that has signed in to the account, only its own guesses count: others cannot use up the owner's attempts
//! there.

use std::time::Duration;

use chassis::act::Act;
use chassis::db::{StoreError, Tx};
use chassis::encryption::MacKey;
use pki::{Digest, SubscriberNetwork, Timestamp};
use serde_json::json;

use super::email_address::EmailAddress;
use crate::core::Core;
use crate::messages::CodePurpose;
use crate::throttle::{self, AttemptId, Budget};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Wrong passwords and codes for one address from one source within an hour.
const GUESSES_HERE: i64 = 10;
/// Wrong passwords and codes from one source within an hour, for any address: several people may share a source.
const GUESSES_FROM_SOURCE: i64 = 60;
/// The same limit for one IPv6 site, which may be one subscriber with 65,536 networks or as many subscribers.
const GUESSES_FROM_SITE: i64 = 10 * GUESSES_FROM_SOURCE;
/// Wrong passwords, and separately wrong codes, for one address within a day, from sources that never signed in to it.
const GUESSES_OF_STRANGERS: i64 = 100;
/// Codes sent to one address for one purpose within an hour.
const SENT_TO_ADDRESS: i64 = 5;
/// Codes sent at the request of one source within an hour, to any address, without a password.
const SENT_FOR_SOURCE: i64 = 30;
/// The same limit for one IPv6 site.
const SENT_FOR_SITE: i64 = 10 * SENT_FOR_SOURCE;
/// How many exhausted budgets are recorded in the ledger within an hour.
const RECORDED: i64 = 60;
/// How long a source stays known after a sign-in.
const KNOWN_FOR: Duration = Duration::from_secs(180 * 24 * 3600);

/// What an attempt is counted under: keyed digests of the address and of the source.
pub(super) struct AttemptKey {
    address: Digest,
    source: Digest,
    site: Option<Digest>,
}

/// What is guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    Password,
    /// A one-time code. Guessing the code of a sign-up gives access to nobody's account, so guesses at it from unknown sources do
    /// not count against the address.
    Code(CodePurpose),
}

impl AttemptKey {
    pub(super) fn new(key: &MacKey, email: &EmailAddress, source: SubscriberNetwork) -> Self {
        Self {
            address: key.mac("address of attempts", &[email.address().as_bytes()]),
            // The first address of the network, as `known_sources` has stored it for half a year.
            source: key.mac("source", &[source.first_address().to_string().as_bytes()]),
            site: source.site().map(|site| key.mac("site", &[site.to_string().as_bytes()])),
        }
    }

    /// The additional budget for attempts from unknown sources: their whole site.
    fn of_site(&self, key: &MacKey, what: &'static str, most: i64) -> Option<Budget> {
        self.site.map(|site| Budget { digest: key.mac(what, &[site.as_bytes()]), most, within: HOUR })
    }
}

/// Counts a guess as wrong until it is [taken back](throttle::take_back), so that concurrent guesses cannot exceed the budget. If
/// a budget is exhausted, returns how long until it has room again.
pub(super) async fn begin_guess(
    act: &mut Act<'_, Core>,
    who: &AttemptKey,
    guess: Guess,
) -> Result<Result<AttemptId, Duration>, StoreError> {
    let key = &act.zone().secrets.digests;
    let (address, source) = (who.address.as_bytes().as_slice(), who.source.as_bytes().as_slice());
    let what: &[u8] = if guess == Guess::Password { b"password" } else { b"code" };
    let mut budgets = vec![
        Budget { digest: key.mac("guesses here", &[what, address, source]), most: GUESSES_HERE, within: HOUR },
        Budget { digest: key.mac("guesses from source", &[source]), most: GUESSES_FROM_SOURCE, within: HOUR },
    ];
    if !is_known(act.tx(), who).await? {
        budgets.extend(who.of_site(key, "guesses from site", GUESSES_FROM_SITE));
        if guess != Guess::Code(CodePurpose::SignUp) {
            budgets.push(Budget {
                digest: key.mac("guesses of strangers", &[what, address]),
                most: GUESSES_OF_STRANGERS,
                within: DAY,
            });
        }
    }
    count(act, &budgets).await
}

/// Counts a code that is about to be sent. A code for signing in is sent only to somebody who knows the password, so its source
/// is not counted. If a budget is exhausted, returns how long until it has room again.
pub(super) async fn begin_sending(
    act: &mut Act<'_, Core>,
    who: &AttemptKey,
    purpose: CodePurpose,
) -> Result<Result<AttemptId, Duration>, StoreError> {
    let key = &act.zone().secrets.digests;
    let (address, source) = (who.address.as_bytes().as_slice(), who.source.as_bytes().as_slice());
    let known = is_known(act.tx(), who).await?;
    let place = if known { source } else { b"" };
    let budget = key.mac("codes sent", &[purpose.name().as_bytes(), address, place]);
    let mut budgets = vec![Budget { digest: budget, most: SENT_TO_ADDRESS, within: HOUR }];
    if purpose != CodePurpose::SignIn {
        budgets.push(Budget { digest: key.mac("codes for source", &[source]), most: SENT_FOR_SOURCE, within: HOUR });
        if !known {
            budgets.extend(who.of_site(key, "codes for site", SENT_FOR_SITE));
        }
    }
    count(act, &budgets).await
}

async fn count(act: &mut Act<'_, Core>, budgets: &[Budget]) -> Result<Result<AttemptId, Duration>, StoreError> {
    let now = act.at();
    match throttle::count(act.tx(), budgets, now).await? {
        Ok(counted) => Ok(Ok(counted)),
        Err(exhausted) => {
            record(act, exhausted.budget).await?;
            Ok(Err(exhausted.retry_after))
        }
    }
}

/// Remembers a source from which somebody signed in: guesses by others no longer count for it.
pub(super) async fn remember_source(tx: &mut Tx, who: &AttemptKey, now: Timestamp) -> Result<(), StoreError> {
    let sql = "insert into known_sources (address, source, seen_at) values ($1, $2, $3) \
         on conflict (address, source) do update set seen_at = $3";
    tx.execute(sql, &[who.address.into(), who.source.into(), now.into()]).await.map(drop)
}

/// Records an exhausted budget in the ledger, at most once an hour each and within a limit of its own.
async fn record(act: &mut Act<'_, Core>, budget: Digest) -> Result<(), StoreError> {
    let now = act.at();
    let hour_ago = now.minus(HOUR);
    let tx = act.tx();
    let recorded =
        tx.row("select count(*) as recorded from exhausted_budgets where recorded_at > $1", &[hour_ago.into()]).await?;
    let full = recorded.map_or(Ok(0), |row| row.int("recorded"))? >= RECORDED;
    let sql = "select recorded_at from exhausted_budgets where budget = $1 and recorded_at > $2";
    if full || tx.row(sql, &[budget.into(), hour_ago.into()]).await?.is_some() {
        return Ok(());
    }
    let sql =
        "insert into exhausted_budgets (budget, recorded_at) values ($1, $2) on conflict (budget) do update set recorded_at = $2";
    tx.execute(sql, &[budget.into(), now.into()]).await?;
    act.record_as("portal", "attempts.throttled", &budget.to_string(), json!({})).await
}

async fn is_known(tx: &mut Tx, who: &AttemptKey) -> Result<bool, StoreError> {
    let sql = "select seen_at from known_sources where address = $1 and source = $2";
    Ok(tx.row(sql, &[who.address.into(), who.source.into()]).await?.is_some())
}

/// Removes attempts and sources that no longer count.
pub(super) async fn forget(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    let attempts = throttle::forget(tx, now).await?;
    let recorded = tx.execute("delete from exhausted_budgets where recorded_at <= $1", &[now.minus(HOUR).into()]).await?;
    let known = tx.execute("delete from known_sources where seen_at <= $1", &[now.minus(KNOWN_FOR).into()]).await?;
    Ok(attempts + recorded + known)
}

#[cfg(test)]
mod tests {
    use chassis::db::{Db, Value};
    use test_databases::on_both_engines;

    use super::*;
    use crate::migrations;

    /// After a day, an hour and 180 days; each row that just ends, and one that ends a millisecond later.
    #[tokio::test]
    async fn exactly_what_no_longer_counts_is_forgotten() {
        on_both_engines(async |url| {
            let db = Db::open(&url).await.unwrap();
            db.migrate(migrations::migrations()).await.unwrap();
            let now = Timestamp::from_millis(1_795_338_000_000);
            let mut tx = db.begin_write().await.unwrap();
            let key = |number: u8| Value::from([number; 32].as_slice());
            for (within, ended, insert) in [
                (24 * 3600, 2_u8, "insert into attempts (budget, id, at) values ($1, $1, $2)"),
                (3600, 1, "insert into exhausted_budgets (budget, recorded_at) values ($1, $2)"),
                (180 * 24 * 3600, 3, "insert into known_sources (address, source, seen_at) values ($1, $1, $2)"),
            ] {
                let within = Duration::from_secs(within);
                for number in 0..=ended {
                    let at = if number < ended { now.minus(within) } else { now.minus(within).plus(Duration::from_millis(1)) };
                    tx.execute(insert, &[key(number), at.into()]).await.unwrap();
                }
            }
            assert_eq!(forget(&mut tx, now).await, Ok(2 + 1 + 3));
            for count in [
                "select count(*) as left_over from attempts",
                "select count(*) as left_over from exhausted_budgets",
                "select count(*) as left_over from known_sources",
            ] {
                assert_eq!(tx.row(count, &[]).await.unwrap().unwrap().int("left_over"), Ok(1), "{count}");
            }
            drop(tx);
            db.close().await;
        })
        .await;
    }

    #[test]
    fn the_page_about_codes_says_what_the_budgets_are() {
        assert_eq!([HOUR, DAY].map(|period| period.as_secs()), [3600, 86_400], "an hour and a day");
        let page = include_str!("../../../../docs/codes.md");
        for (what, most) in [
            ("wrong passwords, and separately wrong codes, for one address from one source in an hour", GUESSES_HERE),
            ("wrong passwords and codes from one source in an hour, for any address", GUESSES_FROM_SOURCE),
            (
                "wrong passwords and codes from one IPv6 site in an hour, for addresses that it never signed in to",
                GUESSES_FROM_SITE,
            ),
            ("the same for one address in a day, from sources that never signed in to it", GUESSES_OF_STRANGERS),
            ("codes sent to one address for one purpose in an hour", SENT_TO_ADDRESS),
            ("codes sent at the request of one source in an hour, without a password", SENT_FOR_SOURCE),
            (
                "codes sent at the request of one IPv6 site in an hour, without a password, to addresses that it never signed in to",
                SENT_FOR_SITE,
            ),
        ] {
            let line = format!("| {what} | {most} |");
            assert!(page.lines().any(|said| said == line), "docs/codes.md does not say: {line}");
        }
    }
}

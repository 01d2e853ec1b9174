//! Every threshold at its limit, as a pure function and over the rows of both engines.

use std::net::{IpAddr, Ipv6Addr};

use ca_contract::revocation::OperatorName;
use chassis::db::Db;

use super::*;
use crate::fixtures::{NOW, fresh, mac_key, on_both_engines};

const SECOND: Duration = Duration::from_secs(1);

fn hour(wrong: i64) -> Hour {
    Hour { wrong, oldest: Some(NOW.minus(10 * SECOND)) }
}

fn on_the_page(wrong: Wrong) -> Option<Budget> {
    wrong.refusal(RequestChannel::Web, false, NOW)
}

fn rate_limited(after: Duration) -> Option<Budget> {
    Some(Budget::RateLimited { retry_after: after })
}

/// docs/codes.md#throttling counts in hours and days.
#[test]
fn periods_are_an_hour_and_a_day() {
    assert_eq!([HOUR, DAY].map(|period| period.as_secs()), [3600, 86_400]);
}

#[test]
fn a_source_is_limited_after_five_wrong_answers_with_one_contact_on_every_channel() {
    for channel in [RequestChannel::Web, RequestChannel::Telephone] {
        let refusal = |wrong| Wrong { here: hour(wrong), ..Wrong::default() }.refusal(channel, false, NOW);
        assert_eq!(refusal(4), None);
        assert_eq!(refusal(5), rate_limited(HOUR - 10 * SECOND));
    }
}

#[test]
fn a_web_source_is_limited_after_thirty_and_a_site_after_three_hundred_but_no_operator() {
    let from = |source, site| Wrong { from_source: hour(source), from_site: hour(site), ..Wrong::default() };
    assert_eq!(on_the_page(from(29, 299)), None);
    assert_eq!(on_the_page(from(30, 30)), rate_limited(HOUR - 10 * SECOND));
    assert_eq!(on_the_page(from(0, 300)), rate_limited(HOUR - 10 * SECOND));
    assert_eq!(from(30, 300).refusal(RequestChannel::Telephone, false, NOW), None);
}

#[test]
fn further_facts_are_required_after_a_hundred_wrong_answers_in_a_day_or_row_and_always_suffice() {
    let about = |today, in_a_row| Wrong { today, in_a_row, ..Wrong::default() };
    for channel in [RequestChannel::Web, RequestChannel::Telephone] {
        for (wrong, needed) in [(about(99, 99), false), (about(100, 0), true), (about(0, 100), true)] {
            assert_eq!(wrong.refusal(channel, false, NOW), needed.then_some(Budget::FurtherFactsNeeded));
        }
        assert_eq!(about(i64::MAX, i64::MAX).refusal(channel, true, NOW), None);
    }
}

#[test]
fn a_rate_limit_is_reported_before_further_facts_are_required() {
    let wrong = Wrong { here: hour(5), today: 100, in_a_row: 100, ..Wrong::default() };
    assert!(matches!(on_the_page(wrong), Some(Budget::RateLimited { .. })));
}

#[test]
fn a_wait_ends_an_hour_after_the_oldest_and_is_never_shorter_than_a_second() {
    let waits =
        |since: Duration| on_the_page(Wrong { here: Hour { wrong: 5, oldest: Some(NOW.minus(since)) }, ..Wrong::default() });
    assert_eq!(waits(Duration::ZERO), rate_limited(HOUR));
    assert_eq!(waits(HOUR - SECOND / 2), rate_limited(SECOND));
}

/// Attempts over the rows of one database.
struct Guesser<'a> {
    db: &'a Db,
    key: MacKey,
    person: Option<Id<Person>>,
}

impl<'a> Guesser<'a> {
    fn at(db: &'a Db, person: Option<Id<Person>>) -> Self {
        Self { db, key: mac_key(), person }
    }

    fn attempt(&self, contact: u8, source: &Source, further_facts: bool) -> Attempt {
        Attempt::new(&self.key, self.person, &Digest::from_bytes([contact; 32]), source, further_facts)
    }

    async fn guess(&self, attempt: &Attempt, at: Timestamp) -> Budget {
        let mut tx = self.db.begin_write().await.unwrap();
        let budget = begin_attempt(&mut tx, attempt, at).await.unwrap();
        tx.commit().await.unwrap();
        budget
    }

    /// Makes that many wrong attempts, each of which is checked.
    async fn guesses(&self, attempts: impl Iterator<Item = (u8, Source)>, at: Timestamp) {
        for (contact, source) in attempts {
            let budget = self.guess(&self.attempt(contact, &source, false), at).await;
            assert!(matches!(budget, Budget::Granted { .. }), "{contact} {source:?}: {budget:?}");
        }
    }
}

fn web(address: u128) -> Source {
    Source::Web(IpAddr::V6(Ipv6Addr::from_bits(address)).into())
}

/// An address of the network `subnet` in the site 2001:db8:`site`::/48.
fn address(site: u16, subnet: u16, host: u64) -> Source {
    web(0x2001_0db8 << 96 | u128::from(site) << 80 | u128::from(subnet) << 64 | u128::from(host))
}

fn operator() -> Source {
    Source::Telephone("hotline-3".parse::<OperatorName>().unwrap())
}

#[tokio::test]
async fn the_addresses_of_one_network_share_a_budget_for_an_hour() {
    on_both_engines(async |db| {
        let guesser = Guesser::at(db, Some(fresh()));
        guesser.guesses((0..5).map(|host| (1, address(0, 7, host))), NOW).await;
        let from = |host, subnet| guesser.attempt(1, &address(0, subnet, host), false);
        let slowed = Budget::RateLimited { retry_after: HOUR - SECOND };
        assert_eq!(guesser.guess(&from(99, 7), NOW.plus(SECOND)).await, slowed);
        assert!(matches!(guesser.guess(&from(99, 8), NOW.plus(SECOND)).await, Budget::Granted { .. }), "another network");
        assert!(matches!(guesser.guess(&from(99, 7), NOW.plus(HOUR)).await, Budget::Granted { .. }), "an hour later");
    })
    .await;
}

#[tokio::test]
async fn all_networks_of_a_site_share_a_budget() {
    on_both_engines(async |db| {
        let nobody = Guesser::at(db, None);
        // Each about another holder, so that no other budget is affected.
        let everywhere = (0..300_u16).map(|subnet| (u8::try_from(subnet % 250).unwrap(), address(1, subnet, 1)));
        nobody.guesses(everywhere, NOW).await;
        let next = |site| nobody.attempt(250, &address(site, 999, 1), false);
        assert_eq!(nobody.guess(&next(1), NOW).await, Budget::RateLimited { retry_after: HOUR });
        assert!(matches!(nobody.guess(&next(2), NOW).await, Budget::Granted { .. }), "another site");
        let ipv4 = Source::Web("192.0.2.7".parse().unwrap());
        assert!(matches!(nobody.guess(&nobody.attempt(250, &ipv4, false), NOW).await, Budget::Granted { .. }));
    })
    .await;
}

#[tokio::test]
async fn a_hundred_wrong_answers_about_a_holder_require_further_facts_from_any_contact_and_source() {
    on_both_engines(async |db| {
        let guesser = Guesser::at(db, Some(fresh()));
        guesser.guesses((0..100_u16).map(|guess| (u8::from(guess % 2 == 0), address(guess, 1, 1))), NOW).await;
        let with = |further_facts| guesser.attempt(7, &operator(), further_facts);
        assert_eq!(guesser.guess(&with(false), NOW).await, Budget::FurtherFactsNeeded);
        // The day ends, but not the row, until the holder defines a code or answers right.
        let next_day = NOW.plus(DAY);
        assert_eq!(guesser.guess(&with(false), next_day).await, Budget::FurtherFactsNeeded);
        assert!(matches!(guesser.guess(&with(true), next_day).await, Budget::Granted { .. }));
        let mut tx = db.begin_write().await.unwrap();
        clear(&mut tx, with(false).subject).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(guesser.guess(&with(false), next_day).await, Budget::Granted { .. }));
        let stranger = Guesser { person: Some(fresh()), ..Guesser::at(db, None) };
        assert!(matches!(stranger.guess(&stranger.attempt(7, &operator(), false), NOW).await, Budget::Granted { .. }));
    })
    .await;
}

#[tokio::test]
async fn a_right_answer_ends_the_row_and_an_unchecked_one_does_not_change_it() {
    on_both_engines(async |db| {
        let guesser = Guesser::at(db, Some(fresh()));
        guesser.guesses((0..3).map(|site| (1, address(site, 1, 1))), NOW).await;
        let attempt = guesser.attempt(1, &operator(), false);
        let in_a_row = async || {
            let mut tx = db.begin_read().await.unwrap();
            wrong_so_far(&mut tx, &attempt, NOW).await.map(|wrong| (wrong.here.wrong, wrong.today, wrong.in_a_row)).unwrap()
        };
        let Budget::Granted { attempt: granted } = guesser.guess(&attempt, NOW).await else { panic!("granted") };
        assert_eq!(in_a_row().await, (1, 4, 4));
        let mut tx = db.begin_write().await.unwrap();
        withdraw(&mut tx, granted, attempt.subject).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(in_a_row().await, (0, 3, 3));
        let Budget::Granted { attempt: granted } = guesser.guess(&attempt, NOW).await else { panic!("granted") };
        let mut tx = db.begin_write().await.unwrap();
        take_back(&mut tx, granted, attempt.subject).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(in_a_row().await, (0, 3, 0));
        let mut tx = db.begin_write().await.unwrap();
        assert_eq!(forget_before(&mut tx, NOW).await.unwrap(), 0);
        // Three wrong answers and an alarm.
        let sql = "insert into wrong_answer_alarms (subject, at) values ($1, $2)";
        tx.execute(sql, &[attempt.subject.into(), NOW.into()]).await.unwrap();
        assert_eq!(forget_before(&mut tx, NOW.plus(SECOND)).await.unwrap(), 4);
    })
    .await;
}

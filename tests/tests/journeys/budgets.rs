//! Limits on wrong answers, which never prevent the holder from revoking.

use std::time::Duration;

use ca_contract::holder::SetCode;
use ca_contract::revocation::{Contact, FurtherFacts, RevokeByCode, RevokeByCodeError, RevokedByCode, Source};
use ca_contract::{Confidential, Failed};
use testbed::{CODES, Scenario, Testbed, ask};

use super::codes::not_recognised;
use super::on_every_testbed;

const HOUR: Duration = Duration::from_secs(3600);
const WRONG: &str = "W7MP3WQ";

fn from(source: &str, code: &str) -> RevokeByCode {
    RevokeByCode { source: Scenario::at(source), ..Scenario::answers(code) }
}

fn operator(name: &str, code: &str) -> RevokeByCode {
    RevokeByCode { source: Source::Telephone(name.parse().expect("an operator's name")), ..Scenario::answers(code) }
}

/// The same four answers with the name of an unknown person.
fn about_nobody(answers: RevokeByCode) -> RevokeByCode {
    RevokeByCode { contact: Contact::Email(Confidential::new("nobody@sceau.example.org")), ..answers }
}

fn with_further_facts(answers: RevokeByCode, place: &str) -> RevokeByCode {
    let further = FurtherFacts { birth_place: Confidential::new(place), document_expires: jiff::civil::date(2031, 9, 30) };
    RevokeByCode { further: Some(further), ..answers }
}

async fn refused(testbed: &Testbed, answers: &RevokeByCode) -> RevokeByCodeError {
    match ask(&testbed.callers.portal, answers).await {
        Err(Failed::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

async fn is_revoked(testbed: &Testbed, answers: &RevokeByCode) -> bool {
    matches!(ask(&testbed.callers.portal, answers).await, Ok(RevokedByCode::Revoked(_)))
}

async fn alarms(testbed: &Testbed) -> usize {
    testbed.ledger().await.iter().filter(|row| row.action == "codes.wrong-answers-alert").count()
}

#[tokio::test]
async fn a_source_is_limited_while_others_and_the_telephone_are_not() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000050", "expert-card", Scenario::person(testbed)).await;
        Scenario::define_codes(testbed, &held).await;
        for _ in 0..5 {
            not_recognised(testbed, &from("192.0.2.7", WRONG)).await;
        }
        for code in [WRONG, CODES[0]] {
            let refusal = refused(testbed, &from("192.0.2.7", code)).await;
            let RevokeByCodeError::RateLimited { retry_after_seconds } = refusal else { panic!("{refusal:?}") };
            assert!((3500..=3600).contains(&retry_after_seconds), "{retry_after_seconds} s");
        }
        not_recognised(testbed, &operator("192.0.2.7", WRONG)).await;
        not_recognised(testbed, &from("192.0.2.8", WRONG)).await;
        // The limit ends by itself after an hour.
        testbed.clock.forward(HOUR);
        assert!(is_revoked(testbed, &from("192.0.2.7", CODES[0])).await);
    })
    .await;
}

#[tokio::test]
async fn addresses_of_one_ipv6_64_are_one_source_and_the_next_64_is_another() {
    on_every_testbed(async |testbed| {
        for _ in 0..5 {
            not_recognised(testbed, &from("2001:db8:0:1::/64", WRONG)).await;
        }
        let refusal = refused(testbed, &from("2001:db8:0:1::/64", WRONG)).await;
        assert!(matches!(refusal, RevokeByCodeError::RateLimited { .. }), "{refusal:?}");
        not_recognised(testbed, &from("2001:db8:0:2::/64", WRONG)).await;
    })
    .await;
}

#[tokio::test]
async fn a_web_source_may_try_few_holders_an_hour_and_an_operator_more() {
    on_every_testbed(async |testbed| {
        let about = |number: usize, answers: RevokeByCode| RevokeByCode {
            contact: Contact::Token(format!("ST-{number:04}").parse().expect("a number")),
            ..answers
        };
        for number in 0..30 {
            not_recognised(testbed, &about(number, from("192.0.2.7", WRONG))).await;
        }
        let refusal = refused(testbed, &about(30, from("192.0.2.7", WRONG))).await;
        assert!(matches!(refusal, RevokeByCodeError::RateLimited { .. }), "{refusal:?}");
        for number in 0..31 {
            not_recognised(testbed, &about(number, operator("hotline-3", WRONG))).await;
        }
    })
    .await;
}

#[tokio::test]
async fn after_a_hundred_wrong_answers_further_facts_are_required_but_revocation_is_never_locked() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000051", "expert-card", Scenario::person(testbed)).await;
        Scenario::define_codes(testbed, &held).await;
        for guess in 0..100 {
            let source = format!("198.51.100.{}", guess / 5);
            not_recognised(testbed, &from(&source, WRONG)).await;
            not_recognised(testbed, &about_nobody(from(&source, WRONG))).await;
        }
        assert_eq!(alarms(testbed).await, 2, "one within the hour, for a holder and for an unknown person alike");
        for code in [WRONG, CODES[0]] {
            let refusal = refused(testbed, &from("203.0.113.1", code)).await;
            assert_eq!(refusal, RevokeByCodeError::FurtherFactsNeeded);
            let refusal = refused(testbed, &about_nobody(from("203.0.113.1", code))).await;
            assert_eq!(refusal, RevokeByCodeError::FurtherFactsNeeded, "an unknown holder gets the same answer");
        }
        not_recognised(testbed, &with_further_facts(from("203.0.113.1", CODES[0]), "Quimper")).await;
        not_recognised(testbed, &with_further_facts(about_nobody(from("203.0.113.1", CODES[0])), "Saint-Brieuc")).await;

        // A day later further facts are still required, until the holder signs in or answers correctly.
        testbed.clock.forward(25 * HOUR);
        testbed.until_ready().await;
        assert_eq!(refused(testbed, &from("203.0.113.2", CODES[0])).await, RevokeByCodeError::FurtherFactsNeeded);
        assert!(is_revoked(testbed, &with_further_facts(from("203.0.113.2", CODES[0]), "saint brieuc")).await);
        assert!(
            is_revoked(testbed, &from("203.0.113.2", CODES[0])).await,
            "the run of wrong answers has ended, so four answers suffice again"
        );
    })
    .await;
}

#[tokio::test]
async fn a_new_code_resets_consecutive_wrong_answers_but_not_the_daily_limit() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000052", "expert-card", Scenario::person(testbed)).await;
        for guess in 0..100 {
            not_recognised(testbed, &from(&format!("198.51.100.{}", guess / 5), WRONG)).await;
        }
        let set = SetCode { certificate: held.fingerprint(0), code: Confidential::new(CODES[0]) };
        ask(&testbed.callers.portal, &set).await.expect("the code is set");
        let today = refused(testbed, &from("203.0.113.1", CODES[0])).await;
        assert_eq!(today, RevokeByCodeError::FurtherFactsNeeded, "a hundred wrong answers within the day");
        testbed.clock.forward(25 * HOUR);
        testbed.until_ready().await;
        assert!(is_revoked(testbed, &from("203.0.113.1", CODES[0])).await);
        assert_eq!(testbed.refusals().await.len(), 101, "each wrong answer is on record");
    })
    .await;
}

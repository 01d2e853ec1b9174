//! The events of tokens, which the portal follows.

use std::time::Duration;

use ca_contract::escrow::ReleasePin;
use ca_contract::events::{FollowTokens, FollowTokensError, TokenChange, TokenEvent};
use ca_contract::holder::{ReleasePuk, SetCode};
use ca_contract::revocation::{RequestChannel, RequestReason, RevokeByCode, RevokeByCodeError};
use ca_contract::{Confidential, Failed};
use testbed::{CODES, ProducedToken, Scenario, Testbed, ask};

use super::{on_every_testbed, receipt};

const HOUR: Duration = Duration::from_secs(3600);
const WRONG: &str = "W7MP3WQ";

async fn followed(testbed: &Testbed, after: u64) -> Vec<TokenEvent> {
    let question = FollowTokens { after, at_most: 1000, wait_ms: 0 };
    ask(&testbed.callers.portal, &question).await.expect("the events").events
}

async fn not_recognised(testbed: &Testbed, source: &str, code: &str) {
    let answers = RevokeByCode { source: Scenario::at(source), ..Scenario::answers(code) };
    let refusal = ask(&testbed.callers.portal, &answers).await;
    assert_eq!(refusal, Err(Failed::Refused(RevokeByCodeError::NotRecognised)));
}

/// Causes every kind of event of a token once. Returns the expected events.
async fn a_life(testbed: &Testbed, held: &ProducedToken) -> Vec<TokenChange> {
    let issued = held.issued.certificates.iter().enumerate().map(|(place, issued)| {
        let certificate = held.certificate(place);
        ca_contract::events::CertificateFacts {
            role: issued.role.clone(),
            serial: certificate.serial().clone(),
            issuer: issued.issuer.clone(),
            not_before: certificate.validity().not_before(),
            not_after: certificate.validity().not_after(),
            fingerprint: held.fingerprint(place),
        }
    });
    let issued = TokenChange::Issued { model: "software".to_owned(), certificates: issued.collect() };
    let pin = ReleasePin { order: "SC-2026-000310".parse().expect("an order number") };
    ask(&testbed.callers.portal, &pin).await.expect("the PIN is released");
    Scenario::define_codes(testbed, held).await;
    let again = SetCode { certificate: held.fingerprint(0), code: Confidential::new(CODES[0]) };
    ask(&testbed.callers.portal, &again).await.expect("the code is set");
    let puk = ReleasePuk { certificate: held.fingerprint(0) };
    ask(&testbed.callers.portal, &puk).await.expect("the PUK is released");
    let summary = Scenario::revoke(testbed, CODES[0]).await;
    receipt::verified(testbed, summary.request).await;
    Scenario::revoke(testbed, CODES[0]).await;
    let set = |place: usize, changed| TokenChange::CodeSet { role: held.issued.certificates[place].role.clone(), changed };
    vec![
        issued,
        TokenChange::Personalised,
        TokenChange::PinReleased,
        set(0, false),
        set(1, false),
        set(0, true),
        TokenChange::PukReleased,
        TokenChange::Revoked {
            request: summary.request,
            channel: RequestChannel::Web,
            reason: RequestReason::Stolen,
            decided_at: summary.decided_at,
        },
        TokenChange::RevocationPublished { request: summary.request },
    ]
}

#[tokio::test]
async fn every_event_of_a_token_is_reported_once_and_in_order() {
    on_every_testbed(async |testbed| {
        assert_eq!(followed(testbed, 0).await, []);
        let held = Scenario::produce(testbed, "SC-2026-000310", "expert-card", Scenario::person(testbed)).await;
        let life = a_life(testbed, &held).await;
        let events = followed(testbed, 0).await;
        let numbers: Vec<u64> = events.iter().map(|event| event.sequence).collect();
        assert_eq!(numbers, (1..=u64::try_from(life.len()).expect("a few")).collect::<Vec<_>>(), "without gaps");
        for event in &events {
            assert_eq!((event.order.as_str(), &event.token), ("SC-2026-000310", &held.issued.token));
        }
        assert_eq!(events.iter().map(|event| event.change.clone()).collect::<Vec<_>>(), life);

        let two = ask(&testbed.callers.portal, &FollowTokens { after: 3, at_most: 2, wait_ms: 0 }).await.expect("the events");
        assert_eq!(two.events, events[3..5]);
        let head = events.last().expect("the last").sequence;
        assert_eq!(followed(testbed, head).await, [], "no further events");
        for beyond in [head + 1, u64::MAX] {
            let refusal = ask(&testbed.callers.portal, &FollowTokens { after: beyond, at_most: 10, wait_ms: 30_000 }).await;
            assert_eq!(refusal, Err(Failed::Refused(FollowTokensError::AheadOfFeed { head })));
        }
    })
    .await;
}

#[tokio::test]
async fn a_long_poll_returns_with_the_next_event() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000311", "expert-card", Scenario::person(testbed)).await;
        let head = followed(testbed, 0).await.last().expect("an event").sequence;
        let wait = FollowTokens { after: head, at_most: 10, wait_ms: 30_000 };
        let code = SetCode { certificate: held.fingerprint(0), code: Confidential::new(CODES[0]) };
        // Without an event the answer is empty when the wait is over.
        let (woken, set) = tokio::join!(ask(&testbed.callers.portal, &wait), ask(&testbed.callers.portal, &code));
        let events = woken.expect("the events").events;
        assert_eq!((events.len(), events[0].sequence, events[0].at), (1, head + 1, set.expect("the code is set").at));
    })
    .await;
}

#[tokio::test]
async fn the_first_ten_wrong_codes_are_reported_at_once_the_others_after_an_hour_and_none_without_a_holder() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000312", "expert-card", Scenario::person(testbed)).await;
        Scenario::define_codes(testbed, &held).await;
        let head = followed(testbed, 0).await.last().expect("an event").sequence;
        let told = async || -> Vec<TokenChange> { followed(testbed, head).await.into_iter().map(|event| event.change).collect() };
        for guess in 0..30 {
            not_recognised(testbed, &format!("198.51.100.{}", guess / 5), WRONG).await;
            let nobody = ca_contract::revocation::Contact::Email(Confidential::new("nobody@sceau.example.org"));
            let source = Scenario::at(&format!("203.0.113.{}", guess / 5));
            let answers = RevokeByCode { contact: nobody, source, ..Scenario::answers(WRONG) };
            ask(&testbed.callers.portal, &answers).await.expect_err("nobody has a code");
        }
        let first = TokenChange::WrongCodes { count: 10 };
        assert_eq!(told().await, std::slice::from_ref(&first));
        // The rest is reported even without another attempt.
        testbed.clock.forward(HOUR);
        testbed.until_reachable().await;
        let wait = FollowTokens { after: head + 1, at_most: 10, wait_ms: 30_000 };
        ask(&testbed.callers.portal, &wait).await.expect("the events");
        assert_eq!(told().await, [first, TokenChange::WrongCodes { count: 20 }]);
        // A new code resets the count: nine wrong codes and a right one cause no alarm.
        let code = SetCode { certificate: held.fingerprint(0), code: Confidential::new(CODES[0]) };
        ask(&testbed.callers.portal, &code).await.expect("the code is set");
        for guess in 0..9 {
            not_recognised(testbed, &format!("192.0.2.{}", guess / 5), WRONG).await;
        }
        let right = RevokeByCode { source: Scenario::at("192.0.2.200"), ..Scenario::answers(CODES[0]) };
        ask(&testbed.callers.portal, &right).await.expect("the answers are right");
        let wrong = told().await.into_iter().filter(|change| matches!(change, TokenChange::WrongCodes { .. }));
        assert_eq!(wrong.count(), 2);
    })
    .await;
}

//! Release of transport PINs for PIN letters, once per token.

use std::time::Duration;

use ca_contract::escrow::{ReleasePin, ReleasePinError, ReleasedPin};
use ca_contract::events::{FollowTokens, TokenChange};
use ca_contract::holder::{ReleasePuk, SetCode};
use ca_contract::{Confidential, Failed, IdempotencyKey};
use pki::{Digest, SystemRandom};
use testbed::{CODES, Scenario, Testbed, ask};
use token::{Pin, SoftwareToken};

use super::budgeted::on_every_budgeted_testbed;
use super::on_every_testbed;

const HOUR: Duration = Duration::from_secs(3600);

fn of(order: &str) -> ReleasePin {
    ReleasePin { order: order.parse().expect("an order number") }
}

fn fresh() -> IdempotencyKey {
    IdempotencyKey::generate(&mut SystemRandom)
}

async fn released(testbed: &Testbed, order: &str, key: IdempotencyKey) -> ReleasedPin {
    testbed.callers.portal.call(&of(order), key).await.expect("the PIN is released")
}

async fn refused(testbed: &Testbed, order: &str, key: IdempotencyKey) -> ReleasePinError {
    match testbed.callers.portal.call(&of(order), key).await {
        Err(Failed::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[tokio::test]
async fn a_pin_is_released_once_and_an_interrupted_letter_can_be_repeated_within_a_day() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000320", "expert-card", Scenario::person(testbed)).await;
        let by_station = ask(&testbed.callers.station, &of("SC-2026-000320")).await;
        assert!(matches!(by_station, Err(Failed::NotAllowed)), "{by_station:?}");
        let key = fresh();
        let first = released(testbed, "SC-2026-000320", key).await;
        assert_eq!((&first.token, first.model.as_str()), (&held.issued.token, "software"));
        let pin: Pin = first.pin.expose().parse().expect("digits");
        let own: Pin = "4182".parse().expect("a PIN");
        let mut token = SoftwareToken::open(&held.token).expect("the token");
        token.change_pin(&pin, &own, &mut SystemRandom).expect("the released PIN is the transport PIN");

        testbed.clock.forward(23 * HOUR);
        testbed.until_reachable().await;
        let again = released(testbed, "SC-2026-000320", key).await;
        assert_eq!((again.pin.expose(), again.released_at), (first.pin.expose(), first.released_at));
        let gone = ReleasePinError::Released { at: first.released_at };
        assert_eq!(refused(testbed, "SC-2026-000320", fresh()).await, gone, "another idempotency key");
        testbed.clock.forward(2 * HOUR);
        testbed.until_reachable().await;
        assert_eq!(refused(testbed, "SC-2026-000320", key).await, gone, "after a day");
        let releases = testbed.ledger().await.iter().filter(|row| row.action == "pin.released").count();
        assert_eq!(releases, 1, "one release is on record");
    })
    .await;
}

#[tokio::test]
async fn a_pin_is_not_released_before_it_is_escrowed_or_after_revocation() {
    on_every_testbed(async |testbed| {
        assert_eq!(refused(testbed, "SC-2026-000321", fresh()).await, ReleasePinError::UnknownOrder);
        let issued = Scenario::issue(testbed, "SC-2026-000321", Scenario::person(testbed), "ST-0321").await;
        assert_eq!(refused(testbed, "SC-2026-000321", fresh()).await, ReleasePinError::NotEscrowed);
        ask(&testbed.callers.station, &Scenario::activation("ST-0321", "739251")).await.expect("PIN and PUK are in escrow");
        let certificate = Digest::of(&issued.certificates[0].certificate.0);
        let set = SetCode { certificate, code: Confidential::new(CODES[0]) };
        ask(&testbed.callers.portal, &set).await.expect("the code is set");
        let key = fresh();
        assert_eq!(released(testbed, "SC-2026-000321", key).await.pin.expose(), "48151623");

        Scenario::issue(testbed, "SC-2026-000322", Scenario::person(testbed), "ST-0322").await;
        ask(&testbed.callers.station, &Scenario::activation("ST-0322", "739251")).await.expect("PIN and PUK are in escrow");
        let elsewhere = testbed.callers.portal.call(&of("SC-2026-000322"), key).await;
        assert!(matches!(elsewhere, Err(Failed::Invalid(_))), "an idempotency key belongs to one request: {elsewhere:?}");
        Scenario::revoke(testbed, CODES[0]).await;
        assert_eq!(refused(testbed, "SC-2026-000321", key).await, ReleasePinError::Revoked, "even for the same request");
        let recorded = ["unknown-order", "not-escrowed", "invalid", "revoked"].map(|code| format!("portal ReleasePin {code}"));
        assert_eq!(testbed.refusals().await, recorded);
    })
    .await;
}

#[tokio::test]
async fn a_newly_escrowed_pin_invalidates_the_released_one() {
    on_every_testbed(async |testbed| {
        let issued = Scenario::issue(testbed, "SC-2026-000323", Scenario::person(testbed), "ST-0323").await;
        let mut deposit = Scenario::activation("ST-0323", "739251");
        ask(&testbed.callers.station, &deposit).await.expect("PIN and PUK are in escrow");
        let key = fresh();
        assert_eq!(released(testbed, "SC-2026-000323", key).await.pin.expose(), "48151623");
        deposit.transport_pin = Confidential::new("60441729");
        ask(&testbed.callers.station, &deposit).await.expect("an interrupted station escrows another PIN");
        assert_eq!(released(testbed, "SC-2026-000323", key).await.pin.expose(), "60441729", "the letter is rendered again");
        let puk = ReleasePuk { certificate: Digest::of(&issued.certificates[0].certificate.0) };
        assert_eq!(ask(&testbed.callers.portal, &puk).await.expect("the PUK is released").puk.expose(), "739251");

        let follow = FollowTokens { after: 1, at_most: 100, wait_ms: 0 };
        let events = ask(&testbed.callers.portal, &follow).await.expect("the events").events;
        let told: Vec<TokenChange> = events.into_iter().map(|event| event.change).collect();
        let personalised = [TokenChange::Personalised, TokenChange::PinReleased];
        assert_eq!(told, [&personalised[..], &personalised[..], &[TokenChange::PukReleased]].concat());
    })
    .await;
}

#[tokio::test]
async fn beyond_the_hourly_budget_the_next_letter_must_wait() {
    on_every_budgeted_testbed("pin_releases_per_hour = 2", async |testbed| {
        for number in 0..3 {
            let (order, token) = (format!("SC-2026-00033{number}"), format!("ST-033{number}"));
            Scenario::issue(testbed, &order, Scenario::person(testbed), &token).await;
            ask(&testbed.callers.station, &Scenario::activation(&token, "739251")).await.expect("PIN and PUK are in escrow");
        }
        let key = fresh();
        released(testbed, "SC-2026-000330", key).await;
        released(testbed, "SC-2026-000331", fresh()).await;
        let refusal = refused(testbed, "SC-2026-000332", fresh()).await;
        let ReleasePinError::RateLimited { retry_after_seconds } = refusal else { panic!("{refusal:?}") };
        assert!((3500..=3600).contains(&retry_after_seconds), "{retry_after_seconds} s");
        released(testbed, "SC-2026-000330", key).await;
        testbed.clock.forward(HOUR);
        released(testbed, "SC-2026-000332", fresh()).await;
        assert_eq!(testbed.refusals().await, ["portal ReleasePin rate-limited"]);
    })
    .await;
}

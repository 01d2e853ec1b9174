//! Release of transport PINs for PIN letters, once per token.

use std::time::Duration;

use ca_contract::escrow::{ReleasePin, ReleasePinError, ReleasedPin};
use ca_contract::events::{FollowTokens, TokenChange};
use ca_contract::holder::{ReleasePuk, SetCode};
use ca_contract::{Confidential, Failed, IdempotencyKey};
use pki::{Digest, SystemRandom};
use stage::{CODES, Cast, Stage, ask};
use token::{Pin, SoftwareToken};

use super::budgeted::on_every_budgeted_stage;
use super::on_every_stage;

const HOUR: Duration = Duration::from_secs(3600);

fn of(order: &str) -> ReleasePin {
    ReleasePin { order: order.parse().expect("an order number") }
}

fn fresh() -> IdempotencyKey {
    IdempotencyKey::generate(&mut SystemRandom)
}

async fn released(stage: &Stage, order: &str, key: IdempotencyKey) -> ReleasedPin {
    stage.callers.portal.call(&of(order), key).await.expect("the PIN is released")
}

async fn refused(stage: &Stage, order: &str, key: IdempotencyKey) -> ReleasePinError {
    match stage.callers.portal.call(&of(order), key).await {
        Err(Failed::Refused(refusal)) => refusal,
        other => panic!("it was to be refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_pin_is_released_once_and_an_interrupted_letter_can_be_repeated_within_a_day() {
    on_every_stage(async |stage| {
        let held = Cast::produce(stage, "SC-2026-000320", "expert-card", Cast::person(stage)).await;
        let by_station = ask(&stage.callers.station, &of("SC-2026-000320")).await;
        assert!(matches!(by_station, Err(Failed::NotAllowed)), "{by_station:?}");
        let key = fresh();
        let first = released(stage, "SC-2026-000320", key).await;
        assert_eq!((&first.token, first.model.as_str()), (&held.issued.token, "software"));
        let pin: Pin = first.pin.expose().parse().expect("digits");
        let own: Pin = "4182".parse().expect("a PIN");
        let mut token = SoftwareToken::open(&held.token).expect("the token");
        token.change_pin(&pin, &own, &mut SystemRandom).expect("it is the token's transport PIN");

        stage.clock.forward(23 * HOUR);
        stage.until_reachable().await;
        let again = released(stage, "SC-2026-000320", key).await;
        assert_eq!((again.pin.expose(), again.released_at), (first.pin.expose(), first.released_at));
        let gone = ReleasePinError::Released { at: first.released_at };
        assert_eq!(refused(stage, "SC-2026-000320", fresh()).await, gone, "another question");
        stage.clock.forward(2 * HOUR);
        stage.until_reachable().await;
        assert_eq!(refused(stage, "SC-2026-000320", key).await, gone, "after a day");
        let releases = stage.ledger().await.iter().filter(|row| row.action == "pin.released").count();
        assert_eq!(releases, 1, "one release is on record");
    })
    .await;
}

#[tokio::test]
async fn a_pin_is_not_released_before_it_is_escrowed_or_after_revocation() {
    on_every_stage(async |stage| {
        assert_eq!(refused(stage, "SC-2026-000321", fresh()).await, ReleasePinError::UnknownOrder);
        let issued = Cast::issue(stage, "SC-2026-000321", Cast::person(stage), "ST-0321").await;
        assert_eq!(refused(stage, "SC-2026-000321", fresh()).await, ReleasePinError::NothingSealed);
        ask(&stage.callers.station, &Cast::activation("ST-0321", "739251")).await.expect("PIN and PUK are sealed");
        let certificate = Digest::of(&issued.certificates[0].certificate.0);
        let set = SetCode { certificate, code: Confidential::new(CODES[0]) };
        ask(&stage.callers.portal, &set).await.expect("the code is set");
        let key = fresh();
        assert_eq!(released(stage, "SC-2026-000321", key).await.pin.expose(), "48151623");

        Cast::issue(stage, "SC-2026-000322", Cast::person(stage), "ST-0322").await;
        ask(&stage.callers.station, &Cast::activation("ST-0322", "739251")).await.expect("PIN and PUK are sealed");
        let elsewhere = stage.callers.portal.call(&of("SC-2026-000322"), key).await;
        assert!(matches!(elsewhere, Err(Failed::Invalid(_))), "a key is one question's: {elsewhere:?}");
        Cast::revoke(stage, CODES[0]).await;
        assert_eq!(refused(stage, "SC-2026-000321", key).await, ReleasePinError::Revoked, "even to the same question");
        let recorded = ["unknown-order", "nothing-sealed", "invalid", "revoked"].map(|code| format!("portal ReleasePin {code}"));
        assert_eq!(stage.refusals().await, recorded);
    })
    .await;
}

#[tokio::test]
async fn a_newly_escrowed_pin_invalidates_the_released_one() {
    on_every_stage(async |stage| {
        let issued = Cast::issue(stage, "SC-2026-000323", Cast::person(stage), "ST-0323").await;
        let mut seal = Cast::activation("ST-0323", "739251");
        ask(&stage.callers.station, &seal).await.expect("PIN and PUK are sealed");
        let key = fresh();
        assert_eq!(released(stage, "SC-2026-000323", key).await.pin.expose(), "48151623");
        seal.transport_pin = Confidential::new("60441729");
        ask(&stage.callers.station, &seal).await.expect("a station that broke off seals again");
        assert_eq!(released(stage, "SC-2026-000323", key).await.pin.expose(), "60441729", "the letter is made again");
        let puk = ReleasePuk { certificate: Digest::of(&issued.certificates[0].certificate.0) };
        assert_eq!(ask(&stage.callers.portal, &puk).await.expect("the PUK is released").puk.expose(), "739251");

        let follow = FollowTokens { after: 1, at_most: 100, wait_ms: 0 };
        let events = ask(&stage.callers.portal, &follow).await.expect("the events").events;
        let told: Vec<TokenChange> = events.into_iter().map(|event| event.what).collect();
        let personalised = [TokenChange::Personalised, TokenChange::PinReleased];
        assert_eq!(told, [&personalised[..], &personalised[..], &[TokenChange::PukReleased]].concat());
    })
    .await;
}

#[tokio::test]
async fn beyond_the_hourly_budget_the_next_letter_must_wait() {
    on_every_budgeted_stage("pin_releases_per_hour = 2", async |stage| {
        for number in 0..3 {
            let (order, token) = (format!("SC-2026-00033{number}"), format!("ST-033{number}"));
            Cast::issue(stage, &order, Cast::person(stage), &token).await;
            ask(&stage.callers.station, &Cast::activation(&token, "739251")).await.expect("PIN and PUK are sealed");
        }
        let key = fresh();
        released(stage, "SC-2026-000330", key).await;
        released(stage, "SC-2026-000331", fresh()).await;
        let refusal = refused(stage, "SC-2026-000332", fresh()).await;
        let ReleasePinError::BudgetSpent { retry_after_seconds } = refusal else { panic!("{refusal:?}") };
        assert!((3500..=3600).contains(&retry_after_seconds), "{retry_after_seconds} s");
        released(stage, "SC-2026-000330", key).await;
        stage.clock.forward(HOUR);
        released(stage, "SC-2026-000332", fresh()).await;
        assert_eq!(stage.refusals().await, ["portal ReleasePin budget-spent"]);
    })
    .await;
}

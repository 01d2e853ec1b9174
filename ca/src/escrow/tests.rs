//! Who gets what from escrow, and how much within an hour: asked over the contract.

use std::time::Duration;

use ca_contract::escrow::{DossierKey, DossierKeyError, ReleasePin, ReleasePinError};
use ca_contract::holder::{ReleasePuk, ReleasePukError};
use ca_contract::issuance::{EscrowActivationData, EscrowError, Issued};
use ca_contract::revocation::{OfficersReason, RevokeByOfficers};
use ca_contract::statement::OrderNumber;
use ca_contract::{Confidential, Failed, IdempotencyKey};
use pki::{Digest, SystemRandom, TokenNumber};

use crate::bootstrapped::{Zone, in_a_zone};

const MINUTE: Duration = Duration::from_secs(60);

fn order(number: u32) -> OrderNumber {
    format!("SC-2026-{number:06}").parse().unwrap()
}

fn activation(token: &TokenNumber, pin: &str, puk: &str) -> EscrowActivationData {
    EscrowActivationData { token: token.clone(), transport_pin: Confidential::new(pin), puk: Confidential::new(puk) }
}

async fn produced_with_escrow(zone: &Zone, number: u32) -> Issued {
    let issued = zone.produced(number).await;
    zone.station_asks(&activation(&issued.token, "271828", "314159")).await.unwrap();
    issued
}

fn puk_of(issued: &Issued) -> ReleasePuk {
    ReleasePuk { certificate: Digest::of(&issued.certificates[0].certificate.0) }
}

async fn revoke(zone: &Zone, issued: &Issued) {
    let [recorded_by, confirmed_by] = zone.officers;
    let (evidence, received_at) = ("Courrier du 20 novembre".parse().unwrap(), zone.now());
    let (token, reason) = (issued.token.clone(), OfficersReason::LostInPost);
    zone.ask(&RevokeByOfficers { token, reason, evidence, recorded_by, confirmed_by, received_at }).await.unwrap();
}

#[tokio::test]
async fn a_pin_is_of_4_to_8_digits_and_a_puk_of_6_and_their_token_is_known() {
    in_a_zone(
        |_| {},
        async |zone| {
            let token = zone.produced(1).await.token;
            for (pin, puk) in [
                ("123", "314159"),
                ("123456789", "314159"),
                ("12345x", "314159"),
                ("٠١٢٣", "314159"),
                ("271828", "31415"),
                ("271828", "3141592"),
                ("271828", "31415x"),
                ("", ""),
            ] {
                let why = zone.station_asks(&activation(&token, pin, puk)).await;
                assert_eq!(why, Err(Failed::Refused(EscrowError::InvalidDigits)), "{pin:?} {puk:?}");
            }
            let unknown = zone.station_asks(&activation(&"ST-00000000FFFF".parse().unwrap(), "271828", "314159")).await;
            assert_eq!(unknown, Err(Failed::Refused(EscrowError::UnknownToken)));
            for pin in ["1234", "12345678"] {
                zone.station_asks(&activation(&token, pin, "314159")).await.unwrap();
            }
        },
    )
    .await;
}

#[tokio::test]
async fn a_pin_leaves_for_the_letter_of_a_token_that_is_valid() {
    in_a_zone(
        |_| {},
        async |zone| {
            assert_eq!(zone.refusal(&ReleasePin { order: order(1) }).await, ReleasePinError::UnknownOrder);
            let issued = zone.produced(1).await;
            assert_eq!(zone.refusal(&ReleasePin { order: order(1) }).await, ReleasePinError::NotEscrowed);
            zone.station_asks(&activation(&issued.token, "271828", "314159")).await.unwrap();
            let released = zone.ask(&ReleasePin { order: order(1) }).await.unwrap();
            assert_eq!((released.token, released.pin.expose()), (issued.token, "271828"));
            let at = zone.now();
            assert_eq!(zone.refusal(&ReleasePin { order: order(1) }).await, ReleasePinError::Released { at });

            let revoked = produced_with_escrow(zone, 2).await;
            revoke(zone, &revoked).await;
            assert_eq!(zone.refusal(&ReleasePin { order: order(2) }).await, ReleasePinError::Revoked);
        },
    )
    .await;
}

#[tokio::test]
async fn a_puk_leaves_to_the_holder_of_a_valid_certificate_by_either_of_the_pair_once() {
    in_a_zone(
        |_| {},
        async |zone| {
            let stranger = ReleasePuk { certificate: Digest::of(b"no certificate") };
            assert_eq!(zone.refusal(&stranger).await, ReleasePukError::UnknownCertificate);
            let issued = zone.produced(1).await;
            assert_eq!(zone.refusal(&puk_of(&issued)).await, ReleasePukError::NotEscrowed);
            zone.station_asks(&activation(&issued.token, "271828", "314159")).await.unwrap();
            let released = zone.ask(&puk_of(&issued)).await.unwrap();
            assert_eq!((&released.token, released.puk.expose()), (&issued.token, "314159"));
            let companion = ReleasePuk { certificate: Digest::of(&issued.certificates[1].certificate.0) };
            assert_eq!(zone.refusal(&companion).await, ReleasePukError::Released { at: zone.now() });

            let revoked = produced_with_escrow(zone, 2).await;
            revoke(zone, &revoked).await;
            assert_eq!(zone.refusal(&puk_of(&revoked)).await, ReleasePukError::Revoked);
        },
    )
    .await;
}

/// Two an hour: the third waits until the first is an hour old. PIN and PUK have budgets of their own.
#[tokio::test]
async fn pins_and_puks_leave_within_budgets_of_their_own_and_again_after_an_hour() {
    in_a_zone(
        |config| (config.pin_releases_per_hour, config.puk_releases_per_hour) = (2, 2),
        async |zone| {
            let mut tokens = Vec::new();
            for number in 1..=3 {
                tokens.push(produced_with_escrow(zone, number).await);
            }
            for number in 1..=2 {
                zone.ask(&ReleasePin { order: order(number) }).await.unwrap();
                zone.pass(10 * MINUTE);
            }
            let (third_pin, retry_after_seconds) = (ReleasePin { order: order(3) }, 40 * 60);
            assert_eq!(zone.refusal(&third_pin).await, ReleasePinError::RateLimited { retry_after_seconds });
            for issued in &tokens[..2] {
                zone.ask(&puk_of(issued)).await.unwrap();
            }
            let retry_after_seconds = 3600;
            assert_eq!(zone.refusal(&puk_of(&tokens[2])).await, ReleasePukError::RateLimited { retry_after_seconds });

            zone.pass(40 * MINUTE);
            zone.ask(&third_pin).await.expect("the first was released an hour ago");
            zone.pass(20 * MINUTE);
            zone.ask(&puk_of(&tokens[2])).await.expect("both were released an hour ago");
        },
    )
    .await;
}

#[tokio::test]
async fn keys_of_dossiers_leave_within_an_hourly_budget_of_orders() {
    in_a_zone(
        |config| config.dossier_keys_per_hour = 2,
        async |zone| {
            let key = async |number| zone.ask(&DossierKey { order: order(number) }).await;
            let first = key(1).await.unwrap();
            let second = key(2).await.unwrap();
            assert_ne!(first.key.expose(), second.key.expose());
            let spent = |seconds| Some(Failed::Refused(DossierKeyError::RateLimited { retry_after_seconds: seconds }));
            assert_eq!(key(3).await.err(), spent(3600));
            zone.pass(59 * MINUTE);
            assert_eq!(key(3).await.err(), spent(60));
            assert_eq!(key(1).await.unwrap().key.expose(), first.key.expose(), "read again, it costs nothing");
            zone.pass(MINUTE);
            key(3).await.unwrap();
            assert_eq!(key(1).await.unwrap().key.expose(), first.key.expose(), "the key of an order stays");
            assert_eq!(key(2).await.err(), spent(3600), "after an hour it counts again");
        },
    )
    .await;
}

/// After a lost answer: the same idempotency key gets the same PIN for a day.
#[tokio::test]
async fn the_same_call_gets_its_pin_again() {
    in_a_zone(
        |_| {},
        async |zone| {
            produced_with_escrow(zone, 1).await;
            let key = IdempotencyKey::generate(&mut SystemRandom);
            let first = zone.portal.call(&ReleasePin { order: order(1) }, key).await.unwrap();
            zone.pass(24 * 60 * MINUTE);
            let again = zone.portal.call(&ReleasePin { order: order(1) }, key).await.unwrap();
            assert_eq!((again.pin.expose(), again.released_at), (first.pin.expose(), first.released_at));
        },
    )
    .await;
}

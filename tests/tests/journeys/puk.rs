//! PUKs: escrowed before they are set, released once.

use std::time::Duration;

use ca_contract::holder::{ReleasePuk, ReleasePukError, ReleasedPuk};
use ca_contract::issuance::{EscrowError, Issued};
use ca_contract::{Failed, IdempotencyKey};
use pki::{Digest, SystemRandom};
use testbed::{CODES, Scenario, Testbed, ask};
use token::{Pin, SoftwareToken, TokenState};

use super::on_every_testbed;

fn release(issued: &Issued, place: usize) -> ReleasePuk {
    ReleasePuk { certificate: Digest::of(&issued.certificates[place].certificate.0) }
}

async fn released(testbed: &Testbed, question: &ReleasePuk, key: IdempotencyKey) -> ReleasedPuk {
    testbed.callers.portal.call(question, key).await.expect("the PUK is released")
}

async fn refused(testbed: &Testbed, question: &ReleasePuk, key: IdempotencyKey) -> ReleasePukError {
    match testbed.callers.portal.call(question, key).await {
        Err(Failed::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

fn fresh() -> IdempotencyKey {
    IdempotencyKey::generate(&mut SystemRandom)
}

#[tokio::test]
async fn a_puk_is_released_once_and_again_only_for_a_repeated_call() {
    on_every_testbed(async |testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000060", "expert-card", Scenario::person(testbed)).await;
        let [main, companion] = [0, 1].map(|place| release(&held.issued, place));
        let by_station = ask(&testbed.callers.station, &main).await;
        assert!(matches!(by_station, Err(Failed::NotAllowed)), "{by_station:?}");
        let key = fresh();
        let first = released(testbed, &main, key).await;
        assert_eq!(first.token, held.issued.token);

        let pin: Pin = "4182".parse().expect("a PIN");
        let mut token = SoftwareToken::open(&held.token).expect("the token");
        let puk = first.puk.expose().parse().expect("six digits");
        token.unblock(&puk, &pin, &mut SystemRandom).expect("the released PUK is the token's");
        assert_eq!(token.state(), TokenState::Personalised { pin_tries_left: 3, puk_tries_left: 3 });

        let again = released(testbed, &main, key).await;
        assert_eq!((again.puk.expose(), again.released_at), (first.puk.expose(), first.released_at));
        let gone = ReleasePukError::Released { at: first.released_at };
        assert_eq!(refused(testbed, &main, fresh()).await, gone, "another idempotency key");
        assert_eq!(refused(testbed, &companion, fresh()).await, gone, "for the other certificate");
        testbed.clock.forward(Duration::from_secs(590));
        assert_eq!(released(testbed, &main, key).await.puk.expose(), first.puk.expose(), "within ten minutes");
        testbed.clock.forward(Duration::from_secs(20));
        assert_eq!(refused(testbed, &main, key).await, gone, "after ten minutes");

        let deposit = Scenario::activation(held.issued.token.as_str(), "739251");
        let again = ask(&testbed.callers.station, &deposit).await;
        assert_eq!(again, Err(Failed::Refused(EscrowError::Released)), "the PUK that the holder wrote down remains valid");
        let releases = testbed.ledger().await.iter().filter(|row| row.action == "puk.released").count();
        assert_eq!(releases, 1, "one release is on record");
        let recorded = [
            "station ReleasePuk not-allowed",
            "portal ReleasePuk released",
            "portal ReleasePuk released",
            "portal ReleasePuk released",
            "station EscrowActivationData released",
        ];
        assert_eq!(testbed.refusals().await, recorded);
    })
    .await;
}

#[tokio::test]
async fn a_puk_is_not_released_before_it_is_escrowed_or_after_revocation() {
    on_every_testbed(async |testbed| {
        let unknown = ReleasePuk { certificate: Digest::of(b"no certificate") };
        assert_eq!(refused(testbed, &unknown, fresh()).await, ReleasePukError::UnknownCertificate);
        let issued = Scenario::issue(testbed, "SC-2026-000061", Scenario::person(testbed), "ST-0061").await;
        assert_eq!(refused(testbed, &release(&issued, 0), fresh()).await, ReleasePukError::NotEscrowed);

        for (puk, pin) in [("73925", "48151623"), ("739251", "481"), ("73925A", "48151623"), ("739251", "481516234")] {
            let mut deposit = Scenario::activation("ST-0061", puk);
            deposit.transport_pin = ca_contract::Confidential::new(pin);
            assert_eq!(
                ask(&testbed.callers.station, &deposit).await,
                Err(Failed::Refused(EscrowError::InvalidDigits)),
                "{pin} {puk}"
            );
        }
        let nowhere = ask(&testbed.callers.station, &Scenario::activation("ST-NOBODY", "739251")).await;
        assert_eq!(nowhere, Err(Failed::Refused(EscrowError::UnknownToken)));
        // An interrupted station escrows another PUK, and the newest is released.
        for puk in ["739251", "604417"] {
            ask(&testbed.callers.station, &Scenario::activation("ST-0061", puk)).await.expect("PIN and PUK are in escrow");
        }
        let question = release(&issued, 0);
        let set =
            ca_contract::holder::SetCode { certificate: question.certificate, code: ca_contract::Confidential::new(CODES[0]) };
        ask(&testbed.callers.portal, &set).await.expect("the code is set");
        let key = fresh();
        assert_eq!(released(testbed, &question, key).await.puk.expose(), "604417");
        Scenario::revoke(testbed, CODES[0]).await;
        assert_eq!(refused(testbed, &question, key).await, ReleasePukError::Revoked, "even for the same request");
    })
    .await;
}

#[tokio::test]
async fn twenty_puks_an_hour_are_released_and_the_next_must_wait() {
    on_every_testbed(async |testbed| {
        let mut tokens = Vec::new();
        for number in 0..21 {
            let (order, token) = (format!("SC-2026-0001{number:02}"), format!("ST-01{number:02}"));
            let issued = Scenario::issue(testbed, &order, Scenario::person(testbed), &token).await;
            ask(&testbed.callers.station, &Scenario::activation(&token, "739251")).await.expect("PIN and PUK are in escrow");
            tokens.push(issued);
        }
        for issued in &tokens[..20] {
            released(testbed, &release(issued, 0), fresh()).await;
        }
        let last = release(&tokens[20], 0);
        let refusal = refused(testbed, &last, fresh()).await;
        let ReleasePukError::RateLimited { retry_after_seconds } = refusal else { panic!("{refusal:?}") };
        assert!((3500..=3600).contains(&retry_after_seconds), "{retry_after_seconds} s");
        testbed.clock.forward(Duration::from_secs(3600));
        released(testbed, &last, fresh()).await;
        assert_eq!(testbed.refusals().await, ["portal ReleasePuk rate-limited"]);
    })
    .await;
}

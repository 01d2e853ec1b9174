//! PUKs: escrowed before they are set, released once.

use std::time::Duration;

use ca_contract::holder::{ReleasePuk, ReleasePukError, ReleasedPuk};
use ca_contract::issuance::{Issued, SealError};
use ca_contract::{Failed, IdempotencyKey};
use pki::{Digest, SystemRandom};
use stage::{CODES, Cast, Stage, ask};
use token::{Pin, SoftwareToken, TokenState};

use super::on_every_stage;

fn release(issued: &Issued, place: usize) -> ReleasePuk {
    ReleasePuk { certificate: Digest::of(&issued.certificates[place].certificate.0) }
}

async fn released(stage: &Stage, question: &ReleasePuk, key: IdempotencyKey) -> ReleasedPuk {
    stage.callers.portal.call(question, key).await.expect("the PUK is released")
}

async fn refused(stage: &Stage, question: &ReleasePuk, key: IdempotencyKey) -> ReleasePukError {
    match stage.callers.portal.call(question, key).await {
        Err(Failed::Refused(refusal)) => refusal,
        other => panic!("it was to be refused: {other:?}"),
    }
}

fn fresh() -> IdempotencyKey {
    IdempotencyKey::generate(&mut SystemRandom)
}

#[tokio::test]
async fn a_puk_is_released_once_and_again_only_for_a_repeated_call() {
    on_every_stage(async |stage| {
        let held = Cast::produce(stage, "SC-2026-000060", "expert-card", Cast::person(stage)).await;
        let [main, companion] = [0, 1].map(|place| release(&held.issued, place));
        let by_station = ask(&stage.callers.station, &main).await;
        assert!(matches!(by_station, Err(Failed::NotAllowed)), "{by_station:?}");
        let key = fresh();
        let first = released(stage, &main, key).await;
        assert_eq!(first.token, held.issued.token);

        let pin: Pin = "4182".parse().expect("a PIN");
        let mut token = SoftwareToken::open(&held.token).expect("the token");
        let puk = first.puk.expose().parse().expect("six digits");
        token.unblock(&puk, &pin, &mut SystemRandom).expect("it is the token's PUK");
        assert_eq!(token.state(), TokenState::Personalised { pin_tries_left: 3, puk_tries_left: 3 });

        let again = released(stage, &main, key).await;
        assert_eq!((again.puk.expose(), again.released_at), (first.puk.expose(), first.released_at));
        let gone = ReleasePukError::Released { at: first.released_at };
        assert_eq!(refused(stage, &main, fresh()).await, gone, "another question");
        assert_eq!(refused(stage, &companion, fresh()).await, gone, "by the other certificate");
        stage.clock.forward(Duration::from_secs(590));
        assert_eq!(released(stage, &main, key).await.puk.expose(), first.puk.expose(), "within ten minutes");
        stage.clock.forward(Duration::from_secs(20));
        assert_eq!(refused(stage, &main, key).await, gone, "after ten minutes");

        let seal = Cast::activation(held.issued.token.as_str(), "739251");
        let sealed = ask(&stage.callers.station, &seal).await;
        assert_eq!(sealed, Err(Failed::Refused(SealError::Released)), "what the holder noted stays true");
        let releases = stage.ledger().await.iter().filter(|row| row.action == "puk.released").count();
        assert_eq!(releases, 1, "one release is on record");
        let recorded = [
            "station ReleasePuk not-allowed",
            "portal ReleasePuk released",
            "portal ReleasePuk released",
            "portal ReleasePuk released",
            "station SealActivation released",
        ];
        assert_eq!(stage.refusals().await, recorded);
    })
    .await;
}

#[tokio::test]
async fn a_puk_is_not_released_before_it_is_escrowed_or_after_revocation() {
    on_every_stage(async |stage| {
        let unknown = ReleasePuk { certificate: Digest::of(b"no certificate") };
        assert_eq!(refused(stage, &unknown, fresh()).await, ReleasePukError::UnknownCertificate);
        let issued = Cast::issue(stage, "SC-2026-000061", Cast::person(stage), "ST-0061").await;
        assert_eq!(refused(stage, &release(&issued, 0), fresh()).await, ReleasePukError::NothingSealed);

        for (puk, pin) in [("73925", "48151623"), ("739251", "481"), ("73925A", "48151623"), ("739251", "481516234")] {
            let mut seal = Cast::activation("ST-0061", puk);
            seal.transport_pin = ca_contract::Confidential::new(pin);
            assert_eq!(ask(&stage.callers.station, &seal).await, Err(Failed::Refused(SealError::NotDigits)), "{pin} {puk}");
        }
        let nowhere = ask(&stage.callers.station, &Cast::activation("ST-NOBODY", "739251")).await;
        assert_eq!(nowhere, Err(Failed::Refused(SealError::UnknownToken)));
        // An interrupted station escrows another PUK, and the newest is released.
        for puk in ["739251", "604417"] {
            ask(&stage.callers.station, &Cast::activation("ST-0061", puk)).await.expect("PIN and PUK are sealed");
        }
        let question = release(&issued, 0);
        let set =
            ca_contract::holder::SetCode { certificate: question.certificate, code: ca_contract::Confidential::new(CODES[0]) };
        ask(&stage.callers.portal, &set).await.expect("the code is set");
        let key = fresh();
        assert_eq!(released(stage, &question, key).await.puk.expose(), "604417");
        Cast::revoke(stage, CODES[0]).await;
        assert_eq!(refused(stage, &question, key).await, ReleasePukError::Revoked, "even to the same question");
    })
    .await;
}

#[tokio::test]
async fn twenty_puks_an_hour_are_released_and_the_next_must_wait() {
    on_every_stage(async |stage| {
        let mut tokens = Vec::new();
        for number in 0..21 {
            let (order, token) = (format!("SC-2026-0001{number:02}"), format!("ST-01{number:02}"));
            let issued = Cast::issue(stage, &order, Cast::person(stage), &token).await;
            ask(&stage.callers.station, &Cast::activation(&token, "739251")).await.expect("PIN and PUK are sealed");
            tokens.push(issued);
        }
        for issued in &tokens[..20] {
            released(stage, &release(issued, 0), fresh()).await;
        }
        let last = release(&tokens[20], 0);
        let refusal = refused(stage, &last, fresh()).await;
        let ReleasePukError::BudgetSpent { retry_after_seconds } = refusal else { panic!("{refusal:?}") };
        assert!((3500..=3600).contains(&retry_after_seconds), "{retry_after_seconds} s");
        stage.clock.forward(Duration::from_secs(3600));
        released(stage, &last, fresh()).await;
        assert_eq!(stage.refusals().await, ["portal ReleasePuk budget-spent"]);
    })
    .await;
}

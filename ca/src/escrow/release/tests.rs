//! Limits on releases from escrow. PIN and PUK are tested with the same cases.

use ca_contract::issuance::{EscrowActivationData, EscrowError};
use ca_contract::{Caller, IdempotencyKey, access_to};
use pki::{Digest, SystemRandom};
use serde_json::json;

use super::*;
use crate::fixtures::{NOW, fresh, token, with_authority};

fn call() -> Call {
    let (key, access) = (IdempotencyKey::generate(&mut SystemRandom), access_to("ReleasePin").unwrap());
    Call { caller: Caller::Portal, key, access, request_digest: Digest::of(b"question"), received_at: NOW }
}

async fn produced(core: &Core, number: u32) -> TokenNumber {
    let mut act = Act::begin(core, "test").await.unwrap();
    let token = token(act.tx(), &format!("ST-{number:012X}"), &format!("SC-2026-{number:06}"), fresh()).await;
    act.commit().await.unwrap();
    token
}

async fn deposit(core: &Core, token: &TokenNumber, digits: &str) -> Result<(), Fault<EscrowError>> {
    let digits = Confidential::new(digits);
    let activation = EscrowActivationData { token: token.clone(), transport_pin: digits.clone(), puk: digits };
    call().perform(core, activation).await.map(drop)
}

/// The released digits, and when they were first released.
async fn released(
    core: &Core,
    secret: &Secret,
    call: &Call,
    token: &TokenNumber,
) -> Result<(String, Timestamp), Fault<NotReleased>> {
    let mut act = Act::begin(core, "test").await.unwrap();
    let (digits, at) = secret.release::<NotReleased>(&mut act, call, token, json!({})).await?;
    act.commit().await.unwrap();
    Ok((digits.expose().to_owned(), at))
}

#[tokio::test]
async fn a_secret_is_released_once_and_repeatedly_only_to_the_same_call() {
    with_authority(async |core| {
        for (number, secret) in (1..).zip([PIN, PUK]) {
            let token = produced(core, number).await;
            let (first, other) = (call(), call());
            let nothing = released(core, &secret, &first, &token).await;
            assert!(matches!(nothing, Err(Fault::Refused(NotReleased::NotEscrowed))));

            deposit(core, &token, "271828").await.unwrap();
            assert_eq!(released(core, &secret, &first, &token).await.unwrap(), ("271828".to_owned(), NOW));
            assert_eq!(released(core, &secret, &first, &token).await.unwrap(), ("271828".to_owned(), NOW));
            let refused = released(core, &secret, &other, &token).await;
            assert!(matches!(refused, Err(Fault::Refused(NotReleased::Released { at: NOW }))));

            let elsewhere = produced(core, number + 10).await;
            let reused = released(core, &secret, &first, &elsewhere).await;
            assert!(matches!(reused, Err(Fault::Invalid(_))), "a key can release the secret of only one token");
        }
    })
    .await;
}

/// A day for the letter of a PIN, ten minutes for a PUK (M12).
#[tokio::test]
async fn the_same_call_is_refused_after_its_time() {
    with_authority(async |core| {
        for (number, secret, minutes) in [(1, PIN, 24 * 60), (2, PUK, 10)] {
            let token = produced(core, number).await;
            deposit(core, &token, "271828").await.unwrap();
            let call = call();
            released(core, &secret, &call, &token).await.unwrap();
            let back_then = |later: u64| NOW.minus(Duration::from_secs(60 * minutes)).minus(Duration::from_millis(later));
            for (late, at) in [(false, back_then(0)), (true, back_then(1))] {
                let mut act = Act::begin(core, "test").await.unwrap();
                let sql = format!("update {} set released_at = $1 where token = $2", secret.releases.name());
                act.tx().execute(AssertSqlSafe(sql), &[at.into(), token.as_str().into()]).await.unwrap();
                act.commit().await.unwrap();
                let again = released(core, &secret, &call, &token).await;
                assert_eq!(matches!(again, Err(Fault::Refused(NotReleased::Released { .. }))), late, "{}", secret.kind);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_new_deposit_voids_a_released_pin_and_is_refused_after_a_released_puk() {
    with_authority(async |core| {
        let token = produced(core, 1).await;
        deposit(core, &token, "271828").await.unwrap();
        released(core, &PIN, &call(), &token).await.unwrap();
        deposit(core, &token, "314159").await.unwrap();
        assert_eq!(released(core, &PIN, &call(), &token).await.unwrap().0, "314159");
        assert_eq!(released(core, &PUK, &call(), &token).await.unwrap().0, "314159");
        assert!(matches!(deposit(core, &token, "161803").await, Err(Fault::Refused(EscrowError::Released))));
    })
    .await;
}

/// The fixture's configuration allows five an hour.
#[tokio::test]
async fn no_more_secrets_are_released_within_an_hour_than_the_budget_allows() {
    with_authority(async |core| {
        for (first, secret) in [(10, PIN), (20, PUK)] {
            for number in first..=first + 5 {
                let token = produced(core, number).await;
                deposit(core, &token, "271828").await.unwrap();
                let outcome = released(core, &secret, &call(), &token).await;
                let spent = matches!(outcome, Err(Fault::Refused(NotReleased::RateLimited { retry_after_seconds: 3600 })));
                assert_eq!(spent, number == first + 5, "{} {number}", secret.kind);
            }
        }
    })
    .await;
}

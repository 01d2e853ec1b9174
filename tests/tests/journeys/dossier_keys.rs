//! Dossier keys: generated once per order and kept permanently.

use std::time::Duration;

use ca_contract::escrow::{DossierKey, DossierKeyError};
use ca_contract::{Der, Failed};
use testbed::{Testbed, ask};

use super::budgeted::on_every_budgeted_testbed;
use super::on_every_testbed;

const HOUR: Duration = Duration::from_secs(3600);

async fn key_of(testbed: &Testbed, order: &str) -> Result<Vec<u8>, DossierKeyError> {
    let question = DossierKey { order: order.parse().expect("an order number") };
    match ask(&testbed.callers.portal, &question).await {
        Ok(answer) => Ok(serde_json::from_value::<Der>(answer.key.expose().into()).expect("padded base64").0),
        Err(Failed::Refused(refusal)) => Err(refusal),
        Err(other) => panic!("{other}"),
    }
}

/// The ledger rows about dossier keys, in order.
async fn recorded(testbed: &Testbed) -> Vec<String> {
    let rows = testbed.ledger().await.into_iter().filter(|row| row.action.starts_with("dossier-key."));
    rows.map(|row| format!("{} {}", row.action, row.subject)).collect()
}

#[tokio::test]
async fn an_order_has_one_permanent_key_and_its_release_is_recorded_once_an_hour() {
    on_every_testbed(async |testbed| {
        let first = key_of(testbed, "SC-2026-000340").await.expect("a key, although nothing was approved");
        assert_eq!(first.len(), 32);
        assert_ne!(key_of(testbed, "SC-2026-000341").await, Ok(first.clone()), "each order has its own key");
        for _ in 0..3 {
            assert_eq!(key_of(testbed, "SC-2026-000340").await, Ok(first.clone()));
        }
        assert_eq!(recorded(testbed).await, ["dossier-key.made SC-2026-000340", "dossier-key.made SC-2026-000341"]);
        testbed.clock.forward(HOUR);
        for _ in 0..2 {
            assert_eq!(key_of(testbed, "SC-2026-000340").await, Ok(first.clone()));
        }
        assert_eq!(recorded(testbed).await[2..], ["dossier-key.released SC-2026-000340"]);

        let by_station = DossierKey { order: "SC-2026-000340".parse().expect("an order number") };
        let refusal = ask(&testbed.callers.station, &by_station).await;
        assert!(matches!(refusal, Err(Failed::NotAllowed)), "{refusal:?}");
    })
    .await;
}

#[tokio::test]
async fn beyond_the_hourly_budget_a_new_order_must_wait_and_released_ones_need_not() {
    on_every_budgeted_testbed("dossier_keys_per_hour = 2", async |testbed| {
        let first = key_of(testbed, "SC-2026-000342").await.expect("a key");
        key_of(testbed, "SC-2026-000343").await.expect("a key");
        for _ in 0..2 {
            let refusal = key_of(testbed, "SC-2026-000344").await.expect_err("a third order");
            let DossierKeyError::RateLimited { retry_after_seconds } = refusal;
            assert!((3500..=3600).contains(&retry_after_seconds), "{retry_after_seconds} s");
        }
        assert_eq!(key_of(testbed, "SC-2026-000342").await, Ok(first), "within the hour the same order does not count again");
        testbed.clock.forward(HOUR);
        key_of(testbed, "SC-2026-000344").await.expect("a key");
        assert_eq!(testbed.refusals().await, vec!["portal DossierKey rate-limited"; 2]);
    })
    .await;
}

//! Automatic renewal while the zones run: CRLs, responders' keys, the listener's certificate, the seal.

use std::time::Duration;

use ca_contract::issuance::ListIssuers;
use chassis::ledger::Recorded;
use pki::ocsp::CertStatus;
use testbed::{CODES, Engine, Scenario, Testbed, Transport, ask, identity, until};

use super::wire::Wire;
use super::{fresh_postgres, on_testbed, receipt};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn issued(row: &Recorded, profile: &str) -> bool {
    row.action == "certificate.issued" && row.detail.contains(&format!("\"profile\":\"{profile}\""))
}

#[tokio::test]
async fn everything_that_expires_is_renewed_while_the_zones_run() {
    let scenario = async |testbed: &Testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000090", "expert-card", Scenario::person(testbed)).await;
        Scenario::define_codes(testbed, &held).await;
        let main = &held.issued.certificates[0];
        let first = testbed.status_of(main).await;
        let portal = Wire::showing(testbed, Some(&identity(&testbed.installation, "portal")));
        let shown = portal.shown_by_the_listener().await.expect("a handshake");

        testbed.clock.forward(DAY / 2);
        until("a CRL 12 h after the last", async || (testbed.crl("advanced").await.number == first.crl_number + 1).then_some(()))
            .await;
        testbed.clock.forward(DAY * 19 / 2);
        let second = until("a responder's key after 10 days", async || {
            let told = testbed.fresh_status_of(main).await;
            (told.responder != first.responder).then_some(told)
        })
        .await;
        assert_eq!(second.status, CertStatus::Good);
        assert!(
            second.responder.validity().not_before() < first.responder.validity().not_after(),
            "old and new certificate overlap"
        );
        assert_ne!(second.responder.public_key(), first.responder.public_key(), "the new certificate has a new key");

        testbed.clock.forward(15 * DAY);
        let renewed = until("the listener's certificate after 25 days", async || {
            let wire = Wire::showing(testbed, Some(&identity(&testbed.installation, "portal")));
            wire.shown_by_the_listener().await.filter(|now| *now != shown)
        })
        .await;
        assert_ne!(renewed.public_key(), shown.public_key());
        ask(&testbed.callers.portal, &ListIssuers {}).await.expect("a pinned caller can still call");
        testbed.until_reachable().await;

        testbed.clock.forward(245 * DAY);
        until("the seal after nine months", async || {
            let rows = testbed.ledger().await;
            (rows.iter().filter(|row| issued(row, "seal")).count() == 2).then_some(())
        })
        .await;
        until("a root's CRL after five months", async || (testbed.crl("root-advanced").await.number == 2).then_some(())).await;
        testbed.until_reachable().await;
        testbed.until_ready().await;
        let summary = Scenario::revoke(testbed, CODES[0]).await;
        let receipt = receipt::verified(testbed, summary.request).await;
        assert!(receipt.effective, "after nine months a revocation still goes live and its receipt is signed");
        assert!(matches!(testbed.status_of(main).await.status, CertStatus::Revoked { .. }));
    };
    for engine in [Engine::Sqlite, fresh_postgres().await] {
        on_testbed(Testbed::open(engine, Transport::MutualTls).await, &scenario).await;
    }
}

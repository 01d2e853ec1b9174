//! Malformed rows cause an incident with an identifier, logged once with table and key, and not an error that suggests a retry.

use ca_contract::Failed;
use ca_contract::escrow::DossierKey;
use ca_contract::issuance::ListApproved;
use ca_contract::statement::OrderNumber;
use test_databases::Log;
use testbed::{Engine, Scenario, Testbed, Transport, ask};

const BROKEN: &str = "SC-2026-000001";
const SOUND: &str = "SC-2026-000002";

fn order(number: &str) -> OrderNumber {
    number.parse().expect("an order number")
}

async fn execute(testbed: &Testbed, sql: &'static str) {
    let db = testbed.database().await;
    let mut tx = db.begin_write().await.expect("a transaction");
    assert_eq!(tx.execute(sql, &[]).await, Ok(1), "{sql}");
    tx.commit().await.expect("it is committed");
    db.close().await;
}

#[tokio::test]
async fn a_malformed_row_of_the_ca_is_an_incident_over_both_transports() {
    for transport in [Transport::InProcess, Transport::MutualTls] {
        let testbed = Testbed::open(Engine::Sqlite, transport).await;
        let portal = &testbed.callers.portal;
        // Another row for each transport, because an incident is logged once an hour.
        let number = if transport == Transport::InProcess { BROKEN } else { SOUND };
        ask(portal, &DossierKey { order: order(number) }).await.expect("a key is generated");
        execute(&testbed, "update dossier_keys set sealed = x'00'").await;

        let log = Log::start();
        let told = ask(portal, &DossierKey { order: order(number) }).await;
        let Err(Failed::Incident { id }) = told else { panic!("{told:?}") };
        let again = ask(portal, &DossierKey { order: order(number) }).await;
        assert!(matches!(&again, Err(Failed::Incident { id: same }) if *same == id), "{again:?}");
        let lines = log.lines_with(&[&id]);
        let [line] = lines.as_slice() else { panic!("{lines:?}") };
        for part in ["ERROR", "dossier_keys.sealed", &format!("order_number {number}")] {
            assert!(line.contains(part), "{part}: {line}");
        }
        testbed.close().await;
    }
}

#[tokio::test]
async fn an_approval_that_cannot_be_decrypted_does_not_block_others() {
    let testbed = Testbed::open(Engine::Sqlite, Transport::InProcess).await;
    for number in [BROKEN, SOUND] {
        let statement = Scenario::statement(&testbed, number, "expert-card", Scenario::person(&testbed));
        Scenario::approve(&testbed, statement).await;
    }
    execute(&testbed, "update approvals set statement = x'00' where order_number = 'SC-2026-000001'").await;
    let log = Log::start();
    let listed = ask(&testbed.callers.station, &ListApproved { at_most: 10 }).await.expect("a list");
    assert_eq!(listed.iter().map(|approved| approved.order.as_str()).collect::<Vec<_>>(), [SOUND]);
    assert_eq!(log.lines_with(&["ERROR", "approvals.statement", "order_number SC-2026-000001"]).len(), 1);
    testbed.close().await;
}

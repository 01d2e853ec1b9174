//! Attacks by someone who has the portal's database and its key (docs/threats.md); `compromised_portal` covers the key alone.

use chassis::db::Value;
use chassis::ledger;
use demo::actors::KERVADEC;
use station::{self, StationError};
use testbed::office::Office;
use testbed::{Engine, Transport};

use super::fresh_postgres;
use super::people::KERVADEC_EMAIL;
use super::placed::Placed;

/// An order is inserted as reviewed and authorised into the portal's database: the station, which asks the CA, finds nothing. Changing a
/// row of the ledger is detected.
#[tokio::test]
async fn an_order_inserted_into_the_database_produces_nothing_and_a_changed_ledger_row_is_detected() {
    for engine in [Engine::Sqlite, fresh_postgres().await] {
        let office = Office::open(engine, Transport::MutualTls).await;
        let order = Placed::by(&office, KERVADEC_EMAIL, KERVADEC).await;
        order.pay().await;
        order.hand_in().await;
        order.examined(&office).await;

        let db = office.database().await;
        let mut tx = db.begin_write().await.expect("the database is written");
        tx.execute("update orders set state = $1", &[Value::from("authorised")]).await.expect("orders");
        tx.commit().await.expect("committed");
        let number = order.number.parse().expect("a number");
        let token = office.testbed.path("stolen.token");
        let produced = station::personalise(&office.testbed.callers.station, Some(&number), &token).await;
        assert!(matches!(produced, Err(StationError::NothingApproved(_))), "nothing is produced");
        assert!(
            office.testbed.ledger().await.iter().all(|row| !row.action.starts_with("issuance.")),
            "nothing was even intended"
        );

        let mut tx = db.begin_write().await.expect("the database is written");
        let sql = "update ledger set detail = $1 where action = 'piece.viewed'";
        assert!(tx.execute(sql, &[Value::from("{}")]).await.expect("the ledger") > 0, "an attacker changes a row of the ledger");
        assert!(ledger::verify(&mut tx).await.is_err(), "the chain detects it");
        drop(tx);
        db.close().await;
        office.close().await;
    }
}

//! Attacks by whoever holds the portal's database beside its identity (docs/threats.md); with the identity alone: `captured_portal`.

use chassis::db::Value;
use chassis::ledger;
use demo::cast::KERVADEC;
use stage::office::Office;
use stage::{Engine, Transport};
use station::{self, StationError};

use super::fresh_postgres;
use super::people::KERVADEC_EMAIL;
use super::placed::Placed;

/// An order that is written reviewed and authorised into the portal's database: the station, which asks the certificate authority, finds
/// nothing; and a row that is changed afterwards shows.
#[tokio::test]
async fn what_is_written_into_its_database_produces_nothing_and_what_is_rewritten_shows() {
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
        let token = office.stage.path("stolen.token");
        let produced = station::personalise(&office.stage.callers.station, Some(&number), &token).await;
        assert!(matches!(produced, Err(StationError::NothingApproved(_))), "nothing is produced");
        assert!(office.stage.ledger().await.iter().all(|row| !row.action.starts_with("issuance.")), "nothing was even intended");

        let mut tx = db.begin_write().await.expect("the database is written");
        let sql = "update ledger set detail = $1 where action = 'piece.viewed'";
        assert!(tx.execute(sql, &[Value::from("{}")]).await.expect("the ledger") > 0, "somebody covers tracks");
        assert!(ledger::verify(&mut tx).await.is_err(), "the chain says so");
        drop(tx);
        db.close().await;
        office.close().await;
    }
}

//! Rows that cannot be read.

use test_databases::Log;

use super::in_an_office;
use crate::fault::{Failure, Fault};

#[tokio::test]
async fn an_unreadable_order_is_logged_once_as_an_incident_with_its_row() {
    in_an_office(async |office| {
        let order = office.begin().await.id;
        let mut tx = office.registration.core.db.begin_write().await.unwrap();
        // As an earlier release wrote it.
        let change = "update orders set facts = '{\"state\":\"secret\"}', encrypted = null where id = $1";
        tx.execute(change, &[order.into()]).await.unwrap();
        tx.commit().await.unwrap();

        let log = Log::start();
        let mut incidents = Vec::new();
        for _ in 0..2 {
            match office.registration.orders.order(office.account, order).await {
                Err(Fault::Failed(Failure::Incident(id))) => incidents.push(id.to_string()),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(incidents[0], incidents[1]);
        let lines = log.lines_with(&[&incidents[0]]);
        let [line] = lines.as_slice() else { panic!("{lines:?}") };
        let row = format!("id {}", order.to_string().replace('-', ""));
        assert!(line.contains("ERROR") && line.contains("orders.facts") && line.contains(&row), "{line}");
        assert!(!line.contains("secret"), "{line}");
    })
    .await;
}

//! The effects of an act, on both engines.

use std::sync::Mutex;

use serde_json::json;

use super::*;
use crate::db::DatabaseUrl;
use test_databases::on_both_engines;

const NOW: Timestamp = Timestamp::from_millis(1_795_338_000_000);

struct Office {
    db: Db,
    announced: Mutex<Vec<&'static str>>,
}

impl Office {
    async fn open(url: &DatabaseUrl) -> Self {
        let db = Db::open(url).await.unwrap();
        db.migrate(&[ledger::MIGRATION]).await.unwrap();
        Self { db, announced: Mutex::default() }
    }

    async fn recorded(&self) -> Vec<(String, String, Timestamp)> {
        let mut tx = self.db.begin_read().await.unwrap();
        let entries = ledger::entries(&mut tx, 0, 10).await.unwrap();
        entries.into_iter().map(|entry| (entry.actor, entry.action, entry.at)).collect()
    }
}

impl Zone for Office {
    type Announcement = &'static str;

    fn database(&self) -> &Db {
        &self.db
    }

    fn now(&self) -> Timestamp {
        NOW
    }

    async fn announce(&self, announcement: &'static str) {
        self.announced.lock().unwrap().push(announcement);
    }
}

async fn two_decisions(act: &mut Act<'_, Office>) -> Result<(), StoreError> {
    act.record("order.reviewed", "SC-2026-000001", json!({})).await?;
    act.announce("orders");
    act.record("order.authorised", "SC-2026-000001", json!({})).await?;
    act.announce("orders");
    act.announce("approvals");
    Ok(())
}

#[tokio::test]
async fn a_committed_act_is_recorded_and_makes_each_announcement_once() {
    on_both_engines(async |url| {
        let office = Office::open(&url).await;
        let mut act = Act::begin(&office, "officer 7").await.unwrap();
        two_decisions(&mut act).await.unwrap();
        assert!(office.announced.lock().unwrap().is_empty(), "announced before the commit");
        act.commit().await.unwrap();
        let row = |action: &str| ("officer 7".to_owned(), action.to_owned(), NOW);
        assert_eq!(office.recorded().await, [row("order.reviewed"), row("order.authorised")]);
        assert_eq!(*office.announced.lock().unwrap(), ["orders", "approvals"]);
    })
    .await;
}

#[tokio::test]
async fn a_consequence_is_recorded_under_the_name_of_its_actor() {
    on_both_engines(async |url| {
        let office = Office::open(&url).await;
        let mut act = Act::begin(&office, "officer 7").await.unwrap();
        act.record("payment.received", "SC-2026-000001", json!({})).await.unwrap();
        act.record_as("portal", "invoice.issued", "F-2026-000001", json!({})).await.unwrap();
        act.commit().await.unwrap();
        let row = |actor: &str, action: &str| (actor.to_owned(), action.to_owned(), NOW);
        assert_eq!(office.recorded().await, [row("officer 7", "payment.received"), row("portal", "invoice.issued")]);
    })
    .await;
}

#[tokio::test]
async fn an_act_that_is_dropped_leaves_nothing() {
    on_both_engines(async |url| {
        let office = Office::open(&url).await;
        let mut act = Act::begin(&office, "officer 7").await.unwrap();
        two_decisions(&mut act).await.unwrap();
        drop(act);
        assert_eq!(office.recorded().await, []);
        assert!(office.announced.lock().unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_act_with_a_failed_statement_neither_commits_nor_announces() {
    on_both_engines(async |url| {
        let office = Office::open(&url).await;
        let mut act = Act::begin(&office, "officer 7").await.unwrap();
        two_decisions(&mut act).await.unwrap();
        act.tx().execute("insert into no_such_table (id) values ($1)", &[1_i64.into()]).await.unwrap_err();
        assert_eq!(act.commit().await, Err(StoreError::Aborted));
        assert_eq!(office.recorded().await, []);
        assert!(office.announced.lock().unwrap().is_empty());
    })
    .await;
}

//! Tampering is detected, on both engines.

use serde_json::json;

use super::*;
use crate::db::{DatabaseUrl, Db};
use test_databases::on_both_engines;

async fn with_five_entries(url: &DatabaseUrl) -> Db {
    let db = Db::open(url).await.unwrap();
    db.migrate(&[MIGRATION]).await.unwrap();
    let mut tx = db.begin_write().await.unwrap();
    for number in 1..=5 {
        let subject = format!("order {number}");
        let entry = Entry { actor: "officer 1", action: "order.reviewed", subject: &subject, detail: json!({"number": number}) };
        assert_eq!(append(&mut tx, Timestamp::from_millis(number), &entry).await, Ok(number));
    }
    tx.commit().await.unwrap();
    db
}

async fn after(db: &Db, tampering: &[&'static str]) -> Result<Verified, LedgerFault> {
    let mut tx = db.begin_write().await.unwrap();
    for statement in tampering {
        tx.execute(*statement, &[]).await.unwrap();
    }
    verify(&mut tx).await
}

#[tokio::test]
async fn an_unaltered_ledger_verifies() {
    on_both_engines(async |url| {
        let db = with_five_entries(&url).await;
        let last = entries(&mut db.begin_read().await.unwrap(), 4, 10).await.unwrap();
        assert_eq!(verify(&mut db.begin_read().await.unwrap()).await, Ok(Verified { entries: 5, head: last[0].hash }));
    })
    .await;
}

#[tokio::test]
async fn an_empty_ledger_verifies() {
    on_both_engines(async |url| {
        let db = Db::open(&url).await.unwrap();
        db.migrate(&[MIGRATION]).await.unwrap();
        assert_eq!(verify(&mut db.begin_read().await.unwrap()).await.map(|verified| verified.entries), Ok(0));
    })
    .await;
}

#[tokio::test]
async fn an_altered_field_is_found() {
    on_both_engines(async |url| {
        let db = with_five_entries(&url).await;
        for statement in [
            "update ledger set at = at + 1 where idx = 3",
            "update ledger set actor = 'officer 2' where idx = 3",
            "update ledger set action = 'order.authorised' where idx = 3",
            "update ledger set subject = 'order 4' where idx = 3",
            "update ledger set detail = '{}' where idx = 3",
            "update ledger set hash = previous where idx = 3",
            // The same octets, divided differently.
            "update ledger set actor = 'officer 1order', action = '.reviewed' where idx = 3",
        ] {
            assert_eq!(after(&db, &[statement]).await, Err(LedgerFault::Altered(3)), "{statement}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_removed_or_moved_row_is_found() {
    on_both_engines(async |url| {
        let db = with_five_entries(&url).await;
        assert_eq!(after(&db, &["delete from ledger where idx = 3"]).await, Err(LedgerFault::Misplaced(4)));
        let closed = ["delete from ledger where idx = 1", "update ledger set idx = idx - 1 where idx = 2"];
        assert_eq!(after(&db, &closed).await, Err(LedgerFault::Misplaced(1)));
        let exchanged = [
            "update ledger set idx = 9 where idx = 2",
            "update ledger set idx = 2 where idx = 3",
            "update ledger set idx = 3 where idx = 9",
        ];
        assert_eq!(after(&db, &exchanged).await, Err(LedgerFault::Misplaced(2)));
        let before_all =
            "insert into ledger select -7, at, actor, action, subject, detail, previous, hash from ledger where idx = 1";
        assert_eq!(after(&db, &[before_all]).await, Err(LedgerFault::Misplaced(-7)));
    })
    .await;
}

#[tokio::test]
async fn a_removed_end_is_found() {
    on_both_engines(async |url| {
        let db = with_five_entries(&url).await;
        let cut = Err(LedgerFault::WrongHead { found: 4, named: 5 });
        assert_eq!(after(&db, &["delete from ledger where idx = 5"]).await, cut);
        let headless = Err(LedgerFault::WrongHead { found: 5, named: 0 });
        assert_eq!(after(&db, &["delete from ledger_head"]).await, headless);
        let mended = ["delete from ledger where idx = 5", "update ledger_head set idx = 4"];
        assert_eq!(after(&db, &mended).await, Err(LedgerFault::WrongHead { found: 4, named: 4 }));
    })
    .await;
}

#[tokio::test]
async fn an_entry_is_rolled_back_with_the_transaction_of_its_act() {
    on_both_engines(async |url| {
        let db = with_five_entries(&url).await;
        let entry = Entry { actor: "officer 1", action: "order.rejected", subject: "order 6", detail: json!({}) };
        let mut tx = db.begin_write().await.unwrap();
        assert_eq!(append(&mut tx, Timestamp::from_millis(6), &entry).await, Ok(6));
        drop(tx);
        let mut tx = db.begin_write().await.unwrap();
        assert_eq!(append(&mut tx, Timestamp::from_millis(7), &entry).await, Ok(6));
        tx.commit().await.unwrap();
        let mut tx = db.begin_read().await.unwrap();
        assert_eq!(verify(&mut tx).await.map(|verified| verified.entries), Ok(6));
        assert_eq!(entries(&mut tx, 5, 10).await.unwrap()[0].at, Timestamp::from_millis(7));
        assert_eq!(entries(&mut tx, 0, 2).await.unwrap().len(), 2);
    })
    .await;
}

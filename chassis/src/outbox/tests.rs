//! Delivery at least once, by one worker at a time, on both engines.

use super::*;
use crate::db::{DatabaseUrl, Db};
use test_databases::on_both_engines;

const LEASE: Duration = Duration::from_secs(60);

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1000)
}

async fn with_messages(url: &DatabaseUrl, count: u8) -> Db {
    let db = Db::open(url).await.unwrap();
    db.migrate(&[MIGRATION]).await.unwrap();
    let mut tx = db.begin_write().await.unwrap();
    for number in 0..count {
        enqueue(&mut tx, at(0), "mail", &[number]).await.unwrap();
    }
    tx.commit().await.unwrap();
    db
}

async fn claim_at(db: &Db, now: Timestamp, at_most: u32) -> Vec<Message> {
    let mut tx = db.begin_write().await.unwrap();
    let claimed = claim(&mut tx, now, "mail", LEASE, at_most).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

async fn fail_at(db: &Db, message: &Message, now: Timestamp) {
    let mut tx = db.begin_write().await.unwrap();
    failed(&mut tx, message, now, "the server does not answer").await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn two_workers_never_get_the_same_message() {
    on_both_engines(async |url| {
        let db = with_messages(&url, 20).await;
        let (one, other) = tokio::join!(claim_at(&db, at(1), 12), claim_at(&db, at(1), 12));
        let mut payloads: Vec<_> = one.iter().chain(&other).map(|message| message.payload[0]).collect();
        payloads.sort_unstable();
        assert_eq!(payloads, (0..20).collect::<Vec<_>>());
        assert_eq!(claim_at(&db, at(60), 12).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_message_of_a_lost_worker_is_claimed_again_after_its_lease() {
    on_both_engines(async |url| {
        let db = with_messages(&url, 1).await;
        let lost = claim_at(&db, at(1), 1).await.remove(0);
        let second = claim_at(&db, at(61), 1).await.remove(0);
        assert_eq!((second.id, second.attempt), (lost.id, 2));
        // The first worker returns late: its failure does not end the second's claim, but its success removes the message.
        fail_at(&db, &lost, at(62)).await;
        assert_eq!(claim_at(&db, at(100), 1).await, []);
        let mut tx = db.begin_write().await.unwrap();
        assert_eq!(done(&mut tx, lost.id).await, Ok(true));
        assert_eq!(done(&mut tx, second.id).await, Ok(false));
        assert_eq!(waiting(&mut tx, 10).await, Ok(vec![]));
    })
    .await;
}

#[tokio::test]
async fn a_failing_message_is_retried_at_growing_intervals_for_ever() {
    on_both_engines(async |url| {
        let db = with_messages(&url, 1).await;
        let mut now = at(0);
        for rest in [5, 30, 120, 600, 3600, 3600] {
            let message = claim_at(&db, now, 1).await.remove(0);
            fail_at(&db, &message, now).await;
            assert_eq!(claim_at(&db, now.plus(Duration::from_millis(rest * 1000 - 1)), 1).await, []);
            now = now.plus(Duration::from_secs(rest));
        }
        let listed = waiting(&mut db.begin_read().await.unwrap(), 10).await.unwrap().remove(0);
        assert_eq!((listed.kind.as_str(), listed.attempts, listed.enqueued_at, listed.due_at), ("mail", 6, at(0), now));
        assert_eq!(listed.last_fault.as_deref(), Some("the server does not answer"));
    })
    .await;
}

#[tokio::test]
async fn a_message_is_rolled_back_with_its_act_and_its_number_is_not_reused() {
    on_both_engines(async |url| {
        let db = with_messages(&url, 1).await;
        let mut tx = db.begin_write().await.unwrap();
        enqueue(&mut tx, at(1), "sms", b"never").await.unwrap();
        drop(tx);
        let first = claim_at(&db, at(1), 10).await;
        assert_eq!(first.len(), 1);
        let mut tx = db.begin_write().await.unwrap();
        done(&mut tx, first[0].id).await.unwrap();
        let second = enqueue(&mut tx, at(2), "sms", b"later").await.unwrap();
        assert!(second > first[0].id);
        assert_eq!(claim(&mut tx, at(2), "mail", LEASE, 10).await, Ok(vec![]), "claimed by kind");
        assert_eq!(claim(&mut tx, at(2), "sms", LEASE, 10).await.map(|claimed| claimed.len()), Ok(1));
    })
    .await;
}

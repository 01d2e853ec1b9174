//! The order of the queue.

use chassis::db::AssertSqlSafe;
use test_databases::Log;

use super::*;
use crate::desk::Waiting;
use crate::fault::Failure;
use crate::orders::Awaited;

fn awaited(waiting: &Waiting) -> Vec<Awaited> {
    waiting.awaited.iter().map(|expected| expected.what).collect()
}

#[tokio::test]
async fn late_orders_come_first_with_what_is_awaited() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let ines = office.officer("ines.vautrin").await;
        let account = AccountId::generate(office.clock.now(), &mut SystemRandom);
        let other = place(&desk.core.db, account, 2, "Octave", "Delmas").await;
        office.hand_in().await;
        let queue = desk.desk.queue(1).await.unwrap();
        // A review may take three days, a dossier ninety.
        let ids: Vec<OrderId> = queue.waiting.iter().map(|waiting| waiting.id).collect();
        assert_eq!(ids, [office.order, other]);
        assert_eq!(queue.waiting[0].due, office.clock.now().plus(3 * DAY));
        assert_eq!(awaited(&queue.waiting[0]), [Awaited::Payment, Awaited::Pieces, Awaited::IdentityCheck]);
        assert_eq!(awaited(&queue.waiting[1]), [Awaited::Payment, Awaited::Dossier]);
        // The same as on the applicant's page.
        let progress = desk.orders.progress(office.account, office.order).await.unwrap();
        assert_eq!(queue.waiting[0].awaited, progress.awaited);
        assert!(!queue.more && queue.waiting.iter().all(|waiting| !queue.is_late(waiting)));

        office.check(&ines, &CHECK).await.unwrap();
        office.pass(3 * DAY + Duration::from_secs(1)).await;
        let queue = desk.desk.queue(1).await.unwrap();
        assert_eq!(awaited(&queue.waiting[0]), [Awaited::Payment, Awaited::Pieces]);
        assert!(queue.is_late(&queue.waiting[0]) && !queue.is_late(&queue.waiting[1]));
        assert!(desk.desk.queue(2).await.unwrap().waiting.is_empty());
    })
    .await;
}

/// Whatever the queue and the applicant's page name is what an officer can do next.
#[tokio::test]
async fn the_queue_names_what_the_next_act_needs() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        let named = async || {
            let queue = desk.desk.queue(1).await.unwrap();
            let progress = desk.orders.progress(office.account, office.order).await.unwrap();
            assert_eq!(queue.waiting[0].awaited, progress.awaited, "the same as on the applicant's page");
            awaited(&queue.waiting[0])
        };
        office.hand_in().await;
        for name in PIECES {
            assert_eq!(named().await, [Awaited::Payment, Awaited::Pieces, Awaited::IdentityCheck]);
            assert!(matches!(office.review(&ines).await, Err(Fault::Refused(ReviewError::PiecesOpen))));
            office.accept(&ines, name).await.unwrap();
        }
        assert_eq!(named().await, [Awaited::Payment, Awaited::IdentityCheck]);
        assert!(matches!(office.review(&ines).await, Err(Fault::Refused(ReviewError::NoIdentityCheck))));
        office.check(&ines, &CHECK).await.unwrap();
        assert_eq!(named().await, [Awaited::Payment, Awaited::Review]);
        office.review(&ines).await.unwrap();
        assert_eq!(named().await, [Awaited::Payment]);
        assert!(matches!(office.authorise(&octave).await, Err(Fault::Refused(AuthoriseError::NotPaid))));
        office.pay().await;
        assert_eq!(named().await, [Awaited::Authorisation]);
        office.authorise(&octave).await.unwrap();
        assert_eq!(named().await, [Awaited::Production]);
    })
    .await;
}

#[tokio::test]
async fn an_order_that_cannot_be_read_is_reported_and_hides_no_other() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let break_with = async |order: OrderId, change: &str| {
            let mut tx = desk.core.db.begin_write().await.unwrap();
            let sql = format!("update orders set {change} where id = $1");
            tx.execute(AssertSqlSafe(sql), &[order.into()]).await.unwrap();
            tx.commit().await.unwrap();
        };
        let changes = [
            ("facts", "facts = '{}'"),
            ("application", "application = 'zz'"),
            ("number", "number = 'zz'"),
            ("state", "state = 'zzz'"),
            ("state", "state = ''"),
        ];
        for (seed, (column, change)) in (2..).zip(changes) {
            let account = AccountId::generate(office.clock.now(), &mut SystemRandom);
            let broken = place(&desk.core.db, account, seed, "Octave", "Delmas").await;
            assert_eq!(desk.desk.queue(1).await.unwrap().waiting.len(), 2, "{change}");
            break_with(broken, change).await;
            let log = Log::start();
            let queue = desk.desk.queue(1).await.unwrap();
            let ids: Vec<OrderId> = queue.waiting.iter().map(|waiting| waiting.id).collect();
            assert_eq!(ids, [office.order], "{change}");
            assert!(!queue.more);
            desk.desk.queue(1).await.unwrap();
            let row = format!("id {}", broken.to_string().replace('-', ""));
            let lines = log.lines_with(&[&format!("orders.{column}"), &row]);
            assert!(matches!(lines.as_slice(), [line] if line.contains("ERROR")), "{change}: {lines:?}");
            assert!(matches!(desk.orders.order(account, broken).await, Err(Fault::Failed(Failure::Incident(_)))), "{change}");
            assert_eq!(desk.orders.orders_of(account).await.unwrap().len(), 0, "{change}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_with_an_order_that_cannot_be_read_is_followed_by_the_next_page() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let mut last = office.order;
        for number in 2..=52 {
            let account = AccountId::generate(office.clock.now(), &mut SystemRandom);
            last = place(&desk.core.db, account, number, "Octave", "Delmas").await;
        }
        let mut tx = desk.core.db.begin_write().await.unwrap();
        tx.execute("update orders set facts = '{}' where id = $1", &[office.order.into()]).await.unwrap();
        // The first of the first page, and the last of the second.
        tx.execute("update orders set since = since - 1 where id = $1", &[office.order.into()]).await.unwrap();
        tx.execute("update orders set since = since + 1 where id = $1", &[last.into()]).await.unwrap();
        tx.commit().await.unwrap();
        let (first, second) = (desk.desk.queue(1).await.unwrap(), desk.desk.queue(2).await.unwrap());
        assert_eq!((first.waiting.len(), first.more), (49, true));
        assert_eq!((second.waiting.len(), second.more), (2, false));
        assert!(first.waiting.iter().all(|waiting| second.waiting.iter().all(|other| other.id != waiting.id)));
    })
    .await;
}

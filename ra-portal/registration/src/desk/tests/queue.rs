//! The order of the queue.

use super::*;
use crate::desk::Waiting;
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
        assert_eq!(awaited(&queue.waiting[0]), [Awaited::Payment, Awaited::IdentityCheck, Awaited::Review]);
        assert_eq!(awaited(&queue.waiting[1]), [Awaited::Payment, Awaited::Dossier]);
        // The same as on the applicant's page.
        let progress = desk.orders.progress(office.account, office.order).await.unwrap();
        assert_eq!(queue.waiting[0].awaited, progress.awaited);
        assert!(!queue.more && queue.waiting.iter().all(|waiting| !queue.is_late(waiting)));

        office.check(&ines, &CHECK).await.unwrap();
        office.pass(3 * DAY + Duration::from_secs(1)).await;
        let queue = desk.desk.queue(1).await.unwrap();
        assert_eq!(awaited(&queue.waiting[0]), [Awaited::Payment, Awaited::Review]);
        assert!(queue.is_late(&queue.waiting[0]) && !queue.is_late(&queue.waiting[1]));
        assert!(desk.desk.queue(2).await.unwrap().waiting.is_empty());
    })
    .await;
}

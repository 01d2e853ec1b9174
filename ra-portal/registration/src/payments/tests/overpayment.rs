//! Overpayments and their refunds.

use super::*;

#[tokio::test]
async fn an_overpayment_is_listed_until_it_is_refunded_once() {
    in_an_office(false, async |office| {
        office.record(1, &line(PRICE, "SC-2026-000124"), false).await.unwrap();
        assert_eq!(office.overpayments().await, [], "paid exactly");
        office.record(2, &line("200,00", "SC-2026-000123"), false).await.unwrap();
        let stale = office.overpayments().await;
        let [seen] = stale.as_slice() else { panic!("{stale:?}") };
        assert_eq!((seen.order, seen.number.as_str(), seen.cents, seen.since), (office.orders[0], "SC-2026-000123", 920, NOW));
        assert_eq!(seen.holder, "Maëlle Kervadec");

        office.record(3, &line("0,80", "SC-2026-000123"), false).await.unwrap();
        assert_eq!(office.refund(seen).await, Err(Some(RefundError::ChangedMeanwhile)), "more came in");
        let of_another = Overpayment { order: office.orders[1], ..seen.clone() };
        assert_eq!(office.refund(&of_another).await, Err(Some(RefundError::UnknownOverpayment)));
        let listed = office.overpayments().await;
        assert_eq!(listed, [Overpayment { cents: 1_000, ..seen.clone() }], "one row for each order");
        let invoice = office.registration.payments.invoice(office.account, office.orders[0]).await.unwrap();

        office.mails().await;
        assert_eq!(office.refund(&listed[0]).await, Ok(()));
        assert_eq!(office.refund(&listed[0]).await, Ok(()), "clicked again");
        assert_eq!(office.overpayments().await, []);
        let overview = office.registration.payments.payment(office.account, office.orders[0]).await.unwrap().unwrap();
        assert_eq!((overview.state, overview.refunds), (paid("F-2026-000002"), vec![Refund { at: NOW, cents: 1_000 }]));
        assert_eq!(office.registration.payments.invoice(office.account, office.orders[0]).await.unwrap(), invoice, "unchanged");
        assert_eq!(office.events(0).await.last(), Some(&EventKind::Refunded { amount_cents: 1_000 }));
        assert!(matches!(office.mails().await.as_slice(), [Content::Refunded { amount_cents: 1_000, .. }]), "told once");

        // An overpayment of the same amount: the page from before the refund does not refund it.
        office.record(4, &line("10,00", "SC-2026-000123"), false).await.unwrap();
        assert_eq!(office.refund(&listed[0]).await, Ok(()), "the first was refunded");
        let again = office.overpayments().await;
        assert!(matches!(again.as_slice(), [again] if again.cents == 1_000 && again.id != listed[0].id), "{again:?}");
        assert_eq!(office.refund(&again[0]).await, Ok(()));
        assert_eq!(office.payment(0).await, paid("F-2026-000002"));
        assert_eq!(office.ledger().await.iter().filter(|act| *act == "payment.refunded").count(), 2);
    })
    .await;
}

#[tokio::test]
async fn overpayments_from_before_the_list_existed_are_listed() {
    on_both_engines(async |url| {
        let db = Db::open(&url).await.unwrap();
        let list = migrations::migrations().iter().position(|migration| migration.name == "0011_refunds").unwrap();
        db.migrate(&migrations::migrations()[..list]).await.unwrap();
        let mut tx = db.begin_write().await.unwrap();
        let account = add_account(&mut tx).await;
        for (number, cents) in [("SC-2026-000123", 19_081), ("SC-2026-000124", 19_080)] {
            let order = add_order(&mut tx, account, number).await;
            store::insert_payment(&mut tx, order, NOW, TransferAmount::from_cents(cents).unwrap(), None).await.unwrap();
        }
        tx.commit().await.unwrap();
        db.migrate(migrations::migrations()).await.unwrap();
        let mut tx = db.begin_read().await.unwrap();
        let sql = "select o.number from excesses x join orders o on o.id = x.order_id where x.refunded_at is null";
        let listed = tx.rows(sql, &[]).await.unwrap();
        assert_eq!(listed.iter().map(|row| row.text("number").unwrap()).collect::<Vec<_>>(), ["SC-2026-000123"]);
        drop(tx);
        db.close().await;
    })
    .await;
}

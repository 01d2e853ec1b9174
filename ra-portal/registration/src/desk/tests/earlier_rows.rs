//! Orders and transfers that release 0.1.0 left in clear: read like others, and encrypted by the background job.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use super::*;
use crate::dossiers;
use crate::order_keys::{self, ACCEPTANCE, EVENT, FILE, INVOICE, ORDER, PIECE};
use crate::payments::TransferId;

/// Everything that is read of the order.
async fn read(office: &Office) -> String {
    let core = &office.registration.core;
    let mut tx = core.db.begin_read().await.unwrap();
    let order = orders::find(&core.order_keys, &mut tx, office.order).await.unwrap().unwrap();
    let dossier = dossiers::find(&core.order_keys, &mut tx, &order).await.unwrap();
    let events = orders::events(&core.order_keys, &mut tx, office.order).await.unwrap();
    let check = super::super::store::newest_check(&core.order_keys, &mut tx, office.order).await.unwrap().unwrap();
    drop(tx);
    let invoice = office.registration.payments.invoice(office.account, office.order).await.unwrap();
    assert!(events.len() > 3 && invoice.is_some(), "{events:?}");
    let transfers = office.registration.payments.transfers().await.unwrap();
    format!("{order:?} {dossier:?} {events:?} {check:?} {invoice:?} {transfers:?}")
}

/// An order with rows in every table, as release 0.1.0 left it, and a returned transfer.
async fn left_in_clear(office: &Office) {
    let ines = office.officer("ines.vautrin").await;
    office.pay().await;
    office.prepare(&ines).await;
    office.refuse(&ines, LISTING, &Reason::parse("La liste est celle de 2024.").unwrap()).await.unwrap();
    let keys = &office.registration.core.order_keys;
    let mut tx = office.registration.core.db.begin_write().await.unwrap();
    let said = keys.key_of(&mut tx, office.order, &ACCEPTANCE).await.unwrap();
    let said = said.encrypt(&ACCEPTANCE, &office.order.into(), &["Mon prénom est faux.".into()]).unwrap();
    let values = [office.order.into(), Digest::of(b"certificate").into(), NOW.into(), said];
    let sql = "insert into acceptances (order_id, token, certificate, at, encrypted) values ($1, 'T-0000-0001', $2, $3, $4)";
    tx.execute(sql, &values).await.unwrap();
    keys.write_in_clear(&mut tx, office.order).await;
    let transfer = TransferId::generate(office.clock.now(), &mut SystemRandom);
    tx.execute(
        "insert into transfers (id, form_key, statement_date, amount_cents, reference, payer, recorded_by, recorded_at, returned_at, \
         return_reason) values ($1, $1, '2026-11-20', 100, 'Carte', 'M Kervadec', $1, $2, $2, 'M Kervadec s''est trompé')",
        &[transfer.into(), NOW.into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// How many rows are in clear, or in part.
async fn clear_rows(office: &Office) -> i64 {
    let mut tx = office.registration.core.db.begin_read().await.unwrap();
    let mut clear = 0;
    for columns in [ORDER, EVENT, FILE, PIECE, order_keys::CHECK, ACCEPTANCE, INVOICE] {
        clear += columns.clear_rows(&mut tx).await;
    }
    let sql = "select count(*) as found from transfers where encrypted is null or reference <> '' or payer <> '' or return_reason <> ''";
    clear + tx.row(sql, &[]).await.unwrap().unwrap().int("found").unwrap()
}

/// Polls a future so many times, then drops it.
async fn interrupted<F: Future>(future: F, polls: usize) -> Option<F::Output> {
    let (mut future, mut left) = (pin!(future), polls);
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

#[tokio::test]
async fn earlier_rows_are_encrypted_whenever_the_job_is_interrupted_and_read_the_same() {
    in_an_office(async |office| {
        left_in_clear(office).await;
        let (before, all) = (read(office).await, clear_rows(office).await);
        assert!(all > 12, "{all}");
        let mut clear_after = Vec::new();
        for polls in 1.. {
            let finished = interrupted(office.registration.core.encrypt_earlier_rows(Duration::ZERO), polls).await;
            assert_eq!(read(office).await, before, "{polls}");
            clear_after.push(clear_rows(office).await);
            if let Some(finished) = finished {
                finished.unwrap();
                break;
            }
        }
        clear_after.dedup();
        assert!(matches!(clear_after.as_slice(), [most, .., 0] if *most == all), "{clear_after:?}");
        assert!(clear_after.iter().all(|clear| [all, 1, 0].contains(clear)), "an order is encrypted as a whole: {clear_after:?}");
        let acts = office.acts().await;
        for action in ["orders.encrypted", "transfers.encrypted"] {
            assert_eq!(acts.iter().filter(|act| *act == action).count(), 1, "{action}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_writes_to_a_clear_order_encrypts_the_whole_of_it() {
    in_an_office(async |office| {
        left_in_clear(office).await;
        let ines = office.officer("ines.vautrin").await;
        office.check(&ines, &TypedCheck { place: "Brest", ..CHECK }).await.unwrap();
        assert_eq!(clear_rows(office).await, 1, "the transfer");
    })
    .await;
}

#[tokio::test]
async fn an_earlier_order_that_cannot_be_encrypted_is_reported_and_does_not_stop_the_others() {
    in_an_office(async |office| {
        left_in_clear(office).await;
        let core = &office.registration.core;
        let account = AccountId::generate(office.clock.now(), &mut SystemRandom);
        let broken = place(&core.db, account, 2, "Loïc", "Morvan").await;
        let mut tx = core.db.begin_write().await.unwrap();
        // A key that another master key encrypted.
        let sql = "insert into order_keys (order_id, purpose, encrypted) values ($1, 'data', $2)";
        tx.execute(sql, &[broken.into(), [0; 60].into()]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(core.encrypt_earlier_rows(Duration::ZERO).await.is_err());
        assert_eq!(clear_rows(office).await, 1, "the broken order");
    })
    .await;
}

#[tokio::test]
async fn without_its_key_nothing_of_an_order_can_be_read_or_written() {
    in_an_office(async |office| {
        let ines = office.officer("ines.vautrin").await;
        office.prepare(&ines).await;
        let core = &office.registration.core;
        let mut tx = core.db.begin_write().await.unwrap();
        tx.execute("delete from order_keys", &[]).await.unwrap();
        assert!(orders::find(&core.order_keys, &mut tx, office.order).await.is_err());
        assert!(orders::events(&core.order_keys, &mut tx, office.order).await.is_err());
        let at = office.clock.now();
        assert!(orders::record_event(&core.order_keys, &mut tx, office.order, at, &EventKind::Reviewed).await.is_err());
        assert!(core.order_keys.key_of(&mut tx, office.order, &ORDER).await.is_err());
    })
    .await;
}

//! Transfers: what they pay, and who assigns them.

use test_databases::Log;

use super::*;

#[tokio::test]
async fn a_transfer_of_the_price_pays_its_order_once_even_if_its_form_is_sent_again() {
    in_an_office(false, async |office| {
        assert_eq!(office.payment(0).await, PaymentState::Pending);
        let entry = line(PRICE, "commande sc 2026 000123");
        let recorded = office.record(1, &entry, false).await.unwrap();
        assert_eq!(recorded.state, TransferState::Matched { order: "SC-2026-000123".parse().unwrap() });
        assert_eq!(office.record(1, &entry, false).await, Ok(recorded.clone()));
        let another_line = office.record(1, &line("22,00", "SC-2026-000123"), false).await;
        assert_eq!(another_line, Err(Some(RecordTransferError::KeyUsed { recorded: Box::new(recorded) })));
        assert_eq!(office.payment(0).await, paid("F-2026-000001"));
        assert_eq!(office.payment(1).await, PaymentState::Pending);
        let received = EventKind::PaymentReceived { amount_cents: 19_080, due_cents: 0 };
        assert_eq!(office.events(0).await, [received, EventKind::Paid]);
        assert!(matches!(office.mails().await.as_slice(), [Content::Paid(order, _)] if order.holder == "Maëlle Kervadec"));
        assert_eq!(office.ledger().await, ["transfer.recorded", "payment.received", "invoice.issued"]);
        let invoice = office.registration.payments.invoice(office.account, office.orders[0]).await.unwrap().unwrap();
        assert_eq!(
            (invoice.number.as_str(), invoice.price.including_vat_cents(), invoice.method),
            ("F-2026-000001", 19_080, PaymentMethod::Transfer)
        );

        assert_eq!(office.record(2, &entry, false).await, Err(Some(RecordTransferError::OnRecord)), "another tab");
        office.record(2, &entry, true).await.unwrap();
        let overpaid = PaymentState::Overpaid { at: NOW, invoice: invoice.number, excess_cents: 19_080 };
        assert_eq!(office.payment(0).await, overpaid);
        assert!(matches!(office.mails().await.as_slice(), [Content::Overpaid(..)]));
    })
    .await;
}

#[tokio::test]
async fn the_invoice_is_issued_when_the_rest_of_a_partial_payment_is_received() {
    in_an_office(false, async |office| {
        office.record(1, &line("190,00", "SC-2026-000123"), false).await.unwrap();
        assert_eq!(office.payment(0).await, PaymentState::Partial { received_cents: 19_000, due_cents: 80 });
        assert_eq!(office.registration.payments.invoice(office.account, office.orders[0]).await.unwrap(), None);
        let mails = office.mails().await;
        // 30 days after 22 November 2026.
        assert!(matches!(mails.as_slice(), [Content::PartlyPaid(_, amount)] if amount.received_cents == 19_000 && amount.by == date(2026, 12, 22)));
        office.record(2, &line("0,90", "SC-2026-000123"), false).await.unwrap();
        let invoice = InvoiceNumber("F-2026-000001".to_owned());
        assert_eq!(office.payment(0).await, PaymentState::Overpaid { at: NOW, invoice, excess_cents: 10 });
        assert!(matches!(office.mails().await.as_slice(), [Content::Overpaid(..)]));
    })
    .await;
}

#[tokio::test]
async fn a_transfer_without_an_order_number_waits_until_it_is_assigned_or_returned() {
    in_an_office(false, async |office| {
        let (registration, accountant) = (&office.registration, &office.accountant);
        let assign = async |transfer, number: &str| {
            registration.payments.assign_transfer(accountant, transfer, &number.parse().unwrap()).await.map_err(refusal)
        };
        let give_back = async |transfer| {
            registration.payments.return_transfer(accountant, transfer, &"payeur inconnu".parse().unwrap()).await.map_err(refusal)
        };
        let one = office.record(1, &line(PRICE, "carte expert"), false).await.unwrap();
        let other = office.record(2, &line(PRICE, "SC-2026-999999"), false).await.unwrap();
        assert_eq!((&one.state, &other.state), (&TransferState::Unmatched, &TransferState::Unmatched));
        let lists = registration.payments.transfers().await.unwrap();
        assert_eq!(lists.unmatched.iter().map(|transfer| transfer.id).collect::<BTreeSet<_>>(), [one.id, other.id].into());

        assert_eq!(assign(one.id, "SC-2026-999999").await, Err(Some(AssignError::UnknownOrder)));
        assert_eq!(assign(one.id, "SC-2026-000124").await, Ok(()));
        assert_eq!(assign(one.id, "SC-2026-000124").await, Ok(()), "sent again");
        assert_eq!(assign(one.id, "SC-2026-000123").await, Err(Some(AssignError::DealtWith)));
        assert_eq!(give_back(one.id).await, Err(Some(ReturnError::DealtWith)));
        assert_eq!(office.payment(1).await, paid("F-2026-000001"));

        assert_eq!(give_back(other.id).await, Ok(()));
        assert_eq!(give_back(other.id).await, Ok(()), "sent again");
        assert_eq!(assign(other.id, "SC-2026-000123").await, Err(Some(AssignError::DealtWith)));
        let lists = registration.payments.transfers().await.unwrap();
        assert_eq!((lists.unmatched.len(), lists.recent.len()), (0, 2));
        assert_eq!(office.payment(0).await, PaymentState::Pending);
        let acts = office.ledger().await;
        assert_eq!(acts.iter().filter(|act| act.starts_with("transfer.")).count(), 4);
    })
    .await;
}

#[tokio::test]
async fn a_dismissed_officer_records_nothing() {
    in_an_office(false, async |office| {
        let one = office.record(1, &line(PRICE, "carte expert"), false).await.unwrap();
        let mut tx = office.registration.core.db.begin_write().await.unwrap();
        tx.execute("update officers set removed_at = $1", &[NOW.into()]).await.unwrap();
        tx.commit().await.unwrap();
        let entry = line(PRICE, "SC-2026-000123");
        assert_eq!(office.record(2, &entry, false).await, Err(Some(RecordTransferError::NotAllowed)));
        let number = "SC-2026-000123".parse().unwrap();
        let assigned = office.registration.payments.assign_transfer(&office.accountant, one.id, &number).await.map_err(refusal);
        assert_eq!(assigned, Err(Some(AssignError::NotAllowed)));
        assert_eq!(office.payment(0).await, PaymentState::Pending);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_reported_and_hides_no_other() {
    in_an_office(false, async |office| {
        let payments = &office.registration.payments;
        for (form, reference) in [(1, "SC-2026-000123"), (2, "SC-2026-000124"), (3, "no order"), (4, "no order either")] {
            office.record(form, &line("190,90", reference), false).await.unwrap();
        }
        let lists = async || {
            let lists = payments.transfers().await.unwrap();
            [lists.unmatched.len(), lists.recent.len(), lists.overpayments.len()]
        };
        assert_eq!(lists().await, [2, 4, 2]);
        let mut tx = office.registration.core.db.begin_write().await.unwrap();
        tx.execute("update transfers set statement_date = 'zz' where id in (select id from transfers where order_id is null order by id limit 1)", &[]).await.unwrap();
        tx.execute("update orders set vat_per_mille = -1 where number = 'SC-2026-000123'", &[]).await.unwrap();
        tx.commit().await.unwrap();
        let log = Log::start();
        assert_eq!(lists().await, [1, 3, 1]);
        assert_eq!(log.lines_with(&["ERROR", "transfers.statement_date"]).len(), 1);
        assert_eq!(log.lines_with(&["ERROR", "excesses.vat_per_mille"]).len(), 1);
    })
    .await;
}

/// At 10 a.m. in Paris on 22 November.
#[tokio::test]
async fn the_latest_day_of_a_statement_is_today() {
    in_an_office(false, async |office| assert_eq!(office.registration.payments.bank_day(), date(2026, 11, 22))).await;
}

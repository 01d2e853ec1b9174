//! Transfers and the demonstration's card, on both engines, by what applicant and accountant see.

use std::collections::BTreeSet;
use std::sync::Arc;

use ca_contract::{CertificateAuthority, Unreachable};
use chassis::db::{Db, Tx, Value};
use chassis::sealing::MasterKey;
use jiff::civil::date;
use pki::{Clock, SystemRandom, Timestamp};
use policies::Policies;
use test_databases::on_both_engines;

use super::*;
use crate::Registration;
use crate::access::Role;
use crate::accounts::AccountId;
use crate::boundary::Boundaries;
use crate::core::Environment;
use crate::fault::Fault;
use crate::internal_authority::TestAuthority;
use crate::messages::{Channel, Content};
use crate::migrations;
use crate::officers::{self, Officer};
use crate::orders::{Application, Billing, EventKind, Identity, OrderId, OrderState};
use crate::people::{PersonId, PostalAddress};
use crate::settings::{Settings, Supplier};

/// As `date -u -d 2026-11-22T09:00:00Z +%s` prints it.
const NOW: Timestamp = Timestamp::from_millis(1_795_338_000_000);
/// 159 € and 20 % VAT (M1).
const PRICE: &str = "190,80";

struct StoppedClock;

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        NOW
    }
}

struct Office {
    registration: Registration,
    accountant: Officer,
    account: AccountId,
    /// SC-2026-000123 and SC-2026-000124.
    orders: [OrderId; 2],
}

async fn in_an_office(demonstration_card: bool, story: impl AsyncFn(&Office)) {
    on_both_engines(async |url| {
        let db = Db::open(&url).await.unwrap();
        db.migrate(migrations::migrations()).await.unwrap();
        let mut tx = db.begin_write().await.unwrap();
        let account = add_account(&mut tx).await;
        let orders = [add_order(&mut tx, account, "SC-2026-000123").await, add_order(&mut tx, account, "SC-2026-000124").await];
        let accountant = add_accountant(&mut tx).await;
        tx.commit().await.unwrap();
        db.close().await;
        let folder = tempfile::tempdir().unwrap();
        let environment = Environment {
            authority: CertificateAuthority::over(tower::service_fn(|_| async { Err(Unreachable) })),
            internal_authority: Arc::new(TestAuthority::new(NOW).certificate().clone()),
            policies: Arc::new(Policies::embedded()),
            master_key: Arc::new(MasterKey::create(&folder.path().join("master.key"), &mut SystemRandom).unwrap()),
            clock: Arc::new(StoppedClock),
            settings: Settings { demonstration_card, ..Settings::of(supplier()) },
            dossiers: folder.path().join("dossiers"),
            boundaries: Boundaries::none(),
        };
        let registration = Registration::open(&url, environment).await.unwrap();
        story(&Office { registration: registration.clone(), accountant, account, orders }).await;
        registration.close().await;
    })
    .await;
}

async fn add_account(tx: &mut Tx) -> AccountId {
    let account = AccountId::generate(NOW, &mut SystemRandom);
    let sql = "insert into accounts (id, email, address, language, salt, verifier, created_at, password_changed_at) \
         values ($1, $2, $2, 'fr', $3, $3, $4, $4)";
    let email = "maelle.kervadec@sceau.example.org";
    tx.execute(sql, &[account.into(), email.into(), [0; 16].into(), NOW.into()]).await.unwrap();
    let person = PersonId::generate(NOW, &mut SystemRandom);
    let sql = "insert into people (id, account, known_since) values ($1, $2, $3)";
    tx.execute(sql, &[person.into(), account.into(), NOW.into()]).await.unwrap();
    account
}

async fn add_order(tx: &mut Tx, account: AccountId, number: &str) -> OrderId {
    let id = OrderId::generate(NOW, &mut SystemRandom);
    let application = Application {
        identity: Some(Identity {
            birth_name: "Kervadec".parse().unwrap(),
            name_in_use: None,
            given_names: "Maëlle".parse().unwrap(),
            latin: None,
        }),
        billing: Some(Billing::Holder(PostalAddress {
            recipient: "Maëlle Kervadec".to_owned(),
            complement: None,
            street: "3 rue des Tanneurs".to_owned(),
            postcode: "35000".to_owned(),
            town: "Rennes".to_owned(),
            country: "FR".parse().unwrap(),
        })),
        ..Application::default()
    };
    let state = OrderState::DossierAwaited { since: NOW };
    tx.execute(
        "insert into orders (id, account, person, product, application, begun_at, state, since, facts, number, placed_at, \
         price_excluding_vat_cents, vat_per_mille, version) \
         select $1, account, id, 'expert-card', $2, $3, $4, $3, $5, $6, $3, $7, $8, $8 from people where account = $9",
        &[
            id.into(),
            serde_json::to_string(&application).unwrap().into(),
            NOW.into(),
            state.name().into(),
            serde_json::to_string(&state).unwrap().into(),
            number.into(),
            Value::Int(15_900),
            Value::Int(200),
            account.into(),
        ],
    )
    .await
    .unwrap();
    id
}

async fn add_accountant(tx: &mut Tx) -> Officer {
    let roles = [Role::Accountant];
    officers::fixture::admitted(tx, "Octave Delmas", "octave.delmas@sceau.example.org", &roles, NOW).await
}

fn supplier() -> Supplier {
    Supplier {
        name: String::new(),
        legal_form: String::new(),
        address: Vec::new(),
        siren: String::new(),
        vat_number: String::new(),
        iban: String::new(),
        bic: String::new(),
        support_telephone: String::new(),
        support_email: String::new(),
        revocation_telephone: String::new(),
        dossier_address: Vec::new(),
    }
}

fn line(amount: &str, reference: &str) -> TransferEntry {
    TransferEntry {
        date: StatementDate::parse("2026-11-20", date(2026, 11, 22)).unwrap(),
        amount: amount.parse().unwrap(),
        reference: reference.parse().unwrap(),
        payer: "M. KERVADEC".parse().unwrap(),
    }
}

fn refusal<E>(fault: Fault<E>) -> Option<E> {
    match fault {
        Fault::Refused(reason) => Some(reason),
        Fault::Failed(_) => None,
    }
}

fn paid(number: &str) -> PaymentState {
    PaymentState::Paid { at: NOW, invoice: InvoiceNumber(number.to_owned()) }
}

impl Office {
    async fn record(&self, form: u8, entry: &TransferEntry, again: bool) -> Result<Transfer, Option<RecordTransferError>> {
        self.registration.payments.record_transfer(&self.accountant, &[form; 16], entry, again).await.map_err(refusal)
    }

    async fn payment(&self, order: usize) -> PaymentState {
        self.registration.payments.payment(self.account, self.orders[order]).await.unwrap().unwrap().state
    }

    async fn excesses(&self) -> Vec<Excess> {
        self.registration.payments.transfers().await.unwrap().excesses
    }

    /// The button beside an excess, as a page showed it.
    async fn refund(&self, shown: &Excess) -> Result<(), Option<RefundError>> {
        self.registration.payments.record_refund(&self.accountant, shown.order, shown.id, shown.cents).await.map_err(refusal)
    }

    async fn mails(&self) -> Vec<Content> {
        let mut read = Vec::new();
        while let Some(claimed) = self.registration.outbox.claim_message(Channel::Mail).await.unwrap() {
            read.push(claimed.message().content.clone());
        }
        read
    }

    async fn events(&self, order: usize) -> Vec<EventKind> {
        let mut tx = self.registration.core.db.begin_read().await.unwrap();
        let sql = "select event from order_events where order_id = $1 order by position";
        let rows = tx.rows(sql, &[self.orders[order].into()]).await.unwrap();
        rows.iter().map(|row| serde_json::from_str(&row.text("event").unwrap()).unwrap()).collect()
    }

    async fn ledger(&self) -> Vec<String> {
        let mut tx = self.registration.core.db.begin_read().await.unwrap();
        let entries = chassis::ledger::entries(&mut tx, 0, 1000).await.unwrap();
        entries.into_iter().map(|entry| entry.action).collect()
    }
}

#[tokio::test]
async fn a_transfer_of_the_price_pays_its_order_once_however_often_its_form_is_sent() {
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
            (invoice.number.as_str(), invoice.price.including_vat_cents(), invoice.means),
            ("F-2026-000001", 19_080, Means::Transfer)
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
async fn too_little_waits_for_the_rest_and_the_invoice_comes_with_it() {
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
async fn what_is_too_much_is_listed_until_it_is_refunded_once() {
    in_an_office(false, async |office| {
        office.record(1, &line(PRICE, "SC-2026-000124"), false).await.unwrap();
        assert_eq!(office.excesses().await, [], "paid, and not too much");
        office.record(2, &line("200,00", "SC-2026-000123"), false).await.unwrap();
        let stale = office.excesses().await;
        let [seen] = stale.as_slice() else { panic!("{stale:?}") };
        assert_eq!((seen.order, seen.number.as_str(), seen.cents, seen.since), (office.orders[0], "SC-2026-000123", 920, NOW));
        assert_eq!(seen.holder, "Maëlle Kervadec");

        office.record(3, &line("0,80", "SC-2026-000123"), false).await.unwrap();
        assert_eq!(office.refund(seen).await, Err(Some(RefundError::ChangedMeanwhile)), "more came in");
        let of_another = Excess { order: office.orders[1], ..seen.clone() };
        assert_eq!(office.refund(&of_another).await, Err(Some(RefundError::UnknownExcess)));
        let listed = office.excesses().await;
        assert_eq!(listed, [Excess { cents: 1_000, ..seen.clone() }], "one row an order");
        let invoice = office.registration.payments.invoice(office.account, office.orders[0]).await.unwrap();

        office.mails().await;
        assert_eq!(office.refund(&listed[0]).await, Ok(()));
        assert_eq!(office.refund(&listed[0]).await, Ok(()), "clicked again");
        assert_eq!(office.excesses().await, []);
        let overview = office.registration.payments.payment(office.account, office.orders[0]).await.unwrap().unwrap();
        assert_eq!((overview.state, overview.refunds), (paid("F-2026-000002"), vec![Refund { at: NOW, cents: 1_000 }]));
        assert_eq!(
            office.registration.payments.invoice(office.account, office.orders[0]).await.unwrap(),
            invoice,
            "as it was issued"
        );
        assert_eq!(office.events(0).await.last(), Some(&EventKind::Refunded { amount_cents: 1_000 }));
        assert!(matches!(office.mails().await.as_slice(), [Content::Refunded { amount_cents: 1_000, .. }]), "told once");

        // The same amount again: the page from before the refund does not refund it.
        office.record(4, &line("10,00", "SC-2026-000123"), false).await.unwrap();
        assert_eq!(office.refund(&listed[0]).await, Ok(()), "the first was");
        let again = office.excesses().await;
        assert!(matches!(again.as_slice(), [again] if again.cents == 1_000 && again.id != listed[0].id), "{again:?}");
        assert_eq!(office.refund(&again[0]).await, Ok(()));
        assert_eq!(office.payment(0).await, paid("F-2026-000002"));
        assert_eq!(office.ledger().await.iter().filter(|act| *act == "payment.refunded").count(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_was_too_much_before_there_was_a_list_is_listed() {
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

#[tokio::test]
async fn a_transfer_that_names_no_order_waits_until_somebody_assigns_or_returns_it() {
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
async fn an_officer_who_was_removed_records_nothing() {
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
async fn the_card_page_pays_what_is_due_once_and_only_in_a_demonstration() {
    in_an_office(false, async |office| {
        let refused =
            office.registration.payments.pay_by_demonstration_card(office.account, office.orders[0]).await.map_err(refusal);
        assert_eq!(refused, Err(Some(CardError::NoDemonstration)));
    })
    .await;
    in_an_office(true, async |office| {
        office.record(1, &line("100,00", "SC-2026-000123"), false).await.unwrap();
        let stranger = AccountId::generate(NOW, &mut SystemRandom);
        let pay = async |account| {
            office.registration.payments.pay_by_demonstration_card(account, office.orders[0]).await.map_err(refusal)
        };
        assert_eq!(pay(stranger).await, Err(Some(CardError::UnknownOrder)));
        assert_eq!(pay(office.account).await, Ok(()));
        assert_eq!(pay(office.account).await, Ok(()), "sent again");
        assert_eq!(office.payment(0).await, paid("F-2026-000001"));
        let amounts: Vec<_> = office.events(0).await;
        assert_eq!(amounts.last(), Some(&EventKind::Paid));
        assert!(amounts.contains(&EventKind::PaymentReceived { amount_cents: 9_080, due_cents: 0 }));
    })
    .await;
}

//! Transfers and the demonstration's card page, on both engines, as seen by applicant and accountant.

mod card;
mod overpayment;
mod transfers;

use std::collections::BTreeSet;
use std::sync::Arc;

use ca_contract::{CertificateAuthority, Unreachable};
use chassis::db::{Db, Tx, Value};
use chassis::encryption::MasterKey;
use jiff::civil::date;
use pki::{Clock, SystemRandom, Timestamp};
use policies::Policies;
use test_databases::on_both_engines;

use super::*;
use crate::Registration;
use crate::access::Role;
use crate::accounts::AccountId;
use crate::core::Environment;
use crate::failpoint::Failpoints;
use crate::fault::Fault;
use crate::internal_authority::TestAuthority;
use crate::messages::{Channel, Content};
use crate::migrations;
use crate::officers::{self, Officer};
use crate::orders::{self, Application, Billing, EventKind, Identity, OrderId, OrderState};
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

async fn in_an_office(demonstration_card: bool, scenario: impl AsyncFn(&Office)) {
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
            examiner: crate::dossiers::Examiner::here(),
            failpoints: Failpoints::none(),
        };
        let registration = Registration::open(&url, environment).await.unwrap();
        scenario(&Office { registration: registration.clone(), accountant, account, orders }).await;
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
            given_names: "Maëlle".parse().ok(),
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

    async fn overpayments(&self) -> Vec<Overpayment> {
        self.registration.payments.transfers().await.unwrap().overpayments
    }

    /// Records the refund of an overpayment, with the amount that a page showed.
    async fn refund(&self, shown: &Overpayment) -> Result<(), Option<RefundError>> {
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
        let events = orders::events(&self.registration.core.order_keys, &mut tx, self.orders[order]).await.unwrap();
        events.into_iter().map(|event| event.what).collect()
    }

    async fn ledger(&self) -> Vec<String> {
        let mut tx = self.registration.core.db.begin_read().await.unwrap();
        let entries = chassis::ledger::entries(&mut tx, 0, 1000).await.unwrap();
        entries.into_iter().map(|entry| entry.action).collect()
    }
}

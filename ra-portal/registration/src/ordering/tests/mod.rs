//! An applicant's way through the pages, on both engines; the certificate authority is never called.

mod broken;
mod drafting;
mod placing;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chassis::db::Value;
use pki::{Clock, Digest, SystemRandom, Timestamp};
use test_databases::on_both_engines;

use super::AnswerError;
use crate::Registration;
use crate::accounts::AccountId;
use crate::failpoint::Failpoints;
use crate::fault::Fault;
use crate::orders::{FieldFault, Order, OrderId, Section, ShownTerms};
use crate::registration_authority;

/// As `date -u -d 2026-11-22T09:00:00Z +%s` prints it.
const NOW: i64 = 1_795_338_000_000;

struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::Relaxed))
    }
}

/// A registration authority with two accounts.
struct Office {
    registration: Registration,
    clock: Arc<SetClock>,
    account: AccountId,
    stranger: AccountId,
    terms: ShownTerms,
}

/// Runs a scenario with a new registration authority on each engine.
async fn in_an_office(scenario: impl AsyncFn(&Office)) {
    on_both_engines(async |url| {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(SetClock(AtomicI64::new(NOW)));
        let registration =
            registration_authority::open(&url, folder.path(), Arc::<SetClock>::clone(&clock), Failpoints::none()).await;
        let account = add_account(&registration, "maelle.kervadec@sceau.example.org").await;
        let stranger = add_account(&registration, "octave.delmas@sceau.example.org").await;
        let terms = ShownTerms { version: "2026-11-01".to_owned(), digest: Digest::of(b"terms") };
        let office = Office { registration, clock, account, stranger, terms };
        scenario(&office).await;
        office.registration.close().await;
    })
    .await;
}

async fn add_account(registration: &Registration, email: &str) -> AccountId {
    let account = AccountId::generate(Timestamp::from_millis(NOW), &mut SystemRandom);
    let mut tx = registration.core.db.begin_write().await.unwrap();
    tx.execute(
        "insert into accounts (id, email, address, language, salt, verifier, created_at, password_changed_at) \
         values ($1, $2, $2, 'fr', $3, $3, $4, $4)",
        &[account.into(), email.into(), [0; 16].into(), Value::Int(NOW)],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    account
}

/// The fields of a section's page, validly filled in.
fn typed(section: Section) -> &'static [(&'static str, &'static str)] {
    match section {
        Section::Identity => &[("given-names", "Maëlle, Anne"), ("birth-name", "Kervadec"), ("name-in-use", "")],
        Section::Spelling => &[("latin-given-names", "Georgia"), ("latin-surname", "Nikolaou"), ("confirmed", "yes")],
        Section::Birth => &[
            ("birth-day", "3"),
            ("birth-month", "03"),
            ("birth-year", "1978"),
            ("birth-place", "Quimper"),
            ("birth-country", "FR"),
        ],
        Section::Listing => &[
            ("court", "Rennes"),
            ("listing-ends-day", "31"),
            ("listing-ends-month", "12"),
            ("listing-ends-year", "2031"),
            ("compagnie", "Compagnie des experts de Bretagne"),
        ],
        Section::Delivery => &[
            ("token-recipient", "Maëlle Kervadec"),
            ("token-street", "3 rue des Tanneurs"),
            ("token-postcode", "35000"),
            ("token-town", "Rennes"),
            ("token-country", "FR"),
            ("letter-elsewhere", "yes"),
            ("letter-recipient", "Maëlle Kervadec"),
            ("letter-complement", "Bâtiment B"),
            ("letter-street", "12 quai de Brest"),
            ("letter-postcode", "29000"),
            ("letter-town", "Quimper"),
            ("letter-country", "FR"),
        ],
        Section::Contact => &[("contact", "sms"), ("mobile", "06 12 34 56 78")],
        Section::Billing => &[
            ("payer", "other"),
            ("payer-name", "Cabinet Vautrin"),
            ("payer-siren", "732 829 320"),
            ("billing-recipient", "Cabinet Vautrin"),
            ("billing-street", "1 place du Parlement"),
            ("billing-postcode", "35000"),
            ("billing-town", "Rennes"),
            ("billing-country", "FR"),
        ],
        Section::Terms => &[("terms-version", "2026-11-01"), ("accepted", "yes")],
    }
}

impl Office {
    fn pass(&self, time: Duration) {
        self.clock.0.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::Relaxed);
    }

    async fn begin(&self) -> Order {
        self.registration.orders.begin_order(self.account, &"expert-card".parse().unwrap()).await.unwrap()
    }

    async fn type_in(&self, order: OrderId, section: Section, fields: &[(&str, &str)]) -> Result<Order, Fault<AnswerError>> {
        let typed =
            |name: &str| fields.iter().find(|(field, _)| *field == name).map_or_else(String::new, |(_, text)| (*text).to_owned());
        self.registration.orders.change_section(self.account, order, section, &self.terms, &typed).await
    }

    /// The faults of a page that is validly filled in except for these fields.
    async fn faults(&self, order: OrderId, section: Section, changed: &[(&str, &str)]) -> Vec<(String, FieldFault)> {
        let fields: Vec<_> = changed.iter().chain(typed(section)).copied().collect();
        match self.type_in(order, section, &fields).await {
            Err(Fault::Refused(AnswerError::Fields(faults))) => {
                faults.iter().map(|(field, fault)| (field.to_owned(), fault.clone())).collect()
            }
            Err(other) => panic!("{other}"),
            Ok(_) => Vec::new(),
        }
    }

    /// A draft with every page answered.
    async fn fill(&self) -> Order {
        let mut order = self.begin().await;
        while let Some(section) = order.application.first_unanswered() {
            order = self.type_in(order.id, section, typed(section)).await.unwrap();
        }
        order
    }

    /// A placed order.
    async fn place(&self) -> Order {
        let order = self.fill().await;
        self.registration.orders.place_order(self.account, order.id, &self.terms).await.unwrap()
    }
}

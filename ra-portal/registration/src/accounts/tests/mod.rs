//! Signing up, signing in and forgotten passwords, on both engines, as seen by a browser and a mailbox.

mod codes;
mod guesses;
mod sessions;
mod sign_in;
mod twice;

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use ca_contract::{CertificateAuthority, Unreachable};
use chassis::db::Db;
use chassis::encryption::MasterKey;
use chassis::slow_hash::Cost;
use i18n::Language;
use pki::{Clock, SubscriberNetwork, SystemRandom, Timestamp};
use policies::Policies;
use rand::Rng;
use secrecy::ExposeSecret;
use test_databases::on_both_engines;

use super::*;
use crate::Registration;
use crate::core::Environment;
use crate::failpoint::Failpoints;
use crate::fault::Fault;
use crate::internal_authority::TestAuthority;
use crate::messages::{Channel, CodePurpose, Content, Destination, strangers};
use crate::migrations;
use crate::settings::{Settings, Supplier};

const ADDRESS: &str = "maelle.kervadec@sceau.example.org";
const PASSWORD: &str = "à la claire fontaine";
const MINUTE: Duration = Duration::from_secs(60);

struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::Relaxed))
    }
}

struct Office {
    registration: Registration,
    clock: Arc<SetClock>,
}

async fn in_an_office(scenario: impl AsyncFn(&Office)) {
    on_both_engines(async |url| {
        let db = Db::open(&url).await.unwrap();
        db.migrate(migrations::migrations()).await.unwrap();
        db.close().await;
        let folder = tempfile::tempdir().unwrap();
        // As `date -u -d 2026-11-22T09:00:00Z +%s` prints it.
        let clock = Arc::new(SetClock(AtomicI64::new(1_795_338_000_000)));
        let environment = Environment {
            authority: CertificateAuthority::over(tower::service_fn(|_| async { Err(Unreachable) })),
            internal_authority: Arc::new(TestAuthority::new(clock.now()).certificate().clone()),
            policies: Arc::new(Policies::embedded()),
            master_key: Arc::new(MasterKey::create(&folder.path().join("master.key"), &mut SystemRandom).unwrap()),
            clock: Arc::<SetClock>::clone(&clock),
            settings: Settings { password_cost: Cost { memory_kib: 8, passes: 1 }, ..Settings::of(supplier()) },
            dossiers: folder.path().join("dossiers"),
            examiner: crate::dossiers::Examiner::here(),
            failpoints: Failpoints::none(),
        };
        let registration = Registration::open(&url, environment).await.unwrap();
        scenario(&Office { registration: registration.clone(), clock }).await;
        registration.close().await;
    })
    .await;
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

/// A form with a new key.
fn sent(source: SubscriberNetwork) -> Submission {
    let mut form = [0; 16];
    SystemRandom.fill_bytes(&mut form);
    Submission { form, source }
}

fn email(address: &str) -> EmailAddress {
    address.parse().unwrap()
}

fn source(number: u32) -> SubscriberNetwork {
    IpAddr::V4(Ipv4Addr::from_bits(0xC612_0000 + number)).into()
}

/// An address in the network `subnet` of the site 2001:db8:`site`::/48.
fn ipv6(site: u16, subnet: u16, host: u16) -> SubscriberNetwork {
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, site, subnet, 0, 0, 0, host)).into()
}

fn typed(code: &str) -> CodeAttempt {
    code.parse().unwrap()
}

/// A code that differs from `code`.
fn other_than(code: &str) -> CodeAttempt {
    typed(if code == "000000" { "111111" } else { "000000" })
}

impl Office {
    fn pass(&self, time: Duration) {
        self.clock.0.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::Relaxed);
    }

    /// The mails since the last call, oldest first.
    async fn mailbox(&self) -> Vec<(String, Content)> {
        let mut read = Vec::new();
        while let Some(claimed) = self.registration.outbox.claim_message(Channel::Mail).await.unwrap() {
            let Destination::Email(to) = &claimed.message().to else { panic!("no mail") };
            read.push((to.clone(), claimed.message().content.clone()));
            self.registration.outbox.message_sent(&claimed).await.unwrap();
        }
        read
    }

    /// The only code that was mailed since the last call.
    async fn code(&self) -> String {
        match self.mailbox().await.as_slice() {
            [(_, Content::OneTimeCode { code, .. })] => code.0.expose_secret().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    async fn begin_sign_up(&self, password: &str) -> PendingToken {
        let password = Password::parse(&password.into(), &email(ADDRESS)).unwrap();
        self.registration.accounts.sign_up(&email(ADDRESS), &password, Language::En, sent(source(1))).await.unwrap()
    }

    async fn account(&self) -> SessionToken {
        let pending = self.begin_sign_up(PASSWORD).await;
        let code = self.code().await;
        self.registration.accounts.confirm_sign_up(&pending, &typed(&code), source(1)).await.unwrap()
    }

    async fn try_password(
        &self,
        address: &str,
        password: &str,
        from: SubscriberNetwork,
    ) -> Result<PendingToken, Option<SignInError>> {
        let attempt = PasswordAttempt::new(&password.into());
        self.registration.accounts.sign_in(&email(address), &attempt, sent(from)).await.map_err(refusal)
    }

    async fn try_code(&self, pending: &PendingToken, code: &CodeAttempt) -> Result<SessionToken, Option<CodeError>> {
        self.registration.accounts.confirm_sign_in(pending, code, source(1)).await.map_err(refusal)
    }

    async fn is_signed_in(&self, session: &SessionToken) -> bool {
        self.registration.accounts.session(session).await.unwrap().is_some()
    }

    async fn ledger(&self) -> Vec<String> {
        let mut tx = self.registration.core.db.begin_read().await.unwrap();
        let entries = chassis::ledger::entries(&mut tx, 0, 1000).await.unwrap();
        entries.into_iter().map(|entry| entry.action).collect()
    }
}

fn refusal<E>(fault: Fault<E>) -> Option<E> {
    match fault {
        Fault::Refused(reason) => Some(reason),
        Fault::Failed(_) => None,
    }
}

//! Signing up, signing in and forgotten passwords, on both engines, by what a browser and a mailbox see.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use ca_contract::{CertificateAuthority, Unreachable};
use chassis::db::Db;
use chassis::sealing::MasterKey;
use chassis::slow_hash::Cost;
use i18n::Language;
use pki::{Clock, SubscriberNetwork, SystemRandom, Timestamp};
use policies::Policies;
use secrecy::ExposeSecret;
use test_databases::on_both_engines;

use super::*;
use crate::Registration;
use crate::boundary::Boundaries;
use crate::core::Environment;
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

async fn in_an_office(story: impl AsyncFn(&Office)) {
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
            boundaries: Boundaries::none(),
        };
        let registration = Registration::open(&url, environment).await.unwrap();
        story(&Office { registration: registration.clone(), clock }).await;
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

fn email(address: &str) -> EmailAddress {
    address.parse().unwrap()
}

fn source(number: u32) -> SubscriberNetwork {
    IpAddr::V4(Ipv4Addr::from_bits(0xC612_0000 + number)).into()
}

/// Of an address in the network `subnet` of the site 2001:db8:`site`::/48.
fn ipv6(site: u16, subnet: u16, host: u16) -> SubscriberNetwork {
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, site, subnet, 0, 0, 0, host)).into()
}

fn typed(code: &str) -> CodeAttempt {
    code.parse().unwrap()
}

/// A code that is not this one.
fn other_than(code: &str) -> CodeAttempt {
    typed(if code == "000000" { "111111" } else { "000000" })
}

impl Office {
    fn pass(&self, time: Duration) {
        self.clock.0.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::Relaxed);
    }

    /// What came by mail since the last look, oldest first.
    async fn mailbox(&self) -> Vec<(String, Content)> {
        let mut read = Vec::new();
        while let Some(claimed) = self.registration.outbox.claim_message(Channel::Mail).await.unwrap() {
            let Destination::Email(to) = &claimed.message().to else { panic!("no mail") };
            read.push((to.clone(), claimed.message().content.clone()));
            self.registration.outbox.message_sent(&claimed).await.unwrap();
        }
        read
    }

    /// The one code that came by mail since the last look.
    async fn code(&self) -> String {
        match self.mailbox().await.as_slice() {
            [(_, Content::OneTimeCode { code, .. })] => code.0.expose_secret().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    async fn begin_sign_up(&self, password: &str) -> PendingToken {
        let password = Password::parse(&password.into(), &email(ADDRESS)).unwrap();
        self.registration.accounts.sign_up(&email(ADDRESS), &password, Language::En, source(1)).await.unwrap()
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
        self.registration.accounts.sign_in(&email(address), &attempt, from).await.map_err(refusal)
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

#[tokio::test]
async fn an_account_exists_once_its_code_came_back_and_each_login_takes_password_and_code() {
    in_an_office(async |office| {
        let pending = office.begin_sign_up(PASSWORD).await;
        let code = office.code().await;
        assert_eq!(office.try_password(ADDRESS, PASSWORD, source(1)).await.map(drop), Err(Some(SignInError::Wrong)));
        let session = office.registration.accounts.confirm_sign_up(&pending, &typed(&code), source(1)).await.unwrap();
        let session = office.registration.accounts.session(&session).await.unwrap().unwrap();
        assert_eq!((session.email.as_str(), session.language), (ADDRESS, Language::En));

        let pending = office.try_password("Maelle.KERVADEC@sceau.example.org", PASSWORD, source(1)).await.unwrap();
        let code = office.code().await;
        let signed_in = office.try_code(&pending, &typed(&code)).await.unwrap();
        assert_eq!(office.registration.accounts.session(&signed_in).await.unwrap(), Some(session));
        assert_eq!(office.try_code(&pending, &typed(&code)).await.map(drop), Err(Some(CodeError::Gone)), "single use");
        assert_eq!(office.ledger().await, ["account.created", "account.signed-in"]);
        office.registration.accounts.end_session(&signed_in).await.unwrap();
        assert!(!office.is_signed_in(&signed_in).await);
    })
    .await;
}

#[tokio::test]
async fn who_has_an_account_is_told_to_the_mailbox_alone() {
    in_an_office(async |office| {
        office.account().await;
        let pending = office.begin_sign_up("une autre chanson").await;
        assert!(matches!(office.mailbox().await.as_slice(), [(to, Content::AlreadyRegistered)] if to == ADDRESS));
        let awaited = office.registration.accounts.awaited_code(&pending, CodePurpose::SignUp).await.unwrap().unwrap();
        assert_eq!(awaited.email.as_str(), ADDRESS);
        let wrong = office.registration.accounts.confirm_sign_up(&pending, &typed("493027"), source(1)).await.map_err(refusal);
        assert_eq!(wrong.map(drop), Err(Some(CodeError::Wrong { tries_left: 4 })));

        let unknown = email("ines.vautrin@sceau.example.org");
        let pending = office.registration.accounts.forgot_password(&unknown, Language::Fr, source(1)).await.unwrap();
        assert!(matches!(office.mailbox().await.as_slice(), [(to, Content::NoAccount)] if to == unknown.as_str()));
        let wrong =
            office.registration.accounts.confirm_new_password(&pending, &typed("493027"), source(1)).await.map_err(refusal);
        assert_eq!(wrong, Err(Some(CodeError::Wrong { tries_left: 4 })));
        let password = Password::parse(&PASSWORD.into(), &unknown).unwrap();
        let set = office.registration.accounts.set_new_password(&pending, &password, source(1)).await.map_err(refusal);
        assert_eq!(set.map(drop), Err(Some(NotAwaited)));
    })
    .await;
}

#[tokio::test]
async fn a_code_is_good_for_ten_minutes_five_tries_and_until_the_next_is_sent() {
    in_an_office(async |office| {
        office.account().await;
        let pending = office.try_password(ADDRESS, PASSWORD, source(1)).await.unwrap();
        let code = office.code().await;
        for tries_left in (1..=4).rev() {
            let wrong = office.try_code(&pending, &other_than(&code)).await.map(drop);
            assert_eq!(wrong, Err(Some(CodeError::Wrong { tries_left })));
        }
        for attempt in [other_than(&code), typed(&code)] {
            assert_eq!(office.try_code(&pending, &attempt).await.map(drop), Err(Some(CodeError::TooManyTries)));
        }

        office.registration.accounts.send_code_again(&pending, CodePurpose::SignIn, source(1)).await.unwrap();
        let next = office.code().await;
        office.pass(10 * MINUTE);
        assert_eq!(office.try_code(&pending, &typed(&next)).await.map(drop), Err(Some(CodeError::TooOld)));
        office.registration.accounts.send_code_again(&pending, CodePurpose::SignIn, source(1)).await.unwrap();
        let last = office.code().await;
        if last != next {
            assert_eq!(office.try_code(&pending, &typed(&next)).await.map(drop), Err(Some(CodeError::Wrong { tries_left: 4 })));
        }
        let elsewhere = office.try_password(ADDRESS, PASSWORD, source(1)).await.unwrap();
        assert_eq!(office.try_code(&elsewhere, &typed(&last)).await.map(drop), Err(Some(CodeError::Wrong { tries_left: 4 })));
        office.pass(10 * MINUTE - Duration::from_millis(1));
        assert!(office.try_code(&pending, &typed(&last)).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn five_codes_are_sent_within_an_hour() {
    in_an_office(async |office| {
        let pending = office.begin_sign_up(PASSWORD).await;
        let again = async || {
            office.registration.accounts.send_code_again(&pending, CodePurpose::SignUp, source(1)).await.map_err(refusal)
        };
        for _ in 0..4 {
            office.pass(MINUTE);
            assert_eq!(again().await, Ok(()));
        }
        assert_eq!(again().await, Err(Some(ResendError::SlowDown { retry_after: 56 * MINUTE })));
        assert_eq!(office.mailbox().await.len(), 5);
        // Another browser, another network: the mailbox is the same.
        let password = Password::parse(&PASSWORD.into(), &email(ADDRESS)).unwrap();
        let elsewhere =
            office.registration.accounts.sign_up(&email(ADDRESS), &password, Language::Fr, source(2)).await.map_err(refusal);
        assert_eq!(elsewhere.map(drop), Err(Some(SlowDown { retry_after: 56 * MINUTE })));
        assert_eq!(office.ledger().await, ["attempts.throttled"]);
    })
    .await;
}

#[tokio::test]
async fn guesses_are_slowed_down_alike_for_addresses_with_and_without_account() {
    in_an_office(async |office| {
        office.account().await;
        for address in [ADDRESS, "ines.vautrin@sceau.example.org"] {
            for _ in 0..10 {
                let wrong = office.try_password(address, "à la claire rivière", source(9)).await.map(drop);
                assert_eq!(wrong, Err(Some(SignInError::Wrong)), "{address}");
            }
            let slowed = office.try_password(address, PASSWORD, source(9)).await.map(drop);
            assert_eq!(slowed, Err(Some(SignInError::SlowDown { retry_after: 60 * MINUTE })), "{address}");
        }
        office.pass(60 * MINUTE);
        assert!(office.try_password(ADDRESS, PASSWORD, source(9)).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn whoever_guesses_from_everywhere_does_not_lock_the_owner_out() {
    in_an_office(async |office| {
        office.account().await;
        for stranger in 0..100 {
            let wrong = office.try_password(ADDRESS, "à la claire rivière", source(100 + stranger / 5)).await.map(drop);
            assert_eq!(wrong, Err(Some(SignInError::Wrong)));
        }
        let slowed = office.try_password(ADDRESS, PASSWORD, source(200)).await.map(drop);
        assert_eq!(slowed, Err(Some(SignInError::SlowDown { retry_after: 24 * 60 * MINUTE })));
        assert!(office.try_password(ADDRESS, PASSWORD, source(1)).await.is_ok(), "from where the owner signed in before");
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_every_other_session_and_is_told_by_mail() {
    in_an_office(async |office| {
        let session = office.account().await;
        let waiting = office.try_password(ADDRESS, PASSWORD, source(1)).await.unwrap();
        let login_code = office.code().await;
        let pending = office.registration.accounts.forgot_password(&email(ADDRESS), Language::Fr, source(3)).await.unwrap();
        let code = office.code().await;
        let password = Password::parse(&"une autre chanson".into(), &email(ADDRESS)).unwrap();
        let early = office.registration.accounts.set_new_password(&pending, &password, source(3)).await.map_err(refusal);
        assert_eq!(early.map(drop), Err(Some(NotAwaited)), "before the code");
        office.registration.accounts.confirm_new_password(&pending, &typed(&code), source(3)).await.unwrap();
        let signed_in = office.registration.accounts.set_new_password(&pending, &password, source(3)).await.unwrap();

        assert!(matches!(office.mailbox().await.as_slice(), [(to, Content::PasswordChanged { .. })] if to == ADDRESS));
        assert!(office.is_signed_in(&signed_in).await);
        assert!(!office.is_signed_in(&session).await);
        assert_eq!(
            office.try_code(&waiting, &typed(&login_code)).await.map(drop),
            Err(Some(CodeError::Gone)),
            "the old password's"
        );
        assert_eq!(office.try_password(ADDRESS, PASSWORD, source(1)).await.map(drop), Err(Some(SignInError::Wrong)));
        let again = office.registration.accounts.set_new_password(&pending, &password, source(3)).await.map_err(refusal);
        assert_eq!(again.map(drop), Err(Some(NotAwaited)), "once");
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_after_45_idle_minutes_and_after_twelve_hours_whatever_happens() {
    in_an_office(async |office| {
        let session = office.account().await;
        office.pass(45 * MINUTE);
        assert!(!office.is_signed_in(&session).await);

        let pending = office.try_password(ADDRESS, PASSWORD, source(1)).await.unwrap();
        let code = office.code().await;
        let session = office.try_code(&pending, &typed(&code)).await.unwrap();
        for _ in 0..16 {
            office.pass(44 * MINUTE);
            assert!(office.is_signed_in(&session).await);
        }
        office.pass(16 * MINUTE);
        assert!(!office.is_signed_in(&session).await);
        assert!(office.registration.accounts.forget_ended_logins().await.unwrap() > 0);
    })
    .await;
}

#[tokio::test]
async fn whoever_has_a_network_guesses_as_one_source_with_all_its_addresses() {
    in_an_office(async |office| {
        office.account().await;
        for host in 0..10 {
            let wrong = office.try_password(ADDRESS, "à la claire rivière", ipv6(0, 1, host)).await.map(drop);
            assert_eq!(wrong, Err(Some(SignInError::Wrong)));
        }
        let slowed = office.try_password(ADDRESS, PASSWORD, ipv6(0, 1, 999)).await.map(drop);
        assert_eq!(slowed, Err(Some(SignInError::SlowDown { retry_after: 60 * MINUTE })));
        assert!(office.try_password(ADDRESS, PASSWORD, ipv6(0, 2, 999)).await.is_ok(), "the network beside");
    })
    .await;
}

#[tokio::test]
async fn a_site_guesses_so_often_however_many_networks_it_has_and_keeps_no_owner_out() {
    in_an_office(async |office| {
        let home = ipv6(1, 0xffff, 1);
        let password = Password::parse(&PASSWORD.into(), &email(ADDRESS)).unwrap();
        let pending = office.registration.accounts.sign_up(&email(ADDRESS), &password, Language::En, home).await.unwrap();
        let code = office.code().await;
        office.registration.accounts.confirm_sign_up(&pending, &typed(&code), home).await.unwrap();
        let nobody = async |number: u16, site: u16| {
            let address = format!("nobody-{number}@sceau.example.org");
            office.try_password(&address, "à la claire rivière", ipv6(site, number, 1)).await.map(drop)
        };
        for number in 0..600 {
            assert_eq!(nobody(number, 1).await, Err(Some(SignInError::Wrong)), "{number}");
        }
        assert_eq!(nobody(600, 1).await, Err(Some(SignInError::SlowDown { retry_after: 60 * MINUTE })));
        assert_eq!(nobody(600, 2).await, Err(Some(SignInError::Wrong)), "another site");
        assert!(office.try_password(ADDRESS, PASSWORD, home).await.is_ok(), "from where the owner signed in before");
    })
    .await;
}

#[tokio::test]
async fn a_site_has_so_many_codes_sent_however_many_networks_it_has_and_keeps_no_owner_out() {
    in_an_office(async |office| {
        let password = Password::parse(&PASSWORD.into(), &email(ADDRESS)).unwrap();
        let home = ipv6(1, 0, 1);
        let pending = office.registration.accounts.sign_up(&email(ADDRESS), &password, Language::En, home).await.unwrap();
        let code = office.code().await;
        office.registration.accounts.confirm_sign_up(&pending, &typed(&code), home).await.unwrap();

        let ask = async |address: &str, from| {
            office.registration.accounts.forgot_password(&email(address), Language::Fr, from).await.map(drop).map_err(refusal)
        };
        // One was sent to the account's owner.
        for subnet in 1..300 {
            let asked = ask(&format!("nobody-{subnet}@sceau.example.org"), ipv6(1, subnet, 1)).await;
            assert_eq!(asked, Ok(()), "{subnet}");
        }
        let slowed = ask("nobody@sceau.example.org", ipv6(1, 300, 1)).await;
        assert_eq!(slowed, Err(Some(SlowDown { retry_after: 60 * MINUTE })));
        assert_eq!(ask("nobody@sceau.example.org", ipv6(2, 300, 1)).await, Ok(()), "another site");
        assert_eq!(ask(ADDRESS, home).await, Ok(()), "from where the owner signed in before");
    })
    .await;
}

#[tokio::test]
async fn strangers_without_end_have_five_messages_of_a_kind_sent_to_one_address_within_an_hour() {
    in_an_office(async |office| {
        office.account().await;
        office.pass(60 * MINUTE);
        let newcomer = "ines.vautrin@sceau.example.org";
        let password = Password::parse(&"une autre chanson".into(), &email(ADDRESS)).unwrap();
        let mut sent = BTreeMap::<_, usize>::new();
        for stranger in 0..20 {
            let from = ipv6(stranger, 1, 1);
            for address in [ADDRESS, newcomer] {
                let _ = office.registration.accounts.sign_up(&email(address), &password, Language::Fr, from).await;
                let _ = office.registration.accounts.forgot_password(&email(address), Language::Fr, from).await;
            }
            // Who knows the password is no stranger to it, and may still be one to the mailbox.
            let _ = office.try_password(ADDRESS, PASSWORD, from).await;
            for (to, content) in office.mailbox().await {
                *sent.entry((strangers::kind(&content).expect("a kind that strangers can cause"), to)).or_default() += 1;
            }
            office.pass(2 * MINUTE);
        }
        let kinds: BTreeSet<_> = sent.keys().map(|(kind, _)| *kind).collect();
        assert_eq!(Vec::from_iter(kinds), strangers::AT_THE_SIGN_IN);
        assert!(sent.values().all(|messages| *messages == 5), "{sent:?}");
    })
    .await;
}

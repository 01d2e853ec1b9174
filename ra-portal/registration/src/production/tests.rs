//! From the feed of token events to dispatch, on both engines, with a scripted certificate authority.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use ca_contract::events::{FollowTokens, TokenChange, TokenEvent, TokenEvents};
use ca_contract::revocation::{RequestChannel, RequestReason};
use ca_contract::{CertificateAuthority, Unreachable, VERSION_HEADER};
use chassis::db::{Db, Value};
use chassis::encryption::MasterKey;
use http::{Request, Response, StatusCode};
use pki::{Clock, Id, SystemRandom, Timestamp};
use policies::Policies;
use serde_json::json;
use test_databases::{Log, on_both_engines};

use super::letter::DuePinLetter;
use super::{InProduction, NotPrinted, ShipError};
use crate::Registration;
use crate::access::Role;
use crate::accounts::AccountId;
use crate::core::Environment;
use crate::failpoint::Failpoints;
use crate::fault::Fault;
use crate::internal_authority::TestAuthority;
use crate::messages::{Channel, strangers};
use crate::migrations;
use crate::officers::{Officer, fixture};
use crate::orders::{self, EventKind, OrderId, OrderState};
use crate::people::PersonId;
use crate::settings::{Settings, Supplier};

/// As `date -u -d 2026-11-22T09:00:00Z +%s` prints it.
const NOW: Timestamp = Timestamp::from_millis(1_795_338_000_000);
const NUMBER: &str = "SC-2026-000001";

struct StoodClock;

impl Clock for StoodClock {
    fn now(&self) -> Timestamp {
        NOW
    }
}

/// A registration authority with one authorised order and one producer.
struct Office {
    registration: Registration,
    order: OrderId,
    operator: Officer,
    /// The events of the certificate authority's feed.
    feed: Arc<Mutex<Vec<TokenEvent>>>,
}

impl Office {
    /// Adds an event of the order's token, so many seconds after the order was authorised.
    fn happens(&self, after_seconds: u64, change: TokenChange) {
        let mut feed = self.feed.lock().unwrap();
        let event = TokenEvent {
            critical: change.is_critical(),
            sequence: feed.len() as u64 + 1,
            at: NOW.plus(Duration::from_secs(after_seconds)),
            order: NUMBER.parse().unwrap(),
            token: "T-0000-0001".parse().unwrap(),
            change,
        };
        feed.push(event);
    }

    async fn follow(&self) -> usize {
        self.registration.production.follow_tokens().await.unwrap()
    }

    async fn state(&self) -> OrderState {
        let mut tx = self.registration.core.db.begin_read().await.unwrap();
        orders::find(&self.registration.core.order_keys, &mut tx, self.order).await.unwrap().unwrap().state().clone()
    }

    async fn events(&self) -> Vec<EventKind> {
        let mut tx = self.registration.core.db.begin_read().await.unwrap();
        let events = orders::events(&self.registration.core.order_keys, &mut tx, self.order).await.unwrap();
        events.into_iter().map(|event| event.what).collect()
    }

    async fn due(&self) -> Vec<DuePinLetter> {
        self.registration.production.pin_letters_due().await.unwrap()
    }

    /// Stores a letter, without making one.
    async fn keep(&self, due: &DuePinLetter) -> bool {
        let mut tx = self.registration.core.db.begin_write().await.unwrap();
        let kept = super::store::keep_letter(&mut tx, due, b"sealed", NOW).await.unwrap();
        tx.commit().await.unwrap();
        kept
    }

    /// The kinds of the messages in the outbox that others can cause at will; empties it.
    async fn mailed(&self) -> Vec<&'static str> {
        let mut kinds = Vec::new();
        while let Some(claimed) = self.registration.outbox.claim_message(Channel::Mail).await.unwrap() {
            kinds.extend(strangers::kind(&claimed.message().content));
        }
        kinds
    }

    async fn messages(&self) -> usize {
        self.registration.outbox.waiting_messages(100).await.unwrap().len()
    }
}

fn issued() -> TokenChange {
    TokenChange::Issued { model: "SoftToken 1".to_owned(), certificates: Vec::new() }
}

fn code_set(role: &str, changed: bool) -> TokenChange {
    TokenChange::CodeSet { role: role.to_owned(), changed }
}

/// Answers `FollowTokens` from the feed, and is not available for anything else.
fn authority(feed: &Arc<Mutex<Vec<TokenEvent>>>) -> CertificateAuthority {
    let feed = Arc::clone(feed);
    CertificateAuthority::over(tower::service_fn(move |request: Request<Bytes>| {
        let feed = Arc::clone(&feed);
        async move {
            if request.uri().path() != "/v1/FollowTokens" {
                return Err(Unreachable);
            }
            let question: FollowTokens = serde_json::from_slice(request.body()).map_err(|_| Unreachable)?;
            let events = feed.lock().unwrap().iter().filter(|event| event.sequence > question.after).cloned().collect();
            let answer = Bytes::from(serde_json::to_vec(&TokenEvents { events }).unwrap());
            Ok(Response::builder().status(StatusCode::OK).header(VERSION_HEADER, "1").body(answer).unwrap())
        }
    }))
}

/// Runs a scenario with a new registration authority on each engine.
async fn in_an_office(scenario: impl AsyncFn(&Office)) {
    on_both_engines(async |url| {
        let db = Db::open(&url).await.unwrap();
        db.migrate(migrations::migrations()).await.unwrap();
        let (order, operator) = people_and_order(&db).await;
        db.close().await;
        let folder = tempfile::tempdir().unwrap();
        let feed = Arc::new(Mutex::new(Vec::new()));
        let environment = Environment {
            authority: authority(&feed),
            internal_authority: Arc::new(TestAuthority::new(NOW).certificate().clone()),
            policies: Arc::new(Policies::embedded()),
            master_key: Arc::new(MasterKey::create(&folder.path().join("master.key"), &mut SystemRandom).unwrap()),
            clock: Arc::new(StoodClock),
            settings: Settings::of(supplier()),
            dossiers: folder.path().join("dossiers"),
            examiner: crate::dossiers::Examiner::here(),
            failpoints: Failpoints::none(),
        };
        let registration = Registration::open(&url, environment).await.unwrap();
        let office = Office { registration, order, operator, feed };
        scenario(&office).await;
        office.registration.close().await;
    })
    .await;
}

async fn people_and_order(db: &Db) -> (OrderId, Officer) {
    let rng = &mut SystemRandom;
    let (account, person) = (AccountId::generate(NOW, rng), PersonId::generate(NOW, rng));
    let order = OrderId::generate(NOW, rng);
    let mut tx = db.begin_write().await.unwrap();
    tx.execute(
        "insert into accounts (id, email, address, language, salt, verifier, created_at, password_changed_at) \
         values ($1, 'maelle@sceau.example.org', 'maelle@sceau.example.org', 'fr', $2, $2, $3, $3)",
        &[account.into(), [0; 16].into(), NOW.into()],
    )
    .await
    .unwrap();
    let values = [person.into(), account.into(), NOW.into()];
    tx.execute("insert into people (id, account, known_since) values ($1, $2, $3)", &values).await.unwrap();
    let officer = fixture::admitted(&mut tx, "Inès Vautrin", "ines@sceau.example.org", &[Role::ProductionOperator], NOW).await;
    let review = json!({ "by": officer.id(), "at": NOW, "seen": "00".repeat(32) });
    let state = json!({ "state": "authorised", "review": review, "by": officer.id(), "at": NOW, "approved_at": NOW });
    let application = json!({
        "identity": { "birth_name": "Kervadec", "name_in_use": null, "given_names": "Maëlle", "latin": null },
        "contact": { "sms": "+33612345678" },
    });
    tx.execute(
        "insert into orders (id, account, person, product, application, begun_at, state, since, facts, number, placed_at, \
         price_excluding_vat_cents, vat_per_mille, version) \
         values ($1, $2, $3, 'expert-card', $4, $5, 'authorised', $5, $6, $7, $5, 15900, 200, 1)",
        &[
            order.into(),
            account.into(),
            person.into(),
            application.to_string().into(),
            NOW.into(),
            state.to_string().into(),
            Value::Text(NUMBER.to_owned()),
        ],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    (order, officer)
}

fn supplier() -> Supplier {
    let text = || "Sceau".to_owned();
    Supplier {
        name: text(),
        legal_form: text(),
        address: vec![text()],
        siren: "123456782".to_owned(),
        vat_number: text(),
        iban: text(),
        bic: text(),
        support_telephone: text(),
        support_email: text(),
        revocation_telephone: text(),
        dossier_address: vec![text()],
    }
}

#[tokio::test]
async fn a_token_event_advances_its_order_and_is_notified_once() {
    in_an_office(async |office| {
        office.happens(1, issued());
        office.happens(2, TokenChange::Personalised);
        assert_eq!(office.follow().await, 2);
        assert!(matches!(office.state().await, OrderState::InProduction { .. }));
        assert_eq!(office.registration.production.pin_letters_due().await.unwrap().len(), 1);

        office.happens(10, TokenChange::PukReleased);
        let request = Id::generate(NOW, &mut SystemRandom);
        let (channel, reason) = (RequestChannel::Web, RequestReason::Stolen);
        office.happens(20, TokenChange::Revoked { request, channel, reason, decided_at: NOW });
        assert_eq!(office.follow().await, 2);
        assert_eq!(office.follow().await, 0);
        assert!(matches!(office.state().await, OrderState::Revoked { at: NOW, .. }));
        assert_eq!(office.events().await, [EventKind::Produced, EventKind::PukCollected, EventKind::Revoked]);
        assert_eq!(office.messages().await, 2);
        // A revoked token does not need its PIN.
        assert_eq!(office.registration.production.pin_letters_due().await.unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn codes_set_for_both_certificates_at_once_are_notified_once_and_a_change_again() {
    in_an_office(async |office| {
        office.happens(1, code_set("main", false));
        assert_eq!(office.follow().await, 1);
        office.happens(3, code_set("companion", false));
        assert_eq!(office.follow().await, 1);
        assert_eq!((office.events().await.len(), office.messages().await), (1, 1));
        office.happens(30, code_set("companion", true));
        office.happens(200, code_set("main", true));
        assert_eq!(office.follow().await, 2);
        assert_eq!((office.events().await.len(), office.messages().await), (3, 3));
    })
    .await;
}

#[tokio::test]
async fn a_token_is_sent_once_after_its_letter() {
    in_an_office(async |office| {
        let ship = || office.registration.production.ship(&office.operator, office.order, "8R 0011".parse().ok());
        assert!(matches!(ship().await, Err(Fault::Refused(ShipError::NothingToShip))));
        office.happens(1, issued());
        office.happens(2, TokenChange::Personalised);
        office.follow().await;
        assert!(matches!(ship().await, Err(Fault::Refused(ShipError::LetterNotPrinted))));
        let printed = || office.registration.production.mark_letter_printed(&office.operator, office.order);
        assert!(matches!(printed().await, Err(Fault::Refused(NotPrinted::NoLetter))));

        let due = office.due().await.remove(0);
        assert!(office.keep(&due).await);
        printed().await.unwrap();
        printed().await.unwrap();
        ship().await.unwrap();
        ship().await.unwrap();
        assert!(matches!(office.state().await, OrderState::Shipped { tracking: Some(tracking), .. } if tracking == "8R 0011"));
        let tracking = Some("8R 0011".to_owned());
        let expected = [EventKind::Produced, EventKind::PinLetterSent, EventKind::Shipped { tracking }];
        assert_eq!(office.events().await, expected);
        // A mail that the token was sent, and an SMS to activate it.
        assert_eq!(office.messages().await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_letter_whose_pin_was_replaced_is_void_and_made_again_under_its_key() {
    in_an_office(async |office| {
        office.happens(1, issued());
        office.happens(2, TokenChange::Personalised);
        office.follow().await;
        let first = office.due().await.remove(0);
        assert!(office.keep(&first).await);
        office.registration.production.mark_letter_printed(&office.operator, office.order).await.unwrap();
        assert!(office.due().await.is_empty());

        office.happens(3, TokenChange::Personalised);
        office.follow().await;
        let second = office.due().await.remove(0);
        assert_eq!(second.key, first.key);
        let ship = office.registration.production.ship(&office.operator, office.order, None).await;
        assert!(matches!(ship, Err(Fault::Refused(ShipError::LetterNotPrinted))), "the printed letter is void");
        assert!(!office.keep(&first).await, "made from the PIN before");
        assert!(office.keep(&second).await);
        assert!(office.due().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn messages_about_wrong_and_new_codes_are_limited_for_each_holder() {
    const MINUTE: u64 = 60;
    const DAY: u64 = 24 * 60 * MINUTE;
    in_an_office(async |office| {
        office.happens(0, TokenChange::WrongCodes { count: 10 });
        office.follow().await;
        assert_eq!(office.mailed().await, ["wrong codes tried"], "the first at once");
        // Acts as if the certificate authority did not apply its own limit.
        for minute in 1..60 {
            office.happens(minute * MINUTE, TokenChange::WrongCodes { count: 10 });
        }
        office.follow().await;
        assert!(office.mailed().await.is_empty(), "at most one an hour");
        for hour in 1..24 {
            office.happens(hour * 60 * MINUTE, TokenChange::WrongCodes { count: 10 });
        }
        office.follow().await;
        assert_eq!(office.mailed().await.len(), 2, "three in the first 24 hours");
        office.happens(DAY, TokenChange::WrongCodes { count: 10 });
        office.follow().await;
        assert_eq!(office.mailed().await.len(), 1, "the next day");

        for event in 0..20 {
            office.happens(2 * DAY + event * 2 * MINUTE, code_set("main", true));
        }
        office.follow().await;
        let mailed = office.mailed().await;
        assert_eq!(mailed, ["code defined"; 5]);
        assert_eq!(strangers::ABOUT_A_TOKEN, ["code defined", "wrong codes tried"]);
    })
    .await;
}

#[tokio::test]
async fn an_order_in_production_that_cannot_be_read_is_reported_and_hides_no_other() {
    in_an_office(async |office| {
        let production = &office.registration.production;
        let copies = "insert into orders (id, account, person, product, application, begun_at, state, since, facts, number, placed_at, \
             price_excluding_vat_cents, vat_per_mille, version) select $1, account, person, product, application, begun_at, $2, since, \
             $3, $4, placed_at, price_excluding_vat_cents, vat_per_mille, version from orders where id = $5";
        let mut tx = office.registration.core.db.begin_write().await.unwrap();
        let produced = json!({ "state": "in-production", "token": "T-0000-0001", "since": NOW }).to_string();
        for (number, state, facts) in
            [(2, "authorised", "{}"), (3, "in-production", produced.as_str()), (4, "in-production", "{}")]
        {
            let id = OrderId::generate(NOW, &mut SystemRandom);
            let number = format!("SC-2026-{number:06}");
            let values = [id.into(), state.into(), facts.into(), number.into(), office.order.into()];
            tx.execute(copies, &values).await.unwrap();
        }
        tx.commit().await.unwrap();
        let log = Log::start();
        let overview = production.production_overview().await.unwrap();
        let numbers = |orders: &[InProduction]| orders.iter().map(|order| order.number.to_string()).collect::<Vec<_>>();
        assert_eq!(numbers(&overview.awaiting_station), [NUMBER]);
        assert_eq!(numbers(&overview.letters), ["SC-2026-000003"]);
        assert_eq!(log.lines_with(&["ERROR", "orders.facts"]).len(), 2);
    })
    .await;
}

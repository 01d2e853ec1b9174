//! A bootstrapped certificate authority in this process, for tests that call decisions over the contract.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use ca_contract::issuance::{Approve, Issue, Issued, SlotRequest};
use ca_contract::officers::{EnrolOfficer, EnrolledOfficer, ListOfficers, OfficerRole};
use ca_contract::statement::{IdentificationFacts, IdentityCheck, Officer, OrderNumber, Person, Statement, Subject};
use ca_contract::status::{FollowStatus, StatusChange, StatusEvents};
use ca_contract::{Caller, CertificateAuthority, Confidential, Der, Failed, IdempotencyKey, Operation};
use jiff::civil::date;
use pki::{Clock, Curve, Digest, Id, SerialNumber, SoftwareKey, SystemRandom, Timestamp, TokenNumber};
use policies::Policies;
use test_databases::on_both_engines;

use crate::fixtures::{SetClock, configuration, enrolment, environment, fresh};
use crate::{Authority, Config};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// The authority, its portal and its station, and two officers with every role.
pub(crate) struct Zone {
    pub(crate) portal: CertificateAuthority,
    pub(crate) station: CertificateAuthority,
    responder: CertificateAuthority,
    pub(crate) authority: Authority,
    pub(crate) officers: [Id<Officer>; 2],
    pub(crate) policies: Arc<Policies>,
    clock: Arc<SetClock>,
}

/// Runs a test in a newly bootstrapped zone on each engine; `change` adjusts its configuration.
pub(crate) async fn in_a_zone(change: impl Fn(&mut Config), test: impl AsyncFn(&Zone)) {
    on_both_engines(async |url| {
        let clock = SetClock::start();
        let mut config = Config {
            origins: vec!["http://127.0.0.1:9".to_owned()],
            puk_releases_per_hour: 20,
            pin_releases_per_hour: 20,
            dossier_keys_per_hour: 20,
            ..configuration(url)
        };
        change(&mut config);
        let environment = environment(Arc::<SetClock>::clone(&clock));
        let policies = Arc::clone(&environment.policies);
        let enrolments = [
            enrolment("Inès Vautrin", "ines.vautrin@sceau.example.org"),
            enrolment("Octave Delmas", "octave.delmas@sceau.example.org"),
        ];
        let bootstrapped = Authority::bootstrap(&config, &environment, &enrolments).await.unwrap();
        let authority = Authority::open(config, environment).await.unwrap();
        let zone = Zone {
            portal: authority.in_process(Caller::Portal),
            station: authority.in_process(Caller::Station),
            responder: authority.in_process(Caller::Responder),
            officers: [0, 1].map(|place: usize| bootstrapped.officers[place].id),
            policies,
            clock,
            authority,
        };
        test(&zone).await;
    })
    .await;
}

impl Zone {
    /// Calls an operation with a new idempotency key.
    pub(crate) async fn ask<O: Operation>(&self, question: &O) -> Result<O::Answer, Failed<O::Error>> {
        self.portal.call(question, fresh_key()).await
    }

    /// Why the authority refuses what the portal asks.
    pub(crate) async fn refusal<O: Operation>(&self, question: &O) -> O::Error {
        match self.ask(question).await {
            Err(Failed::Refused(why)) => why,
            Err(other) => panic!("{}: {other:?}", O::NAME),
            Ok(_) => panic!("{} was not refused", O::NAME),
        }
    }

    /// The station's question under a fresh idempotency key.
    pub(crate) async fn station_asks<O: Operation>(&self, question: &O) -> Result<O::Answer, Failed<O::Error>> {
        self.station.call(question, fresh_key()).await
    }

    /// One more officer, with these roles.
    pub(crate) async fn enrolled(&self, name: &str, roles: &[OfficerRole]) -> Id<Officer> {
        let [proposed_by, confirmed_by] = self.officers;
        let email = format!("{}@sceau.example.org", name.to_lowercase().replace(' ', "."));
        let roles = roles.to_vec().try_into().unwrap();
        let question =
            EnrolOfficer { request: request(Curve::P256), name: name.to_owned(), email, roles, proposed_by, confirmed_by };
        self.ask(&question).await.unwrap().officer
    }

    /// An order that both officers approved, and the question that issues it: `number` names order and token.
    pub(crate) async fn approved(&self, number: u32) -> Issue {
        self.approved_with(number, |_| {}).await
    }

    /// The same, with a change of the statement.
    async fn approved_with(&self, number: u32, change: impl FnOnce(&mut Statement)) -> Issue {
        let order = format!("SC-2026-{number:06}");
        let mut statement = self.statement(&order);
        change(&mut statement);
        let [reviewed_by, authorised_by] = self.officers;
        let order = statement.order.clone();
        let approved = self.ask(&Approve { statement, reviewed_by, authorised_by }).await.unwrap();
        let token = TokenNumber::from_str(&format!("ST-{number:012X}")).unwrap();
        // The slots of the expert card, both on P-256 (policies/products.toml).
        let requests = [0, 1].map(|slot| SlotRequest { slot, request: request(Curve::P256) });
        Issue { order, statement: approved.statement, token, model: "software".to_owned(), requests: requests.to_vec() }
    }

    /// A token with its certificates.
    pub(crate) async fn produced(&self, number: u32) -> Issued {
        self.station_asks(&self.approved(number).await).await.unwrap()
    }

    /// A token of an order whose statement is changed.
    pub(crate) async fn produced_with(&self, number: u32, change: impl FnOnce(&mut Statement)) -> Issued {
        self.station_asks(&self.approved_with(number, change).await).await.unwrap()
    }

    /// The serial numbers that the status feed reports as revoked, in its order.
    pub(crate) async fn revoked_serials(&self) -> Vec<SerialNumber> {
        let followed = self.responder.call(&FollowStatus { after: 0, at_most: 1000, wait_ms: 0 }, fresh_key()).await.unwrap();
        let StatusEvents::Events { events, .. } = followed else { panic!("{followed:?}") };
        let revoked = events.into_iter().filter_map(|event| match event.change {
            StatusChange::Revoked(revoked) => Some(revoked.serial),
            _ => None,
        });
        revoked.collect()
    }

    pub(crate) async fn listed(&self) -> Vec<EnrolledOfficer> {
        self.ask(&ListOfficers {}).await.unwrap()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn pass(&self, duration: Duration) {
        self.clock.pass(duration);
    }

    /// A [`statement`] about a new person, checked by the first officer.
    pub(crate) fn statement(&self, order: &str) -> Statement {
        statement(order, self.officers[0], &self.policies, self.now())
    }
}

/// A statement about an invented person, whose identity an officer checked the day before, for 90 days.
pub(crate) fn statement(order: &str, checked_by: Id<Officer>, policies: &Policies, now: Timestamp) -> Statement {
    let person: Id<Person> = fresh();
    let order: OrderNumber = order.parse().unwrap();
    Statement {
        person,
        subject: Subject {
            serial_number: format!("SC{}", hex::encode_upper(&person.as_bytes()[10..])),
            given_name: Some("Maëlle".to_owned()),
            surname: "Kervadec".to_owned(),
            title: Some("Expert près la cour d'appel de Rennes".to_owned()),
            organisation: None,
        },
        product: "expert-card".parse().unwrap(),
        policies: policies.digest(),
        dossier: Digest::of(order.as_str().as_bytes()),
        identity_check: IdentityCheck {
            officer: checked_by,
            place: "Rennes".to_owned(),
            at: now.minus(DAY),
            validated_until: now.plus(90 * DAY),
        },
        facts: IdentificationFacts {
            email: Confidential::new("maelle.kervadec@sceau.example.org"),
            birth_date: date(1971, 4, 23).into(),
            birth_place: Confidential::new("Saint-Brieuc"),
            document_expires: date(2031, 9, 30),
            document_printed: Some(date(2026, 9, 30)),
            birth_name: None,
        },
        order,
    }
}

/// A certification request for a fresh key.
pub(crate) fn request(curve: Curve) -> Der {
    Der(pki::csr::request(&SoftwareKey::generate(curve).unwrap()).unwrap())
}

fn fresh_key() -> IdempotencyKey {
    IdempotencyKey::generate(&mut SystemRandom)
}

//! The people of the scenarios, and their use of the contract.

use std::path::PathBuf;

use ca_contract::Confidential;
use ca_contract::holder::SetCode;
use ca_contract::issuance::{Approve, Issued};
use ca_contract::revocation::{Contact, HolderReason, RevocationSummary, RevokeByCode, RevokedByCode, Source};
use ca_contract::statement::{OrderNumber, Person, Statement};
use pki::{Certificate, Clock, Digest, Id, SystemRandom};

use super::Testbed;
use super::callers::ask;

/// The emergency revocation codes of the main and the companion certificate.
pub const CODES: [&str; 2] = ["K7MP3WQ", "X4RT9BDA"];

/// The holder of every scenario, whose data are those of [`demo::specimen`].
#[derive(Debug)]
pub struct Scenario;

/// A produced token with its certificates.
#[derive(Debug)]
pub struct ProducedToken {
    /// The token's file.
    pub token: PathBuf,
    /// The issued certificates.
    pub issued: Issued,
}

impl ProducedToken {
    /// The certificate of a slot.
    #[must_use]
    pub fn certificate(&self, place: usize) -> Certificate {
        Certificate::from_der(&self.issued.certificates[place].certificate.0).expect("a certificate")
    }

    /// The fingerprint by which the contract identifies the certificate of a slot.
    #[must_use]
    pub fn fingerprint(&self, place: usize) -> Digest {
        Digest::of(&self.issued.certificates[place].certificate.0)
    }

    /// The CA that issued the certificate of a slot.
    #[must_use]
    pub fn issuer(&self, place: usize) -> Certificate {
        Certificate::from_der(&self.issued.certificates[place].chain[0].0).expect("a certificate")
    }
}

impl Scenario {
    /// A statement about the holder of every scenario.
    #[must_use]
    pub fn statement(testbed: &Testbed, order: &str, product: &str, person: Id<Person>) -> Statement {
        let order: OrderNumber = order.parse().expect("an order number");
        let product = product.parse().expect("a product's name");
        demo::specimen(order, product, person, testbed.bootstrapped.officers[0].id, &testbed.policies, testbed.clock.now())
    }

    /// A new person.
    #[must_use]
    pub fn person(testbed: &Testbed) -> Id<Person> {
        Id::generate(testbed.clock.now(), &mut SystemRandom)
    }

    /// Approves a statement with both officers.
    pub async fn approve(testbed: &Testbed, statement: Statement) -> Digest {
        let [reviewer, authoriser] = [0, 1].map(|place| testbed.bootstrapped.officers[place].id);
        let approve = Approve { statement, reviewed_by: reviewer, authorised_by: authoriser };
        ask(&testbed.callers.portal, &approve).await.expect("the statement is approved").statement
    }

    /// Approves and produces a token of `product` for `person`.
    pub async fn produce(testbed: &Testbed, order: &str, product: &str, person: Id<Person>) -> ProducedToken {
        Self::produce_stated(testbed, Self::statement(testbed, order, product, person)).await
    }

    /// Approves a statement and produces its token.
    pub async fn produce_stated(testbed: &Testbed, statement: Statement) -> ProducedToken {
        let order = statement.order.clone();
        Self::approve(testbed, statement).await;
        let token = testbed.path(&format!("{order}.token"));
        let produced = station::personalise(&testbed.callers.station, Some(&order), &token).await.expect("the token is produced");
        ProducedToken { token, issued: produced.issued }
    }

    /// Defines [`CODES`] for the two certificates.
    pub async fn define_codes(testbed: &Testbed, held: &ProducedToken) {
        for (place, code) in CODES.iter().enumerate() {
            let set = SetCode { certificate: held.fingerprint(place), code: Confidential::new(*code) };
            ask(&testbed.callers.portal, &set).await.expect("the code is set");
        }
    }

    /// The source of answers on the public page from this network.
    #[must_use]
    pub fn at(network: &str) -> Source {
        Source::Web(network.parse().expect("a subscriber's network"))
    }

    /// The four answers, all right except possibly `code`.
    #[must_use]
    pub fn answers(code: &str) -> RevokeByCode {
        RevokeByCode {
            name: Confidential::new("kervadec maelle"),
            contact: Contact::Email(Confidential::new("maelle.kervadec@sceau.example.org")),
            birth_date: jiff::civil::date(1971, 4, 23).into(),
            code: Confidential::new(code),
            further: None,
            reason: HolderReason::Stolen,
            source: Self::at("192.0.2.7"),
            token: None,
        }
    }

    /// Revokes with the four right answers.
    pub async fn revoke(testbed: &Testbed, code: &str) -> RevocationSummary {
        match ask(&testbed.callers.portal, &Self::answers(code)).await.expect("the answers are right") {
            RevokedByCode::Revoked(summary) => summary,
            RevokedByCode::Choose { tokens } => panic!("one token should match, not {tokens:?}"),
        }
    }
}

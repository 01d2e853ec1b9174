//! Invented people: the first officers, and the statement about a court expert.

use std::time::Duration;

use ca_contract::Confidential;
use ca_contract::statement::{IdentificationFacts, IdentityCheck, Officer as OfficerId, OrderNumber, Person, Statement, Subject};
use jiff::civil::date;
use pki::{Digest, Id, Timestamp};
use policies::{Policies, ProductName};

use deployment::installation::Officer;

/// The officers of the demonstration.
pub(super) fn officers() -> [Officer; 2] {
    let officer = |name: &str, email: &str| Officer { name: name.to_owned(), email: email.to_owned() };
    [officer("Inès Vautrin", "ines.vautrin@sceau.example.org"), officer("Octave Delmas", "octave.delmas@sceau.example.org")]
}

/// A statement about an invented court expert, for approval and issuance in demonstration and journeys.
#[must_use]
pub fn specimen(
    order: OrderNumber,
    product: ProductName,
    person: Id<Person>,
    officer: Id<OfficerId>,
    policies: &Policies,
    now: Timestamp,
) -> Statement {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    Statement {
        person,
        subject: Subject {
            serial_number: format!("SC{}", hex::encode_upper(&person.as_bytes()[10..])),
            given_name: Some("Maëlle".to_owned()),
            surname: "Kervadec".to_owned(),
            title: Some("Expert près la cour d'appel de Rennes".to_owned()),
            organisation: None,
        },
        product,
        policies: policies.digest(),
        dossier: Digest::of(order.as_str().as_bytes()),
        identity_check: IdentityCheck {
            officer,
            place: "Rennes".to_owned(),
            at: now.minus(DAY),
            validated_until: now.plus(90 * DAY),
        },
        facts: IdentificationFacts {
            email: Confidential::new("maelle.kervadec@sceau.example.org"),
            birth_date: date(1971, 4, 23).into(),
            birth_place: Confidential::new("Saint-Brieuc"),
            document_expires: date(2031, 9, 30),
            document_printed: None,
            birth_name: None,
        },
        order,
    }
}

//! The statement that two officers approve: exactly what the certificate authority may issue.

use ca_contract::Confidential;
use ca_contract::statement::{self, IdentificationFacts, Statement, Subject};
use policies::{HolderKind, Policies};

use super::case_file::CaseFile;
use crate::people::PersonId;

/// The order's data as a statement; none when a section is missing, the court is not in the policies or the identity was not
/// checked.
pub(super) fn statement(case_file: &CaseFile, policies: &Policies) -> Option<Statement> {
    let application = &case_file.order.application;
    let identity = application.identity.as_ref()?;
    let (surname, given_names) = identity.in_certificate();
    let birth = application.birth.as_ref()?;
    let title = match application.requirements.holder {
        HolderKind::CourtExpert => Some(policies.court(&application.listing.as_ref()?.court)?.title.clone()),
        HolderKind::Individual => None,
    };
    let check = case_file.check.as_ref()?;
    let end = check.seen.document_end();
    Some(Statement {
        order: (&case_file.number).into(),
        person: case_file.order.person.retyped(),
        subject: Subject {
            serial_number: serial_number(case_file.order.person),
            given_name: given_names.map(String::from),
            surname: surname.as_str().to_owned(),
            title,
            organisation: None,
        },
        product: case_file.order.product.clone(),
        policies: policies.digest(),
        dossier: case_file.dossier.digest(),
        identity_check: statement::IdentityCheck {
            officer: check.officer.retyped(),
            place: check.seen.place.clone(),
            at: check.seen.at(),
            validated_until: check.validated_until,
        },
        facts: IdentificationFacts {
            email: Confidential::new(case_file.email.as_str()),
            birth_date: birth.date,
            birth_place: Confidential::new(birth.place.as_str()),
            document_expires: end.valid_until,
            document_printed: (end.printed != end.valid_until).then_some(end.printed),
            birth_name: Some(&identity.birth_name)
                .filter(|name| name.with_plain_signs() != surname)
                .map(|name| Confidential::new(name.as_str())),
        },
    })
}

/// The subject's serialNumber: opaque, and the same in every certificate of this person. The last six octets of the identifier
/// are random (RFC 9562 §5.7).
fn serial_number(person: PersonId) -> String {
    format!("SC{}", hex::encode_upper(&person.as_bytes()[10..]))
}

//! The statement that two officers approve: exactly what the certificate authority may issue.

use ca_contract::Confidential;
use ca_contract::statement::{self, IdentificationFacts, Statement, Subject};
use policies::{HolderKind, Policies};

use super::folder::Folder;
use crate::people::PersonId;

/// The order's data as a statement; none when a section is missing, the court is not in the policies or the identity was not checked.
pub(super) fn statement(folder: &Folder, policies: &Policies) -> Option<Statement> {
    let application = &folder.order.application;
    let identity = application.identity.as_ref()?;
    let (surname, given_names) = identity.in_certificate();
    let birth = application.birth.as_ref()?;
    let title = match application.requirements.holder {
        HolderKind::CourtExpert => Some(policies.court(&application.listing.as_ref()?.court)?.title.clone()),
        HolderKind::Individual => None,
    };
    let check = folder.check.as_ref()?;
    Some(Statement {
        order: (&folder.number).into(),
        person: folder.order.person.retyped(),
        subject: Subject {
            serial_number: serial_number(folder.order.person),
            given_name: given_names.as_str().to_owned(),
            surname: surname.as_str().to_owned(),
            title,
            organisation: None,
        },
        product: folder.order.product.clone(),
        policies: policies.digest(),
        dossier: folder.dossier.digest(),
        identity_check: statement::IdentityCheck {
            officer: check.officer.retyped(),
            place: check.seen.place.clone(),
            at: check.seen.at(),
            validated_until: check.validated_until,
        },
        facts: IdentificationFacts {
            email: Confidential::new(folder.email.as_str()),
            birth_date: birth.date,
            birth_place: Confidential::new(birth.place.as_str()),
            document_expires: check.seen.document_expires,
            birth_name: Some(&identity.birth_name).filter(|name| *name != surname).map(|name| Confidential::new(name.as_str())),
        },
    })
}

/// The subject's serial number: opaque, and the same on every certificate of this person. The last six octets of the identifier are
/// random (RFC 9562 §5.7).
fn serial_number(person: PersonId) -> String {
    format!("SC{}", hex::encode_upper(&person.as_bytes()[10..]))
}

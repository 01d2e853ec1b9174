//! The facts of a token's holder, from the approved statement.

use ca_contract::Confidential;
use ca_contract::statement::{Statement, Subject};
use chassis::encryption::MacKey;
use pki::{Digest, TokenNumber};

use super::digests::{FormDigests, Kind};
use super::typed_name::TypedName;
use super::{birth_place, email, given_names, surname, token_number};

/// The digests of all forms of a statement's facts, for one token.
pub(crate) fn digests(key: &MacKey, statement: &Statement, token: &TokenNumber) -> Vec<(Kind, Digest)> {
    let facts = &statement.facts;
    let birth_name = facts.birth_name.as_ref().map(Confidential::expose);
    let mut digests = vec![
        (Kind::Email, Kind::Email.contact_digest(key, &email::form(facts.email.expose()))),
        (Kind::TokenNumber, Kind::TokenNumber.contact_digest(key, &token_number::form(token))),
    ];
    let mut add = |kind: Kind, form: &str| digests.push((kind, kind.digest(key, token.as_str(), form)));
    given_names::forms(&statement.subject.given_name).iter().for_each(|form| add(Kind::GivenNames, form));
    surname::forms(&statement.subject.surname, birth_name).iter().for_each(|form| add(Kind::Surname, form));
    birth_place::forms(facts.birth_place.expose()).iter().for_each(|form| add(Kind::BirthPlace, form));
    add(Kind::BirthDate, &facts.birth_date.to_string());
    add(Kind::DocumentEnd, &facts.document_expires.to_string());
    digests
}

/// Whether a holder who gives the names in the certificate would be recognised by them.
pub(crate) fn can_be_given(subject: &Subject) -> bool {
    let typed = TypedName::read(&format!("{} {}", subject.given_name, subject.surname));
    typed.reads_as(&given_names::forms(&subject.given_name), &surname::forms(&subject.surname, None))
}

/// What an attempt is compared with.
#[derive(Debug)]
pub(crate) struct FactsOnFile {
    pub(super) given_names: FormDigests,
    pub(super) surname: FormDigests,
    pub(super) birth_date: FormDigests,
    pub(super) birth_place: FormDigests,
    pub(super) document_end: FormDigests,
}

impl FactsOnFile {
    pub(crate) fn of(digests: &[(Kind, Digest)]) -> Self {
        let of = |kind| FormDigests::of(kind, digests);
        Self {
            given_names: of(Kind::GivenNames),
            surname: of(Kind::Surname),
            birth_date: of(Kind::BirthDate),
            birth_place: of(Kind::BirthPlace),
            document_end: of(Kind::DocumentEnd),
        }
    }

    /// The facts of nobody: comparing with them takes the same time and never matches.
    pub(crate) fn of_nobody() -> Self {
        Self::of(&[])
    }
}

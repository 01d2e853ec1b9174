//! The facts of a token's holder, from the approved statement.

use ca_contract::Confidential;
use ca_contract::statement::{Statement, Subject};
use chassis::encryption::MacKey;
use pki::{BirthDate, Digest, TokenNumber};

use super::digests::{FormDigests, Kind};
use super::forms::{Forms, NO_GIVEN_NAMES};
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
    given_name_forms(&statement.subject).iter().for_each(|form| add(Kind::GivenNames, form));
    surname::forms(&statement.subject.surname, birth_name).iter().for_each(|form| add(Kind::Surname, form));
    birth_place::forms(facts.birth_place.expose()).iter().for_each(|form| add(Kind::BirthPlace, form));
    birth_date_forms(facts.birth_date).iter().for_each(|form| add(Kind::BirthDate, form));
    let ends = [Some(facts.document_expires), facts.document_printed];
    ends.iter().flatten().for_each(|end| add(Kind::DocumentEnd, &end.to_string()));
    digests
}

/// Whether a holder who gives the names in the certificate would be recognised by them.
pub(crate) fn can_be_given(subject: &Subject) -> bool {
    let typed = TypedName::read(&subject.whole_name());
    typed.reads_as(&given_name_forms(subject), &surname::forms(&subject.surname, None))
}

fn given_name_forms(subject: &Subject) -> Forms {
    match &subject.given_name {
        Some(given_names) => given_names::forms(given_names),
        None => Forms::from_iter([NO_GIVEN_NAMES.to_owned()]),
    }
}

/// The date as the document gives it and, where it has no day, what other offices write instead: the first or the last day that
/// fits.
fn birth_date_forms(born: BirthDate) -> Forms {
    Forms::from_iter([born.to_string(), born.first_day().to_string(), born.last_day().to_string()])
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

//! The facts that a person claims in an emergency.

use ca_contract::revocation::{Contact, RevokeByCode};
use chassis::encryption::MacKey;
use pki::Digest;
use subtle::Choice;

use super::digests::{FormDigests, Kind};
use super::forms::Forms;
use super::on_file::FactsOnFile;
use super::typed_name::TypedName;
use super::{birth_place, email, token_number};

/// The kind and digest by which tokens are found: the same for every spelling of the contact.
pub(crate) fn contact_digest(key: &MacKey, contact: &Contact) -> (Kind, Digest) {
    let (kind, form) = match contact {
        Contact::Email(address) => (Kind::Email, email::form(address.expose())),
        Contact::Token(number) => (Kind::TokenNumber, token_number::form(number)),
    };
    (kind, kind.contact_digest(key, &form))
}

/// The answers except contact and code, with all their forms.
pub(crate) struct ClaimedFacts {
    name: TypedName,
    birth_date: String,
    /// Birth place and end of the identity document, if they were requested.
    further: Option<(Forms, String)>,
}

impl ClaimedFacts {
    pub(crate) fn of(question: &RevokeByCode) -> Self {
        let further = question.further.as_ref();
        Self {
            name: TypedName::read(question.name.expose()),
            birth_date: question.birth_date.to_string(),
            further: further
                .map(|further| (birth_place::typed_forms(further.birth_place.expose()), further.document_expires.to_string())),
        }
    }

    /// Whether they match what is on file for `token`. The time depends only on the claim.
    pub(crate) fn fit(&self, key: &MacKey, token: &str, on_file: &FactsOnFile) -> Choice {
        let hold = |digests: &FormDigests, kind: Kind, form: &str| digests.hold(&kind.digest(key, token, form));
        let mut fit = self.name_fits(key, token, on_file);
        fit &= hold(&on_file.birth_date, Kind::BirthDate, &self.birth_date);
        if let Some((places, document_end)) = &self.further {
            let place = |held, form| held | hold(&on_file.birth_place, Kind::BirthPlace, form);
            fit &= places.iter().fold(Choice::from(0), place);
            fit &= hold(&on_file.document_end, Kind::DocumentEnd, document_end);
        }
        fit
    }

    /// Whether one reading of the name has both given names and a surname on file.
    fn name_fits(&self, key: &MacKey, token: &str, on_file: &FactsOnFile) -> Choice {
        let held = |digests: &FormDigests, kind: Kind, forms: &[String]| -> Vec<Choice> {
            forms.iter().map(|form| digests.hold(&kind.digest(key, token, form))).collect()
        };
        let given_names = held(&on_file.given_names, Kind::GivenNames, &self.name.given_names);
        let surnames = held(&on_file.surname, Kind::Surname, &self.name.surnames);
        self.name.readings.iter().fold(Choice::from(0), |fit, (given, surname)| fit | given_names[*given] & surnames[*surname])
    }
}

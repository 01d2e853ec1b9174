//! The subject of a holder's certificates, built from the approved statement (docs/profiles.md#names).

use ca_contract::statement::Subject;
use pki::DistinguishedName;
use pki::letters::is_certifiable;
use pki::name::{Attribute, NameError};

/// The country of every subject: that of the courts that the holders serve.
const COUNTRY: &str = "FR";

/// The distinguished name, the same in every hierarchy.
pub(crate) fn distinguished_name(subject: &Subject) -> Result<DistinguishedName, NameError> {
    let mut attributes = vec![(Attribute::CountryName, COUNTRY.to_owned())];
    if let Some(organisation) = &subject.organisation {
        attributes.push((Attribute::OrganizationName, organisation.name.clone()));
        attributes.push((Attribute::OrganizationalUnitName, format!("0002 {}", organisation.siren)));
    }
    if let Some(title) = &subject.title {
        attributes.push((Attribute::Title, title.clone()));
    }
    attributes.push((Attribute::SerialNumber, subject.serial_number.clone()));
    attributes.push((Attribute::Surname, subject.surname.clone()));
    attributes.extend(subject.given_name.iter().map(|given_name| (Attribute::GivenName, given_name.clone())));
    attributes.push((Attribute::CommonName, subject.whole_name()));
    DistinguishedName::new(attributes)
}

/// The first character of the holder's names that a certificate may not carry.
pub(super) fn uncertifiable(subject: &Subject) -> Option<char> {
    let names = subject.given_name.iter().chain([&subject.surname]);
    names.flat_map(|name| name.chars()).find(|character| !may_be_certified(*character))
}

/// Whether a name may contain a character. The typographic apostrophe is in approvals that were stored by release 0.1.0 and are
/// sent again.
pub(crate) const fn may_be_certified(character: char) -> bool {
    is_certifiable(character) || character == '’'
}

//! People, as identity documents name them, with or without an account.

mod address;
mod character;
mod country;
mod fitting;
mod mobile_number;
mod name;
mod store;
mod transliteration;

pub use address::{AddressFault, AddressLine, PostalAddress};
pub use country::{Country, NotACountry};
pub use mobile_number::{MobileNumber, MobileNumberFault};
pub use name::{GivenNames, NameFault, PersonName, WholeNameFault, full_name, whole_name};
pub use pki::letters::is_invisible;
pub use transliteration::{is_certifiable, is_latin, proposed_spelling};

pub(crate) use address::{LINE, parse_latin_line, parse_line};
pub(crate) use fitting::{first_words, name_on_a_line};
pub(crate) use name::{MOST_IN_CERTIFICATE, words_of};
pub(crate) use store::of_account;

use pki::Id;

/// Marks identifiers of people.
#[derive(Debug)]
pub enum Person {}

/// Identifies a person, here and at the certificate authority; the subject's serialNumber is derived from it and is the same in
/// every certificate.
pub type PersonId = Id<Person>;

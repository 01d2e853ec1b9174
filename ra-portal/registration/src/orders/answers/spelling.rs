//! The spelling of names that a certificate cannot carry: proposed, corrected, confirmed.

use std::str::FromStr;

use super::fault::FieldFault;
use super::reader::{Fields, Reader, put};
use crate::orders::{Identity, LatinSpelling};
use crate::people::{
    GivenNames, MOST_IN_CERTIFICATE, NameFault, PersonName, first_words, is_certifiable, proposed_spelling, whole_name, words_of,
};

/// Reads the spelling of the given names, where the identity has some, and of the surname.
pub(super) fn read(reader: &mut Reader<'_>, has_given_names: bool) -> Option<LatinSpelling> {
    let given_names =
        if has_given_names { spelled(reader, "latin-given-names", GivenNames::as_str).map(Some) } else { Some(None) };
    let surname = spelled(reader, "latin-surname", PersonName::as_str);
    if reader.text("confirmed").is_empty() {
        reader.faults.add("confirmed", FieldFault::NotConfirmed);
    }
    let spelling = LatinSpelling { surname: surname?, given_names: given_names? };
    let whole = whole_name(spelling.given_names.as_ref(), &spelling.surname);
    reader.read(if has_given_names { "latin-given-names" } else { "latin-surname" }, whole)?;
    Some(spelling)
}

fn spelled<T: FromStr<Err = NameFault>>(reader: &mut Reader<'_>, field: &str, text: fn(&T) -> &str) -> Option<T> {
    let name = reader.text(field).parse::<T>().map_err(FieldFault::from);
    let name = name.and_then(|name| if is_certifiable(text(&name)) { Ok(name) } else { Err(FieldFault::NotLatin) });
    reader.read(field, name)
}

pub(super) fn write(identity: Option<&Identity>, fields: &mut Fields) {
    let Some(identity) = identity else { return };
    let given_names = match &identity.latin {
        Some(confirmed) => {
            put(fields, "latin-surname", confirmed.surname.as_str());
            put(fields, "confirmed", "yes");
            confirmed.given_names.as_ref().map(GivenNames::to_string)
        }
        None => {
            let proposed = |name: &str| proposed_spelling(name).unwrap_or_default();
            let (at_most, most_words) = MOST_IN_CERTIFICATE;
            // At least one word is left to the given names.
            let surname = first_words(&proposed(identity.surname_in_use().as_str()), at_most, most_words - 1);
            let (room, words) = (at_most - 1 - surname.chars().count(), most_words - words_of(&surname));
            put(fields, "latin-surname", surname);
            identity.given_names.as_ref().map(|names| first_words(&proposed(names.as_str()), room, words))
        }
    };
    if let Some(given_names) = given_names {
        fields.insert(0, ("latin-given-names".to_owned(), given_names));
    }
}

//! The spelling of names that are not in Latin letters: proposed, corrected, confirmed.

use super::fault::FieldFault;
use super::reader::{Fields, Reader, put};
use crate::orders::{Identity, LatinSpelling};
use crate::people::{GivenNames, PersonName, is_plain_latin, proposed_spelling, whole_name};

pub(super) fn read(reader: &mut Reader<'_>) -> Option<LatinSpelling> {
    let given_names = spelled(reader, "latin-given-names").and_then(|text| {
        let names = text.parse::<GivenNames>();
        reader.read("latin-given-names", names)
    });
    let surname = spelled(reader, "latin-surname").and_then(|text| {
        let name = text.parse::<PersonName>();
        reader.read("latin-surname", name)
    });
    if reader.text("confirmed").is_empty() {
        reader.faults.add("confirmed", FieldFault::NotConfirmed);
    }
    let spelling = LatinSpelling { surname: surname?, given_names: given_names? };
    let whole = whole_name(&spelling.given_names, &spelling.surname);
    reader.read("latin-given-names", whole)?;
    Some(spelling)
}

fn spelled(reader: &mut Reader<'_>, field: &str) -> Option<String> {
    let text = reader.text(field);
    let text = if is_plain_latin(&text) { Ok(text) } else { Err(FieldFault::NotLatin) };
    reader.read(field, text)
}

pub(super) fn write(identity: Option<&Identity>, fields: &mut Fields) {
    let Some(identity) = identity else { return };
    match &identity.latin {
        Some(confirmed) => {
            put(fields, "latin-given-names", confirmed.given_names.as_str());
            put(fields, "latin-surname", confirmed.surname.as_str());
            put(fields, "confirmed", "yes");
        }
        None => {
            put(fields, "latin-given-names", proposed_spelling(identity.given_names.as_str()).unwrap_or_default());
            put(fields, "latin-surname", proposed_spelling(identity.surname_in_use().as_str()).unwrap_or_default());
        }
    }
}

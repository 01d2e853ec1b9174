//! The section about names, as on the identity document.

use super::reader::{Fields, Reader, put};
use crate::orders::Identity;
use crate::people::{GivenNames, PersonName, whole_name};

/// Reads the names; a confirmed spelling is kept as long as it spells the same names.
pub(super) fn read(reader: &mut Reader<'_>, before: Option<&Identity>) -> Option<Identity> {
    let given_names = if reader.text("no-given-names").is_empty() {
        let given_names = reader.text("given-names").parse::<GivenNames>();
        reader.read("given-names", given_names).map(Some)
    } else {
        Some(None)
    };
    let birth_name = reader.text("birth-name").parse::<PersonName>();
    let birth_name = reader.read("birth-name", birth_name);
    let in_use = reader.text("name-in-use");
    let name_in_use = if in_use.is_empty() { None } else { reader.read("name-in-use", in_use.parse::<PersonName>()) };
    let (given_names, birth_name) = (given_names?, birth_name?);
    let name_in_use = name_in_use.filter(|name| *name != birth_name);
    let mut identity = Identity { birth_name, name_in_use, given_names, latin: None };
    let surname = identity.surname_in_use();
    // A name in other letters is measured once it is spelled in Latin ones.
    if identity.is_certifiable() {
        let whole = whole_name(identity.given_names.as_ref(), surname);
        let field = match (&identity.given_names, &identity.name_in_use) {
            (Some(_), _) => "given-names",
            (None, Some(_)) => "name-in-use",
            (None, None) => "birth-name",
        };
        reader.read(field, whole)?;
    }
    if let Some(before) = before
        && before.surname_in_use().with_plain_signs() == *surname
        && before.given_names.as_ref().map(GivenNames::with_plain_signs) == identity.given_names
    {
        identity.latin.clone_from(&before.latin);
    }
    Some(identity)
}

pub(super) fn write(identity: Option<&Identity>, fields: &mut Fields) {
    let Some(identity) = identity else { return };
    match &identity.given_names {
        Some(given_names) => put(fields, "given-names", given_names.as_str()),
        None => put(fields, "no-given-names", "yes"),
    }
    put(fields, "birth-name", identity.birth_name.as_str());
    put(fields, "name-in-use", identity.name_in_use.as_ref().map_or("", PersonName::as_str));
}

//! Whether an officer is the holder. No birth date of officers is on file, so e-mail address and names decide.

use crate::officers::{OfficerRecord, contains_either_way, name_words};
use crate::orders::Identity;

/// Whether the officer is the holder: by the account's verified address, or by the names.
pub(crate) fn is_holder(officer: &OfficerRecord, account_email: &str, identity: Option<&Identity>) -> bool {
    account_email.to_lowercase() == officer.email()
        || identity.is_some_and(|identity| is_holder_by_name(officer.name(), identity))
}

/// Whether an officer's name is the holder's: the whole of a surname, and given names of which one side may have more, or
/// initials. Leaving out a second given name does not make another person.
fn is_holder_by_name(officer: &str, identity: &Identity) -> bool {
    let officer = name_words(officer);
    let mut surnames = vec![identity.birth_name.as_str()];
    surnames.extend(identity.name_in_use.as_ref().map(|name| name.as_str()));
    let mut given = identity.given_names.as_ref().map_or_else(Vec::new, |names| name_words(names.as_str()));
    if let Some(latin) = &identity.latin {
        surnames.push(latin.surname.as_str());
        given.extend(latin.given_names.iter().flat_map(|names| name_words(names.as_str())));
    }
    surnames.into_iter().any(|surname| {
        let surname = name_words(surname);
        let whole = !surname.is_empty() && surname.iter().all(|word| officer.contains(word));
        let rest: Vec<String> = officer.iter().filter(|word| !surname.contains(word)).cloned().collect();
        // Without given names on the identity document, the surname has to tell.
        whole && (given.is_empty() || contains_either_way(&rest, &given))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(given: &str, birth: &str, in_use: Option<&str>) -> Identity {
        Identity {
            birth_name: birth.parse().unwrap(),
            name_in_use: in_use.map(|name| name.parse().unwrap()),
            given_names: given.parse().ok(),
            latin: None,
        }
    }

    #[test]
    fn the_holder_is_recognised_by_every_way_to_write_the_name() {
        let holder = identity("Maëlle Anne", "Le Goff", Some("Kervadec"));
        for officer in [
            "Maëlle Kervadec",
            "KERVADEC Maelle",
            "Anne Le Goff",
            "Maëlle Anne Kervadec",
            "M. Kervadec",
            "Maëlle Anne Rose Le Goff",
        ] {
            assert!(is_holder_by_name(officer, &holder), "{officer}");
        }
        for officer in ["Inès Kervadec", "Maëlle Goff", "Maëlle Vautrin", "Kervadec"] {
            assert!(!is_holder_by_name(officer, &holder), "{officer}");
        }
        let nameless = identity("", "Le Goff", None);
        assert!(is_holder_by_name("Maëlle Le Goff", &nameless) && !is_holder_by_name("Maëlle Goff", &nameless));
    }
}

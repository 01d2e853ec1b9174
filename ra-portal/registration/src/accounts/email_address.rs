//! E-mail addresses, by which accounts are identified.

use std::fmt;
use std::str::FromStr;

/// RFC 5321 §4.5.3.1.3 allows a path of 256 octets including its angle brackets.
const LONGEST: usize = 254;
/// RFC 5321 §4.5.3.1.1.
const LONGEST_LOCAL_PART: usize = 64;
/// RFC 1035 §2.3.4.
const LONGEST_LABEL: usize = 63;
/// The symbols of an atom besides letters and digits (RFC 5322 §3.2.3).
const ATOM_SYMBOLS: &str = "!#$%&'*+-/=?^_`{|}~";

/// An e-mail address: a dot-atom, `@` and a host name of two labels or more, in ASCII, as certificates carry it (RFC 5280
/// §4.2.1.6).
///
/// The local part stays as typed; the domain is in lower case. Two addresses that differ only in case belong to the same account.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress {
    text: String,
    /// The address in lower case, by which accounts are looked up.
    address: String,
}

/// Why a text is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailAddressFault {
    #[error("an e-mail address is needed")]
    Missing,
    /// Longer than 254 octets.
    #[error("an e-mail address has at most 254 characters")]
    TooLong,
    /// Contains letters with accents, other alphabets or invisible characters.
    #[error("an e-mail address is written in ASCII")]
    NotAscii,
    /// Has another form.
    #[error("an e-mail address looks like name@sceau.example.org")]
    Form,
}

impl EmailAddress {
    /// The address to which mails are sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The address as pages show it, so that nobody can read it over a shoulder: its first character and its domain.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.text.rsplit_once('@').unwrap_or_default();
        let first: String = local.chars().take(1).collect();
        format!("{first}•••@{domain}")
    }

    /// Whether two addresses belong to the same account.
    #[cfg(test)]
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.address == other.address
    }

    /// The address in lower case, the same for every way to write it.
    pub(super) fn address(&self) -> &str {
        &self.address
    }
}

impl FromStr for EmailAddress {
    type Err = EmailAddressFault;

    /// Ignores spaces around the address.
    fn from_str(typed: &str) -> Result<Self, EmailAddressFault> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(EmailAddressFault::Missing);
        }
        if typed.len() > LONGEST {
            return Err(EmailAddressFault::TooLong);
        }
        if !typed.bytes().all(|octet| octet.is_ascii_graphic()) {
            return Err(if typed.is_ascii() { EmailAddressFault::Form } else { EmailAddressFault::NotAscii });
        }
        let (local, domain) = typed.rsplit_once('@').ok_or(EmailAddressFault::Form)?;
        if !is_dot_atom(local) || !is_host_name(domain) {
            return Err(EmailAddressFault::Form);
        }
        let text = format!("{local}@{}", domain.to_ascii_lowercase());
        Ok(Self { address: text.to_ascii_lowercase(), text })
    }
}

/// Hides the address: it is personal data.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

fn is_dot_atom(local: &str) -> bool {
    let is_atom = |atom: &str| {
        !atom.is_empty() && atom.chars().all(|symbol| symbol.is_ascii_alphanumeric() || ATOM_SYMBOLS.contains(symbol))
    };
    local.len() <= LONGEST_LOCAL_PART && local.split('.').all(is_atom)
}

fn is_host_name(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-')
    };
    let names_a_registry = |label: &str| !label.bytes().all(|octet| octet.is_ascii_digit());
    domain.contains('.') && domain.split('.').all(is_label) && domain.rsplit('.').next().is_some_and(names_a_registry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn checked(typed: &str) -> Result<String, EmailAddressFault> {
        typed.parse().map(|address: EmailAddress| address.as_str().to_owned())
    }

    #[test]
    fn the_domain_is_in_lower_case_and_the_local_part_as_typed() {
        assert_eq!(
            checked(" Maelle.Kervadec+ordre@Sceau.EXAMPLE.org "),
            Ok("Maelle.Kervadec+ordre@sceau.example.org".to_owned())
        );
        let typed: EmailAddress = "Ines.Vautrin@sceau.example.org".parse().unwrap();
        assert_eq!(typed.address(), "ines.vautrin@sceau.example.org");
        assert_eq!(typed.masked(), "I•••@sceau.example.org");
    }

    #[test]
    fn each_invalid_address_is_refused_with_its_reason() {
        assert_eq!(checked(" \t"), Err(EmailAddressFault::Missing));
        assert_eq!(checked("maëlle@sceau.example.org"), Err(EmailAddressFault::NotAscii));
        assert_eq!(checked("ines\u{200b}@sceau.example.org"), Err(EmailAddressFault::NotAscii));
        let long = format!("{}@{}.example.org", "a".repeat(64), "b.".repeat(100));
        assert_eq!(checked(&long), Err(EmailAddressFault::TooLong));
        for form in [
            "ines",
            "@sceau.example.org",
            "ines@",
            "ines@localhost",
            "ines@192.0.2.1",
            "ines vautrin@sceau.example.org",
            "ines..v@sceau.example.org",
            ".ines@sceau.example.org",
            "\"ines\"@sceau.example.org",
            "ines@-sceau.example.org",
            "ines@sceau..org",
            "ines@octave@sceau.example.org",
            "ines@sceau.example.org\r\nBcc: all@sceau.example.org",
        ] {
            assert_eq!(checked(form), Err(EmailAddressFault::Form), "{form}");
        }
        assert_eq!(checked(&format!("{}@sceau.example.org", "a".repeat(65))), Err(EmailAddressFault::Form));
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_without_a_panic(typed in any::<String>()) {
            if let Ok(address) = typed.parse::<EmailAddress>() {
                prop_assert!(address.as_str().len() <= LONGEST);
                prop_assert_eq!(checked(address.as_str()), Ok(address.as_str().to_owned()));
            }
        }
    }
}

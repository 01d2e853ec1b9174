//! The single form of an e-mail address.

use ca_contract::revocation::bare_address;
use unicode_normalization::UnicodeNormalization;

/// The address alone, in lower case, with its domain in ASCII (RFC 5891: `mél.example.org` and `xn--ml-bja.example.org` are the
/// same).
pub(super) fn form(typed: &str) -> String {
    let address = bare_address(typed).unwrap_or_else(|| typed.trim().to_owned());
    let Some((mailbox, domain)) = address.rsplit_once('@') else { return address.to_lowercase() };
    let domain = domain.trim_end_matches('.');
    let domain = idna::domain_to_ascii(domain).unwrap_or_else(|_| domain.to_lowercase());
    format!("{}@{domain}", mailbox.nfkc().flat_map(char::to_lowercase).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The A-labels come from Python's `"é".encode("idna")` and the `idna` package of PyPI.
    #[test]
    fn every_spelling_of_an_address_has_the_same_form() {
        for typed in [
            "anne@études.example.org",
            "ANNE@ÉTUDES.Example.ORG",
            "anne@xn--tudes-9ra.example.org",
            "anne@XN--TUDES-9RA.example.org.",
            "Anne Tanguy <anne@e\u{301}tudes.example.org>",
            "mailto:anne@études.example.org?subject=x",
            "  \"anne@études.example.org\" ",
            "anne＠études。example。org",
        ] {
            assert_eq!(form(typed), "anne@xn--tudes-9ra.example.org", "{typed}");
        }
    }

    #[test]
    fn texts_that_are_not_addresses_have_different_forms() {
        assert_eq!(form(" Nobody "), "nobody");
        assert_eq!(form("anne@-"), "anne@-");
    }
}

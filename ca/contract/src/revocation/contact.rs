//! How a holder is found: by an e-mail address or the number printed on the token.

use pki::TokenNumber;
use pki::letters::is_invisible;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::Confidential;

/// RFC 5321 §4.5.3.1.3 allows a path of 256 octets including its angle brackets.
const LONGEST_ADDRESS: usize = 254;
/// Characters that people and programs put around an address.
const AROUND: &[char] =
    &['"', '\'', '“', '”', '„', '«', '»', '‘', '’', '<', '>', '(', ')', '[', ']', '{', '}', ',', ';', ':', '.', ' '];

/// The second of the four answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Contact {
    /// The e-mail address known to the registration authority.
    Email(Confidential),
    /// The number printed on the token.
    Token(TokenNumber),
}

/// The text is not a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither an e-mail address nor a token number")]
pub struct NotAContact;

impl Contact {
    /// Parses a typed text, in any of the spellings of [`bare_address`] and [`TokenNumber::typed`].
    ///
    /// # Errors
    /// [`NotAContact`] if it is neither.
    pub fn typed(text: &str) -> Result<Self, NotAContact> {
        if normalised(text).contains('@') {
            return bare_address(text).map(|address| Self::Email(Confidential::new(address))).ok_or(NotAContact);
        }
        // A word without a digit is an address without its domain, or a name; accepted as a number, it would use up an attempt.
        let number = TokenNumber::typed(text).ok().filter(|number| number.as_str().bytes().any(|octet| octet.is_ascii_digit()));
        number.map(Self::Token).ok_or(NotAContact)
    }
}

/// The e-mail address in `text`, without a display name, `mailto:`, quotation marks or a comment; at most 254 octets.
///
/// None if there is no address: an address has one `@` outside quotation marks, something before and after it, and no space.
#[must_use]
pub fn bare_address(text: &str) -> Option<String> {
    let text = normalised(text);
    let bracketed = text.rsplit_once('<').map(|(_, rest)| rest.split_once('>').map_or(rest, |(address, _)| address));
    let address = bracketed.filter(|address| address.contains('@')).unwrap_or(&text);
    // A comment after the address: `anne@sceau.example.org (Anne)`.
    let address = address.split_once(" (").map_or(address, |(address, _)| address).trim_matches(AROUND);
    let address = match address.split_at_checked("mailto:".len()) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => rest.trim_matches(AROUND),
        _ => address,
    };
    let (mailbox, domain) = address.rsplit_once('@')?;
    let mailbox = mailbox.trim_matches('"');
    let domain = domain.split_once('?').map_or(domain, |(domain, _)| domain).trim_matches(AROUND);
    let is_address = !mailbox.is_empty() && !domain.is_empty() && !mailbox.contains('@');
    let bare = format!("{mailbox}@{domain}");
    (is_address && bare.len() <= LONGEST_ADDRESS && !bare.contains(char::is_whitespace)).then_some(bare)
}

/// In normalisation form KC, with plain spaces and without invisible characters.
fn normalised(text: &str) -> String {
    let spaced = text.chars().map(|character| if character.is_whitespace() { ' ' } else { character });
    spaced.filter(|character| *character == ' ' || !is_invisible(*character)).nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Result<String, NotAContact> {
        Contact::typed(text).map(|contact| match contact {
            Contact::Email(address) => address.expose().to_owned(),
            Contact::Token(number) => number.to_string(),
        })
    }

    /// Cases of RFC 5322 §3.4 (display names, comments), RFC 6068 (`mailto:`), and of what mail programs copy.
    #[test]
    fn an_address_is_found_within_surrounding_text() {
        for text in [
            "anne@sceau.example.org",
            " anne@sceau.example.org\u{a0}",
            "<anne@sceau.example.org>",
            "Anne Tanguy <anne@sceau.example.org>",
            "\"Tanguy, Anne\" <anne@sceau.example.org>;",
            "mailto:anne@sceau.example.org",
            "MAILTO:anne@sceau.example.org?subject=Carte%20perdue",
            "<mailto:anne@sceau.example.org>",
            "\"anne@sceau.example.org\"",
            "«\u{a0}anne@sceau.example.org\u{a0}»",
            "\"anne\"@sceau.example.org",
            "anne@sceau.example.org.",
            "anne@sceau.example.org (Anne Tanguy)",
            "anne\u{200b}@sceau.example.org",
            "anne＠sceau.example.org",
        ] {
            assert_eq!(typed(text).as_deref(), Ok("anne@sceau.example.org"), "{text}");
        }
        assert_eq!(typed("Anne+Carte@ÉTUDES.example.org").as_deref(), Ok("Anne+Carte@ÉTUDES.example.org"));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "@", "a@", "@b", "a@b@c", "a b@c.example.org", "<@>", "mailto:@b", "T/1", "maelle.kervadec", "perdue"] {
            assert_eq!(typed(text), Err(NotAContact), "{text}");
        }
        assert_eq!(typed(&format!("{}@sceau.example.org", "a".repeat(300))), Err(NotAContact));
    }

    #[test]
    fn a_token_number_is_recognised_in_every_spelling() {
        for text in ["ST-48D647D17154", "st-48d6 47d1 7154", "N° ST‑48D647D17154."] {
            assert!(matches!(Contact::typed(text), Ok(Contact::Token(_))), "{text}");
        }
    }
}

//! Names: in the letters in which they were typed, with a Latin spelling for the certificate.

use std::fmt;
use std::str::FromStr;

use pki::letters::{is_invisible, with_plain_signs};
use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;

use super::character::{is_letter_or_mark, is_space, plain};

/// Limits of given names and surname together, in characters and words: the upper bound of a common name (RFC 5280,
/// ub-common-name), and as many words as the emergency page recognises in every usual spelling, since the number of forms is limited
/// (docs/recognition.md).
pub(crate) const MOST_IN_CERTIFICATE: (usize, usize) = (64, 12);
/// Limits of a surname, in characters and words.
const SURNAME: (usize, usize) = (40, 6);
/// Limits of given names, in characters and words.
const GIVEN_NAMES: (usize, usize) = (60, 8);

/// A surname (birth name or name in use): 1 to 40 characters of letters, marks, hyphens, apostrophes, middle dots, spaces, full stops,
/// at most six words.
///
/// In normalisation form KC, with single spaces between words, one kind of hyphen and one of apostrophe. Names stored by release
/// 0.1.0 have others as well, and are kept as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

/// Given names as on the identity document, in its order: 1 to 60 characters, at most eight names.
///
/// The same characters as in a [`PersonName`]; commas, which some documents print between the names, become spaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GivenNames(String);

/// Why a text is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    #[error("the name is empty")]
    Empty,
    /// A character that does not occur in names.
    #[error("character {position} does not belong in a name")]
    Character {
        character: char,
        /// Its position in the text, counted in characters from 1.
        position: usize,
    },
    /// Not a letter, and not one apostrophe before a letter (’t Hooft).
    #[error("a name begins with a letter")]
    Beginning,
    #[error("the name has more than {at_most} characters")]
    TooLong {
        /// Maximum characters.
        at_most: usize,
    },
    #[error("the name has more than {at_most} words")]
    TooManyWords {
        /// Maximum words.
        at_most: usize,
    },
}

/// Why given names and surname together do not fit into a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WholeNameFault {
    #[error("given names and surname have more than {at_most} characters together")]
    TooLong {
        /// Maximum characters, including the space between them.
        at_most: usize,
    },
    /// Too many words, where hyphens and apostrophes separate words.
    #[error("given names and surname have more than {at_most} words together")]
    TooManyWords {
        /// Maximum words.
        at_most: usize,
    },
}

/// The common name in a certificate: given names and surname; at most 64 characters and 12 words.
///
/// # Errors
/// When they are too long together: given names may be left out, beginning with the last.
pub fn whole_name(given_names: Option<&GivenNames>, surname: &PersonName) -> Result<String, WholeNameFault> {
    let whole = full_name(given_names, surname);
    let (at_most, most_words) = MOST_IN_CERTIFICATE;
    if whole.chars().count() > at_most {
        return Err(WholeNameFault::TooLong { at_most });
    }
    if words_of(&whole) > most_words {
        return Err(WholeNameFault::TooManyWords { at_most: most_words });
    }
    Ok(whole)
}

/// Given names, a space, surname; the surname alone of somebody whose identity document has no given names.
#[must_use]
pub fn full_name(given_names: Option<&GivenNames>, surname: &PersonName) -> String {
    given_names.map_or_else(|| surname.to_string(), |given_names| format!("{given_names} {surname}"))
}

/// The number of words of a name, where hyphens and apostrophes separate words. A mark belongs to its word, as for the certificate
/// authority, which removes marks.
pub(crate) fn words_of(name: &str) -> usize {
    let parts = name.split(|character: char| !character.is_alphanumeric() && !is_combining_mark(character));
    parts.filter(|part| !part.is_empty()).count()
}

impl PersonName {
    /// The name as typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name with one kind of hyphen and one of apostrophe, as a certificate carries it.
    #[must_use]
    pub(crate) fn with_plain_signs(&self) -> Self {
        Self(with_plain_signs(&self.0))
    }
}

impl GivenNames {
    /// The names as typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names with one kind of hyphen and one of apostrophe, as a certificate carries them.
    #[must_use]
    pub(crate) fn with_plain_signs(&self) -> Self {
        Self(with_plain_signs(&self.0))
    }
}

impl FromStr for PersonName {
    type Err = NameFault;

    fn from_str(text: &str) -> Result<Self, NameFault> {
        name(text, SURNAME).map(Self)
    }
}

impl FromStr for GivenNames {
    type Err = NameFault;

    fn from_str(text: &str) -> Result<Self, NameFault> {
        name(&text.replace([',', '，', '、'], " "), GIVEN_NAMES).map(Self)
    }
}

/// Parses the name in `text`, in normalisation form KC.
fn name(text: &str, (at_most, most_words): (usize, usize)) -> Result<String, NameFault> {
    if text.trim().is_empty() {
        return Err(NameFault::Empty);
    }
    let composed = plain(text, belongs).map_err(|(character, position)| NameFault::Character { character, position })?;
    let words: Vec<&str> = composed.split_whitespace().collect();
    let name = words.join(" ");
    if !name.strip_prefix('\'').unwrap_or(&name).starts_with(char::is_alphabetic) {
        return Err(NameFault::Beginning);
    }
    if name.chars().count() > at_most {
        return Err(NameFault::TooLong { at_most });
    }
    if words.len() > most_words {
        return Err(NameFault::TooManyWords { at_most: most_words });
    }
    Ok(name)
}

/// A name from a row, unchanged: officers approved a digest of exactly these characters, under whatever rules they were typed.
fn stored(text: String, (at_most, _): (usize, usize)) -> Result<String, NameFault> {
    if text.is_empty() {
        return Err(NameFault::Empty);
    }
    if text.chars().count() > at_most {
        return Err(NameFault::TooLong { at_most });
    }
    match text.chars().enumerate().find(|(_, character)| *character != ' ' && is_invisible(*character)) {
        Some((index, character)) => Err(NameFault::Character { character, position: index + 1 }),
        None => Ok(text),
    }
}

/// Letters and marks of any alphabet, hyphens, apostrophes, full stops, the dots within Catalan and between Japanese names, spaces.
/// Other dashes and apostrophes were replaced before.
fn belongs(character: char) -> bool {
    is_letter_or_mark(character)
        || is_space(character)
        || matches!(character, '-' | '\'' | '.' | '\u{ff0e}' | '·' | '\u{2027}' | '\u{30fb}' | '\u{ff65}')
}

impl TryFrom<String> for PersonName {
    type Error = NameFault;

    fn try_from(text: String) -> Result<Self, NameFault> {
        stored(text, SURNAME).map(Self)
    }
}

impl TryFrom<String> for GivenNames {
    type Error = NameFault;

    fn try_from(text: String) -> Result<Self, NameFault> {
        stored(text, GIVEN_NAMES).map(Self)
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
    }
}

impl From<GivenNames> for String {
    fn from(names: GivenNames) -> Self {
        names.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for GivenNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::people::{is_certifiable, proposed_spelling};

    fn surname(text: &str) -> Result<String, NameFault> {
        text.parse::<PersonName>().map(|name| name.as_str().to_owned())
    }

    #[test]
    fn names_of_any_alphabet_are_kept_as_typed() {
        for name in ["Kervadec", "d'Œuvre", "Le Goff-Martin", "Ó Briain", "Νικολάου", "Щукина", "王", "الخوري", "Nguyễn"]
        {
            assert_eq!(surname(name).as_deref(), Ok(name));
        }
        assert_eq!(surname("  Le \u{a0} Goff ").as_deref(), Ok("Le Goff"));
        assert_eq!("Maëlle, Anne,Inès".parse::<GivenNames>().unwrap().as_str(), "Maëlle Anne Inès");
    }

    #[test]
    fn dashes_apostrophes_and_spaces_become_the_plain_ones() {
        for (typed, name) in [
            ("Saint\u{2011}Jean–Kervadec", "Saint-Jean-Kervadec"),
            ("Kea\u{2bb}lana Floc´h", "Kea'lana Floc'h"),
            ("‘t Hooft", "'t Hooft"),
            ("\u{2bb}Oumuamua", "'Oumuamua"),
            ("ŉkosi", "'nkosi"),
            ("山田\u{3000}花子", "山田 花子"),
            ("Gaŀla", "Gal·la"),
        ] {
            assert_eq!(surname(typed).as_deref(), Ok(name));
        }
        for loose in ["''t Hooft", "' Hooft", "'", "·a"] {
            assert_eq!(surname(loose), Err(NameFault::Beginning), "{loose}");
        }
    }

    /// Each of the 1,112,064 characters within a name and at its beginning.
    #[test]
    fn no_character_of_unicode_reaches_a_certificate_outside_the_set() {
        for character in '\0'..=char::MAX {
            let within = format!("A{character}b");
            // Given names have the same characters, and commas.
            let given_names = within.parse::<GivenNames>().ok().map(String::from);
            assert!(
                given_names == within.parse::<PersonName>().ok().map(String::from) || ",，、".contains(character),
                "{within:?}"
            );
            for typed in [within, format!("{character}Ab")] {
                let surname = typed.parse::<PersonName>();
                if let Ok(name) = &surname {
                    assert_eq!(name.as_str().parse::<PersonName>().as_ref(), Ok(name), "{typed:?}");
                    assert_eq!(name.with_plain_signs(), *name, "{typed:?}");
                    // Otherwise another spelling is asked for, and the proposed one is accepted.
                    let spelled =
                        if is_certifiable(name.as_str()) { Some(name.to_string()) } else { proposed_spelling(name.as_str()) };
                    let of_certificates = |letter: char| pki::letters::is_certifiable(letter);
                    assert!(spelled.is_none_or(|spelled| spelled.chars().all(of_certificates)), "{typed:?}");
                }
            }
        }
    }

    #[test]
    fn stored_names_are_kept_as_they_are() {
        for name in ["Floc’h", "Jean\u{2010}Marc", "\u{2bb}", "Məmmədov", "a b c d e f g h"] {
            let stored: PersonName = serde_json::from_value(name.into()).unwrap();
            assert_eq!(stored.as_str(), name);
            let stored: GivenNames = serde_json::from_value(name.into()).unwrap();
            assert_eq!(serde_json::to_value(stored).unwrap(), name);
        }
        for unwritten in ["", "Kerva\u{202e}dec", "Le\nGoff"] {
            assert!(serde_json::from_value::<PersonName>(unwritten.into()).is_err(), "{unwritten:?}");
        }
        assert_eq!(PersonName::try_from("é".repeat(41)), Err(NameFault::TooLong { at_most: 40 }));
    }

    #[test]
    fn decomposed_letters_become_composed_ones() {
        assert_eq!(surname("Ine\u{300}s").as_deref(), Ok("In\u{e8}s"));
    }

    #[test]
    fn ligatures_and_mathematical_letters_become_plain_letters() {
        for (typed, name) in
            [("Ferra\u{fb01}n", "Ferrafin"), ("𝓐nna", "Anna"), ("Kervadec Ⅷ", "Kervadec VIII"), ("ＤＵＰＯＮＴ", "DUPONT")]
        {
            assert_eq!(surname(typed).as_deref(), Ok(name));
        }
        assert_eq!(surname("Ker\u{fe0f}vadec"), Err(NameFault::Character { character: '\u{fe0f}', position: 4 }));
    }

    #[test]
    fn invalid_names_are_refused_with_the_position_of_the_fault() {
        assert_eq!(surname(" \u{202f} "), Err(NameFault::Empty));
        assert_eq!(surname("Vautr1n"), Err(NameFault::Character { character: '1', position: 6 }));
        assert_eq!(surname("Kerva\u{202e}dec"), Err(NameFault::Character { character: '\u{202e}', position: 6 }));
        assert_eq!(surname("Del\nmas"), Err(NameFault::Character { character: '\n', position: 4 }));
        assert_eq!(surname("-Delmas"), Err(NameFault::Beginning));
        assert_eq!(surname(&"é".repeat(41)), Err(NameFault::TooLong { at_most: 40 }));
        assert!(surname(&"é".repeat(40)).is_ok());
        assert_eq!(surname("a b c d e f g"), Err(NameFault::TooManyWords { at_most: 6 }));
    }

    #[test]
    fn given_names_and_surname_together_must_fit_into_a_common_name() {
        let whole = |given: &str, surname: &str| whole_name(Some(&given.parse().unwrap()), &surname.parse().unwrap());
        assert_eq!(whole("Maëlle", "Kervadec").as_deref(), Ok("Maëlle Kervadec"));
        assert!(whole(&"a".repeat(43), &"b".repeat(20)).is_ok());
        assert_eq!(whole(&"a".repeat(44), &"b".repeat(20)), Err(WholeNameFault::TooLong { at_most: 64 }));
        assert!(whole("a-b-c-d-e-f-g-h", "i j-k'l").is_ok());
        assert_eq!(whole("a-b-c-d-e-f-g-h", "i j-k'l.m"), Err(WholeNameFault::TooManyWords { at_most: 12 }));
    }

    proptest! {
        #[test]
        fn any_text_is_a_name_or_a_fault_and_a_name_stays_one(text in any::<String>()) {
            if let Ok(name) = text.parse::<PersonName>() {
                prop_assert_eq!(name.as_str().parse::<PersonName>(), Ok(name.clone()));
            }
            let _ = text.parse::<GivenNames>();
        }
    }
}

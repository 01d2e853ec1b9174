//! Names in Latin letters, as in the identity document's machine-readable zone (ICAO 9303-3 §6): a proposal that people can
//! correct.

use deunicode::deunicode_char;
use pki::letters::{self, is_latin_letter, is_latin_mark, is_transliterated, with_plain_signs};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::first_words;

/// Characters for the whole name in the machine-readable zone of a passport (ICAO 9303-4).
const MOST_CHARACTERS: usize = 39;

/// Whether every letter and mark of `text` belongs to the Latin script, accented or not.
#[must_use]
pub fn is_latin(text: &str) -> bool {
    text.chars().all(|character| match character {
        mark if is_combining_mark(mark) => is_latin_mark(mark),
        letter if letter.is_alphabetic() => is_latin_letter(letter),
        _ => true,
    })
}

/// Whether a certificate may carry `text` as a name: see [`pki::letters::is_certifiable`].
#[must_use]
pub fn is_certifiable(text: &str) -> bool {
    text.chars().all(letters::is_certifiable)
}

/// Transliterates letters of other scripts in `text` and capitalises its words; at most 39 characters, cut between words. Letters that a certificate
/// may carry stay as they are; other Latin letters become similar ones, and marks that form no letter are left out.
///
/// None if a spelling would be a guess: for scripts that omit vowels or whose letters are read in several ways (Arabic, Hebrew,
/// Thai, Devanagari, Chinese characters). The spelling must then be copied from the identity document.
#[must_use]
pub fn proposed_spelling(text: &str) -> Option<String> {
    let mut spelled = String::new();
    for character in with_plain_signs(text).nfc() {
        if letters::is_certifiable(character) {
            spelled.push(character);
        } else if is_latin_letter(character) || is_transliterated(character) {
            // Signs that are not letters of their own (ь) are dropped, as in ICAO 9303.
            let letters = match character {
                'Ə' => "E",
                'ə' => "e",
                other => deunicode_char(other).unwrap_or_default(),
            };
            spelled.extend(letters.chars().filter(|letter| letter.is_ascii_alphabetic() || *letter == ' '));
        } else if character.is_alphabetic() {
            return None;
        }
    }
    let spelled = spelled.split_whitespace().map(capitalised).collect::<Vec<_>>().join(" ");
    let is_in_capitals = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let spelled = if is_in_capitals { spelled.to_uppercase() } else { spelled };
    // Some letters have a capital only with a loose mark (ẖ).
    let spelled: String = spelled.nfc().filter(|character| letters::is_certifiable(*character)).collect();
    let beginning = spelled.find(char::is_alphabetic)?;
    let beginning = beginning - usize::from(spelled[..beginning].ends_with('\''));
    Some(first_words(&spelled[beginning..], MOST_CHARACTERS, usize::MAX))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(name: &str) -> Option<String> {
        proposed_spelling(name)
    }

    #[test]
    fn latin_letters_stay_as_they_are() {
        for name in ["Kervadec", "d'Œuvre", "Łukasz", "Nguyễn", "Ó Briain", "M\u{30b}ari"] {
            assert!(is_latin(name), "{name}");
        }
        assert_eq!(proposed("Łukasz Œuvre").as_deref(), Some("Łukasz Œuvre"));
        assert!(!is_latin("a\u{93e}"), "a mark of Devanagari");
    }

    /// Ə is written E in the machine-readable zone of Azerbaijani passports; the others lose what a certificate cannot carry.
    #[test]
    fn letters_that_no_certificate_carries_become_similar_ones() {
        for (name, spelled) in [
            ("Məmmədov", "Memmedov"),
            ("Ɓala", "Bala"),
            ("M\u{30b}ari", "Mari"),
            ("Gal·la", "Galla"),
            ("Dương", "Dương"),
            ("Floc’h–Kerʻo", "Floc'h-Ker'o"),
            ("ь-Анна", "Anna"),
            ("\u{1e96}ə", "He"),
            ("'Αννα", "'Anna"),
        ] {
            assert_eq!(proposed(name).as_deref(), Some(spelled));
        }
        for name in ["Məmmədov", "\u{fb01}n", "𝓐nna", "Ⅷ", "ʃa", "q\u{30b}", "Анна", "Gal·la", "O’Neill"] {
            assert!(!is_certifiable(name), "{name}");
        }
    }

    /// Expectations from ICAO 9303-3 §6 B (Cyrillic, without the soft sign), ISO 843 (Greek) and the Revised Romanization
    /// (Korean).
    #[test]
    fn other_alphabets_are_spelled_in_latin_letters() {
        for (name, spelled) in [
            ("Ольга", "Olga"),
            ("Иванова", "Ivanova"),
            ("ЩУКИН", "SHCHUKIN"),
            ("Γεωργία", "Georgia"),
            ("ольга", "Olga"),
            ("김", "Gim"),
        ] {
            assert_eq!(proposed(name).as_deref(), Some(spelled));
            assert!(!is_latin(name), "{name}");
        }
        assert_eq!(proposed("Анна-Мария O'Neill").as_deref(), Some("Anna-Mariia O'Neill"));
    }

    #[test]
    fn no_spelling_is_proposed_that_would_be_a_guess() {
        for name in ["محمد", "דבורה", "สมชาย", "दीपा", "王小明", "たなか", "Ольга محمد"]
        {
            assert_eq!(proposed(name), None, "{name}");
        }
    }

    #[test]
    fn a_spelling_fits_into_the_machine_readable_zone_of_a_passport() {
        let spelled = proposed(&"Ольга ".repeat(20)).unwrap();
        assert!(spelled.chars().count() <= 39 && is_latin(&spelled) && !spelled.ends_with(' '), "{spelled}");
    }
}

//! Names in Latin letters, as the identity document's machine-readable zone would have them (ICAO 9303-3 §6): a proposal that people correct.

use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The machine-readable zone of a passport has this many characters for the whole name (ICAO 9303-4).
const MOST_CHARACTERS: usize = 39;

/// Whether every letter of `text` belongs to the Latin script, accented or not.
#[must_use]
pub fn is_latin(text: &str) -> bool {
    text.chars().all(|character| !character.is_alphabetic() || is_latin_letter(character))
}

/// `text` with its letters of other scripts in Latin ones, as far as they are known; at most 39 characters. Latin letters stay as they are.
#[must_use]
pub fn latin(text: &str) -> String {
    let mut spelled = String::new();
    for character in text.nfc() {
        if is_latin_letter(character) || !(character.is_alphabetic() || is_combining_mark(character)) {
            spelled.push(character);
        } else if !is_combining_mark(character) {
            // Signs that are no letters of their own (ь, ع) are dropped, as ICAO 9303 does.
            let letters = deunicode_char(character).unwrap_or_default();
            spelled.extend(letters.chars().filter(|letter| letter.is_ascii_alphabetic() || *letter == ' '));
        } else if spelled.ends_with(is_latin_letter) && is_latin_mark(character) {
            spelled.push(character);
        }
    }
    let spelled = spelled.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_in_capitals = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let spelled = if is_in_capitals { spelled.to_uppercase() } else { spelled };
    let cut: String = spelled.chars().take(MOST_CHARACTERS).collect();
    cut.trim_end().to_owned()
}

/// By the blocks of Unicode that hold the Latin script.
const fn is_latin_letter(character: char) -> bool {
    matches!(character,
        'A'..='Z' | 'a'..='z' | 'ª' | 'º' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{2af}'
        | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a722}'..='\u{a787}' | '\u{a78b}'..='\u{a7ff}')
}

/// Combining diacritical marks, which letters of several scripts bear.
const fn is_latin_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_letters_stay_as_they_are() {
        for name in ["Kervadec", "d'Œuvre", "Łukasz", "Nguyễn", "Ó Briain", "M\u{30b}ari"] {
            assert_eq!(latin(name), name);
            assert!(is_latin(name), "{name}");
        }
    }

    /// The letters of ICAO 9303-3 §6 B (Cyrillic), where the soft sign is left out, and of ISO 843 for Greek.
    #[test]
    fn other_alphabets_are_spelled_in_latin_letters() {
        for (name, spelled) in [("Ольга", "Olga"), ("Иванова", "Ivanova"), ("ЩУКИН", "SHCHUKIN"), ("Γεωργία", "Georgia")]
        {
            assert_eq!(latin(name), spelled);
            assert!(!is_latin(name), "{name}");
        }
        assert_eq!(latin("Анна-Мария O'Neill"), "Anna-Mariia O'Neill");
    }

    #[test]
    fn a_spelling_is_no_longer_than_a_passport_has_room_for() {
        let spelled = latin(&"王小明".repeat(20));
        assert!(spelled.chars().count() <= 39 && is_latin(&spelled) && !spelled.ends_with(' '), "{spelled}");
    }
}

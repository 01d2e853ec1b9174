//! Characters: which are letters, and how they are normalised.

use pki::letters::{is_invisible, plain_sign};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether it is a letter of any alphabet or a combining mark; enclosing marks are not included.
pub(super) fn is_letter_or_mark(character: char) -> bool {
    let is_frame = matches!(character,
        '\u{488}' | '\u{489}' | '\u{1abe}' | '\u{20dd}'..='\u{20e0}' | '\u{20e2}'..='\u{20e4}' | '\u{a670}'..='\u{a672}');
    (character.is_alphabetic() || is_combining_mark(character)) && !is_invisible(character) && !is_frame
}

/// Whether it is a space of any width; line breaks and tabulators are not included.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() && !character.is_control() && !matches!(character, '\u{2028}' | '\u{2029}')
}

/// `text` in normalisation form KC, which turns ligatures, mathematical letters and Roman numerals into plain letters (ﬁ, 𝓐, Ⅷ), with
/// one hyphen and one apostrophe ([`pki::letters::with_plain_signs`]).
///
/// # Errors
/// The first character that `belongs` refuses, before or after normalisation, with its position in form C counted from 1.
pub(super) fn plain(text: &str, belongs: fn(char) -> bool) -> Result<String, (char, usize)> {
    let mut plain = String::with_capacity(text.len());
    for (index, character) in text.nfc().map(plain_sign).enumerate() {
        // A spacing accent would become a space with a loose mark.
        let is_plain = |part: char| belongs(part) && (!part.is_whitespace() || character.is_whitespace());
        if !belongs(character) || !character.nfkc().map(plain_sign).all(is_plain) {
            return Err((character, index + 1));
        }
        plain.push(character);
    }
    Ok(plain.nfkc().map(plain_sign).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_become_plain_ones_and_loose_accents_are_refused() {
        assert_eq!(plain("Ferra\u{fb01}", is_letter_or_mark).as_deref(), Ok("Ferrafi"));
        assert_eq!(plain("𝓐nna", is_letter_or_mark).as_deref(), Ok("Anna"));
        assert_eq!(plain("Ⅷ", is_letter_or_mark).as_deref(), Ok("VIII"));
        assert_eq!(plain("Ker\u{37a}", is_letter_or_mark), Err(('\u{37a}', 4)));
    }

    #[test]
    fn invisible_characters_are_not_letters() {
        for invisible in ['\u{3164}', '\u{fe0f}', '\u{200d}', '\u{e0100}', '\u{a0}', '\n'] {
            assert!(is_invisible(invisible) && !is_letter_or_mark(invisible), "{invisible:?}");
        }
        for visible in ['´', '😀', 'é', 'ั', '①'] {
            assert!(!is_invisible(visible), "{visible}");
        }
    }
}

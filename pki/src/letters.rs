//! Normalisation of text for comparison: transliteration to the capitals A–Z where a letter has a usual one.
//!
//! Used to compare what people type about themselves. Case, accents, typographic apostrophes and dashes, full-width and decomposed
//! characters make no difference. Letters that do not decompose are transliterated as in ICAO Doc 9303-3 §6 (the machine-readable
//! zone of identity documents).

use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization;

/// `text` in capitals: letters in A–Z, digits of any script in 0–9, one kind of apostrophe, dash and space.
///
/// Greek, Cyrillic, Armenian, Georgian and Korean letters are transliterated; those of other scripts are kept, because their
/// transliteration depends on the language. Accents and invisible characters (soft hyphens, zero-width characters, direction marks)
/// are dropped. Other punctuation is kept.
#[must_use]
pub fn plain(text: &str) -> String {
    // Before normalisation, which would split a spacing accent that stands for an apostrophe (´) into a space and a mark.
    let typed: String = text.chars().filter_map(sign).collect();
    let mut plain = String::with_capacity(typed.len());
    for character in typed.nfkc().flat_map(char::to_uppercase).filter_map(sign) {
        if is_transliterated(character) || character.is_numeric() && !character.is_ascii() {
            plain.extend(ascii_reading(character));
        } else {
            std::iter::once(character).nfd().for_each(|part| push_letter(&mut plain, part));
        }
    }
    plain
}

/// Replaces the digraphs AE, OE, UE, AA, DH and DJ by one letter, as they are often written for Ä or Æ, Ö or Ø, Ü, Å, Ð and Đ: Mueller,
/// Müller and Muller have the same form. `letters` are capitals A–Z as returned by [`plain`].
#[must_use]
pub fn without_digraphs(letters: &str) -> String {
    let mut single = String::with_capacity(letters.len());
    for letter in letters.chars() {
        let is_second = matches!(
            (single.chars().next_back(), letter),
            (Some('A'), 'A' | 'E') | (Some('O' | 'U'), 'E') | (Some('D'), 'H' | 'J')
        );
        if !is_second {
            single.push(letter);
        }
    }
    single
}

/// Whether a character is invisible: controls, direction marks, joiners, fillers, variation selectors, spaces.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || character.is_whitespace()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character is a hyphen, a dash of any length, or a minus sign: the property Dash of Unicode (PropList.txt), the minus
/// sign among modifier letters and the hyphen bullet.
#[must_use]
pub const fn is_dash(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{2d7}' | '\u{58a}' | '\u{5be}' | '\u{1400}' | '\u{1806}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2053}'
                | '\u{207b}'
                | '\u{208b}'
                | '\u{2212}'
                | '\u{2e17}'
                | '\u{2e1a}'
                | '\u{2e3a}'
                | '\u{2e3b}'
                | '\u{2e40}'
                | '\u{2e5d}'
                | '\u{301c}'
                | '\u{3030}'
                | '\u{30a0}'
                | '\u{fe31}'
                | '\u{fe32}'
                | '\u{fe58}'
                | '\u{fe63}'
                | '\u{ff0d}'
                | '\u{10d6e}'
                | '\u{10ead}'
    )
}

/// Whether a character is an apostrophe or commonly typed instead of one: single quotation marks, primes, accents without a letter,
/// the letters for the glottal stop (ʻokina, saltillo, hamza) and the Hebrew geresh.
#[must_use]
pub const fn is_apostrophe(character: char) -> bool {
    matches!(character,
        '\'' | '`' | '\u{b4}' | '\u{2b9}' | '\u{2bb}'..='\u{2bf}' | '\u{2c8}' | '\u{2ca}' | '\u{2cb}' | '\u{2ee}' | '\u{2f4}' | '\u{374}'
        | '\u{384}' | '\u{55a}' | '\u{5f3}' | '\u{7f4}' | '\u{7f5}' | '\u{1fbd}' | '\u{1fbf}' | '\u{1fef}' | '\u{1ffd}' | '\u{1ffe}'
        | '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2035}' | '\u{275b}' | '\u{275c}' | '\u{a78b}' | '\u{a78c}' | '\u{ff07}'
        | '\u{ff40}')
}

/// `text` in normalisation form KC with one hyphen and one apostrophe: every dash becomes `-`, every apostrophe `'`.
///
/// Both before and after normalisation, which turns some dashes and apostrophes into others (U+2011 into U+2010) and splits
/// spacing accents into a space and a mark.
#[must_use]
pub fn with_plain_signs(text: &str) -> String {
    text.nfc().map(plain_sign).nfkc().map(plain_sign).collect()
}

/// The plain form of a dash or an apostrophe; any other character is returned as it is.
#[must_use]
pub const fn plain_sign(character: char) -> char {
    match character {
        dash if is_dash(dash) => '-',
        apostrophe if is_apostrophe(apostrophe) => '\'',
        other => other,
    }
}

/// Whether a person's name in a certificate may contain a character: the composed letters of European languages and Vietnamese,
/// space, hyphen, apostrophe, full stop (docs/profiles.md#names).
#[must_use]
pub const fn is_certifiable(character: char) -> bool {
    matches!(character,
        ' ' | '-' | '\'' | '.' | 'A'..='Z' | 'a'..='z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ı' | 'Ĵ'..='ľ' | 'Ł'..='ň' | 'Ŋ'..='ž'
        // Vietnamese Ơ and Ư; Skolt Sámi; Romanian Ș and Ț.
        | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ǥ'..='ǩ' | 'Ǯ' | 'ǯ' | 'Ș'..='ț' | '\u{1e00}'..='\u{1e99}' | 'ẞ' | 'Ạ'..='ỹ')
}

/// The plain form of a punctuation mark or space; `None` for an invisible character.
fn sign(character: char) -> Option<char> {
    match character {
        space if space.is_whitespace() => Some(' '),
        invisible if is_invisible(invisible) => None,
        other => Some(plain_sign(other)),
    }
}

/// A part of a capital's canonical decomposition.
fn push_letter(plain: &mut String, part: char) {
    match part {
        ascii if ascii.is_ascii() => plain.push(ascii),
        mark if is_latin_mark(mark) => {}
        // ICAO Doc 9303-3 §6 A: ENG is transliterated as N. Schwa is not in its table; Azerbaijani passports write E.
        'Ŋ' => plain.push('N'),
        'Ə' => plain.push('E'),
        letter if is_latin_letter(letter) => plain.extend(ascii_reading(letter)),
        other => plain.push(other),
    }
}

/// The usual transliteration to ASCII, in capitals.
fn ascii_reading(character: char) -> impl Iterator<Item = char> {
    let reading = deunicode_char(character).unwrap_or_default();
    reading.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase())
}

/// Whether a letter belongs to a script whose transliteration does not depend on the language or on unwritten vowels: Greek, Cyrillic,
/// Armenian, Georgian, Hangul.
#[must_use]
pub const fn is_transliterated(character: char) -> bool {
    matches!(character,
        '\u{370}'..='\u{58f}' | '\u{10a0}'..='\u{10ff}' | '\u{1c90}'..='\u{1cbf}' | '\u{1f00}'..='\u{1fff}' | '\u{2d00}'..='\u{2d2f}'
        | '\u{ac00}'..='\u{d7a3}')
}

/// Checked by the Unicode blocks of the Latin script.
#[must_use]
pub const fn is_latin_letter(character: char) -> bool {
    matches!(character,
        'A'..='Z' | 'a'..='z' | 'ª' | 'º' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{2af}'
        | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a722}'..='\u{a787}' | '\u{a78b}'..='\u{a7ff}')
}

/// Whether a character is a combining diacritical mark, used with several scripts.
#[must_use]
pub const fn is_latin_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// ICAO Doc 9303-3 (8th edition) §6 A, for letters with one transliteration, or with one besides those that contain XX. Å, Ä, Ö,
    /// Ü and Ñ lose their mark here, which the table allows besides AA, AE, OE, UE and N.
    #[test]
    fn letters_are_transliterated_as_in_the_machine_readable_zone() {
        for (letters, read) in [
            ("ÁÀÂÄĂĀĄÅ", "AAAAAAAA"),
            ("Æ", "AE"),
            ("ÇĆĈĊČ", "CCCCC"),
            ("ĎĐÐ", "DDD"),
            ("ÉÈÊËĚĒĖĘĔ", "EEEEEEEEE"),
            ("ĜĞĠĢ", "GGGG"),
            ("ĤĦ", "HH"),
            ("ÍÌÎÏĨĪĮİĬı", "IIIIIIIIII"),
            ("Ĵ", "J"),
            ("Ķ", "K"),
            ("ŁĹĽĻ", "LLLL"),
            ("ÑŃŇŅŊ", "NNNNN"),
            ("ÓÒÔÖÕŐŌØ", "OOOOOOOO"),
            ("Œ", "OE"),
            ("ŔŘŖ", "RRR"),
            ("ŚŜŠŞȘ", "SSSSS"),
            ("ß", "SS"),
            ("ẞ", "SS"),
            ("ŢŤŦȚ", "TTTT"),
            ("Þ", "TH"),
            ("ÚÙÛÜŨŬŪŲŮŰ", "UUUUUUUUUU"),
            ("Ŵ", "W"),
            ("ÝŶŸ", "YYY"),
            ("ŹŽŻ", "ZZZ"),
            ("Ĳ", "IJ"),
            ("Đặng", "DANG"),
        ] {
            assert_eq!(plain(letters), read, "{letters}");
            assert_eq!(plain(&letters.to_lowercase()), read, "{letters} in lower case");
        }
    }

    #[test]
    fn punctuation_is_unified_and_invisible_characters_are_dropped() {
        for apostrophe in ["'", "’", "‘", "ʼ", "ʻ", "´", "`", "′", "＇"] {
            assert_eq!(plain(&format!("Floc{apostrophe}h")), "FLOC'H", "{apostrophe}");
        }
        for dash in ["-", "\u{2010}", "\u{2011}", "\u{2012}", "–", "—", "―", "−", "﹣", "－"] {
            assert_eq!(plain(&format!("Jean{dash}Marc")), "JEAN-MARC", "{dash}");
        }
        for space in [" ", "\u{a0}", "\u{2009}", "\u{202f}", "\u{3000}", "\t"] {
            assert_eq!(plain(&format!("Le{space}Goff")), "LE GOFF", "{space:?}");
        }
        assert_eq!(plain("Le\u{ad}Go\u{200b}ff\u{202e}"), "LEGOFF");
        assert_eq!(plain("ＤＵＰＯＮＴ １２, Ⅷ, ①, ٣"), "DUPONT 12, VIII, 1, 3");
        assert_eq!(plain("Ine\u{300}s (29)"), "INES (29)");
    }

    /// PropList.txt of Unicode 17.0, property Dash.
    const DASHES: &str = "-\u{58a}\u{5be}\u{1400}\u{1806}\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2053}\u{207b}\u{208b}\u{2212}\u{2e17}\
        \u{2e1a}\u{2e3a}\u{2e3b}\u{2e40}\u{2e5d}\u{301c}\u{3030}\u{30a0}\u{fe31}\u{fe32}\u{fe58}\u{fe63}\u{ff0d}\u{10d6e}\u{10ead}";
    /// The characters whose names in UnicodeData.txt contain APOSTROPHE, GERESH, ACUTE ACCENT or GRAVE ACCENT (without a letter),
    /// TURNED COMMA, SALTILLO or SINGLE QUOTATION MARK.
    const APOSTROPHES: &str = "'`\u{b4}\u{2bb}\u{2bc}\u{2bd}\u{2ca}\u{2cb}\u{2ee}\u{55a}\u{5f3}\u{7f4}\u{7f5}\u{2018}\u{2019}\u{201a}\u{201b}\u{a78b}\u{a78c}\
        \u{ff07}\u{ff40}";

    #[test]
    fn every_dash_and_apostrophe_of_unicode_becomes_the_plain_one() {
        for dash in DASHES.chars() {
            let typed = format!("Jean{dash}Marc");
            assert_eq!((with_plain_signs(&typed).as_str(), plain(&typed).as_str()), ("Jean-Marc", "JEAN-MARC"), "{dash:?}");
        }
        for apostrophe in APOSTROPHES.chars() {
            let typed = format!("Floc{apostrophe}h");
            assert_eq!((with_plain_signs(&typed).as_str(), plain(&typed).as_str()), ("Floc'h", "FLOC'H"), "{apostrophe:?}");
        }
    }

    #[test]
    fn no_character_becomes_another_dash_or_apostrophe() {
        for character in '\0'..=char::MAX {
            let folded = with_plain_signs(&character.to_string());
            let is_left = |sign: char| is_dash(sign) && sign != '-' || is_apostrophe(sign) && sign != '\'';
            assert!(!folded.contains(is_left) && with_plain_signs(&folded) == folded, "{character:?}: {folded:?}");
        }
    }

    /// A text of these characters is in both normalisation forms, whatever their order.
    #[test]
    fn certifiable_characters_are_composed_letters() {
        for character in ('\0'..=char::MAX).filter(|character| is_certifiable(*character)) {
            assert!(character.is_alphabetic() || " -'.".contains(character), "{character:?}");
            assert!(character.nfc().eq([character]) && character.nfkc().eq([character]), "{character:?}");
        }
        for letter in "ÀÖØöøÿĀĲĳĿŀŉſƠơƯưǅȘțḀẙẚẞẠỹ".chars() {
            assert_eq!(is_certifiable(letter), !"ĲĳĿŀŉſǅẚ".contains(letter), "{letter}");
        }
        for other in "’–ªº·ǅəΑАᴬⅣ\u{a0}\u{300}\u{2010}0_".chars() {
            assert!(!is_certifiable(other), "{other:?}");
        }
    }

    #[test]
    fn other_alphabets_are_transliterated_where_it_is_unambiguous() {
        assert_eq!(plain("Ольга Щукина"), "OLGA SHCHUKINA");
        assert_eq!(plain("김"), "GIM");
        assert_eq!(plain("王小明"), "王小明");
        assert_eq!(plain("สมชาย"), "สมชาย");
    }

    #[test]
    fn digraphs_are_equal_to_the_letter_that_they_replace() {
        for spellings in [
            &["Müller", "Mueller", "Muller"][..],
            &["Søren Ørsted", "Soren Orsted", "Soeren Oersted"],
            &["Ångström", "Aangstroem"],
            &["Đorđević", "Djordjevic", "Dordevic"],
            &["Guðrún", "Gudrun", "Gudhrun"],
            &["Æsa", "Aesa", "Asa"],
            &["d'Œuvre", "d'Oeuvre"],
        ] {
            let forms: Vec<String> = spellings.iter().map(|spelling| without_digraphs(&plain(spelling))).collect();
            assert!(forms.iter().all(|form| *form == forms[0]), "{forms:?}");
        }
    }

    proptest! {
        /// Over Latin, Greek and Cyrillic letters, marks, punctuation and full-width characters.
        #[test]
        fn a_plain_text_is_its_own_plain_form(
            text in "[\\u{20}-\\u{24f}\\u{2b0}-\\u{52f}\\u{1e00}-\\u{2070}\\u{2100}-\\u{218f}\\u{ff00}-\\u{ff65}]{0,40}",
        ) {
            let once = plain(&text);
            prop_assert_eq!(plain(&once), once.clone());
            let single = without_digraphs(&once);
            prop_assert_eq!(without_digraphs(&single), single);
        }
    }
}

//! Rules of typography and spelling for one text, in French and in English.

use super::glossary::{has_phrase, without_placeables};

/// The first place where a French text breaks the rules of typography, with some context (Imprimerie nationale, *Lexique des
/// règles typographiques*): U+202F before `;`, `!` and `?`, U+00A0 before `:`, `»`, `€` and `%` and after `«`, U+202F between
/// thousands, accents on capitals, `…` for three dots. Fluent escapes of the two spaces are recognised.
#[must_use]
pub fn typography_fault(text: &str) -> Option<String> {
    let text = text.replace("{\"\\u202F\"}", "\u{202f}").replace("{\"\\u00A0\"}", "\u{a0}");
    let all: Vec<char> = text.chars().collect();
    let before = |at: usize| at.checked_sub(1).and_then(|at| all.get(at)).copied();
    let digit = |at: Option<char>| at.is_some_and(|c| c.is_ascii_digit());
    let at = (0..all.len()).find(|&at| {
        let (previous, next) = (before(at), all.get(at + 1).copied());
        match all[at] {
            ';' | '!' | '?' => previous != Some('\u{202f}'),
            ':' => previous != Some('\u{a0}') && next != Some('/') && !(digit(previous) && digit(next)),
            '«' => next != Some('\u{a0}'),
            '»' | '€' | '%' => previous != Some('\u{a0}'),
            ' ' | '\u{a0}' => separates_thousands(&all, at),
            '.' => text.contains("...") && next == Some('.'),
            'E' => {
                at == 0
                    && ["Etat", "Ecri", "Etap", "Emett", "Etab", "Echa", "Edit", "Elec"].iter().any(|word| text.starts_with(word))
            }
            'A' => previous.is_none_or(|c| c == '\n') && next == Some(' '),
            _ => false,
        }
    })?;
    Some(all[at.saturating_sub(12)..all.len().min(at + 12)].iter().collect())
}

/// Whether one to three digits precede this position and exactly three follow it. Telephone numbers are excluded.
fn separates_thousands(all: &[char], at: usize) -> bool {
    let before = all[..at].iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let after = all[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
    let telephone = all[..at].iter().rev().find(|c| !c.is_ascii_digit() && **c != ' ') == Some(&'+');
    (1..=3).contains(&before) && after == 3 && !telephone
}

/// American spellings of words that these texts use, beside the British ones.
const AMERICAN: &[(&str, &str)] = &[
    ("authorize", "authorise"),
    ("authorized", "authorised"),
    ("authorization", "authorisation"),
    ("canceled", "cancelled"),
    ("center", "centre"),
    ("color", "colour"),
    ("license", "licence"),
    ("organization", "organisation"),
    ("recognize", "recognise"),
    ("recognized", "recognised"),
];

/// The first place where an English text breaks the rules: curly double quotation marks, `…` for three dots, single spaces, no space
/// before a punctuation mark, British spelling.
#[must_use]
pub fn english_fault(text: &str) -> Option<String> {
    let text = without_placeables(text);
    for (mark, remedy) in [("\"", "write “ or ”"), ("...", "write …")] {
        if text.contains(mark) {
            return Some(format!("{mark}: {remedy}"));
        }
    }
    let lines = || text.lines().map(str::trim);
    if lines().any(|line| line.contains("  ")) {
        return Some("two spaces: write one".to_owned());
    }
    let spaced = [" ;", " :", " ?", " !", " ,", " ."].into_iter().find(|mark| lines().any(|line| line.contains(mark)));
    if let Some(mark) = spaced {
        return Some(format!("space before{mark}: remove it"));
    }
    let words = text.to_lowercase();
    let (american, british) = AMERICAN.iter().find(|(american, _)| has_phrase(&words, american))?;
    Some(format!("\"{american}\": write \"{british}\""))
}

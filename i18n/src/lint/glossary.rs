//! One word for each thing: texts against the glossary in `locales/glossary.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::language::Language;

static GLOSSARY: LazyLock<Glossary> = LazyLock::new(|| {
    toml::from_str(include_str!("../../locales/glossary.toml")).expect("the embedded glossary is well-formed, as a test checks")
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Glossary {
    word: Vec<Entry>,
}

/// The words for one thing. Phrases are compared in lower case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The term of docs/glossary.md.
    #[cfg_attr(not(test), expect(dead_code, reason = "identifies the entry for readers of the file"))]
    thing: String,
    fr: Vec<String>,
    #[serde(default)]
    never_fr: Vec<String>,
    #[serde(default)]
    allow_fr: Vec<String>,
    en: Vec<String>,
    #[serde(default)]
    never_en: Vec<String>,
    #[serde(default)]
    allow_en: Vec<String>,
}

impl Entry {
    /// The words to use, those to avoid, and the phrases in which the latter are right.
    fn phrases(&self, language: Language) -> (&[String], &[String], &[String]) {
        match language {
            Language::Fr => (&self.fr, &self.never_fr, &self.allow_fr),
            Language::En => (&self.en, &self.never_en, &self.allow_en),
        }
    }
}

/// The first word of a text that the glossary replaces, and the word to use instead. Placeables and tags are not part of the text.
///
/// Only whole words count: "mail" is not in "mailing", nor "login" in "login-page".
#[must_use]
pub fn word_fault(language: Language, text: &str) -> Option<String> {
    let phrases = || GLOSSARY.word.iter().map(|entry| entry.phrases(language));
    let mut text = plain(text);
    for allowed in phrases().flat_map(|(_, _, allowed)| allowed) {
        text = text.replace(&plain(allowed), " … ");
    }
    phrases().find_map(|(right, wrong, _)| {
        let wrong = wrong.iter().find(|wrong| has_phrase(&text, &plain(wrong)))?;
        Some(format!("\"{wrong}\": say \"{}\"", right.join("\" or \"")))
    })
}

/// The text in lower case, with straight apostrophes and single spaces, without placeables and tags.
fn plain(text: &str) -> String {
    let text = without_tags(&without_placeables(text)).to_lowercase().replace('\u{2019}', "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `text` contains this phrase as whole words: no letter beside it, and no hyphen after it.
pub(super) fn has_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + phrase.len()..].chars().next();
        !before.is_some_and(char::is_alphabetic) && !after.is_some_and(|next| next.is_alphabetic() || next == '-')
    })
}

/// The text without `{ $variable }` and `{"literal"}`; of a choice (`{ $count -> … }`) its variants stay.
pub(super) fn without_placeables(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        kept.push_str(before);
        let end = after.find(['}', '\n', '[']).unwrap_or(after.len());
        // A choice's variable and arrow end its line.
        rest = after[end..].strip_prefix('}').unwrap_or(&after[end..]);
        kept.push('…');
    }
    kept.push_str(rest);
    kept
}

fn without_tags(text: &str) -> String {
    let mut parts = text.split('<');
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // "<<<" in a text is no tag.
        let is_tag = part.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/');
        match part.split_once('>') {
            Some((_, after)) if is_tag => {
                kept.push(' ');
                kept.push_str(after);
            }
            _ => {
                kept.push('<');
                kept.push_str(part);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glossary_recommends_no_word_that_it_replaces() {
        for entry in &GLOSSARY.word {
            assert!(!entry.fr.is_empty() && !entry.en.is_empty(), "{}", entry.thing);
            for language in Language::ALL {
                for word in entry.phrases(language).0 {
                    assert_eq!(word_fault(language, word), None, "{}: {word}", entry.thing);
                }
            }
        }
    }

    #[test]
    fn a_word_that_the_glossary_replaces_is_found_in_both_languages() {
        for (language, bad, word) in [
            (Language::Fr, "Une pièce manque.", "pièce"),
            (Language::Fr, "Les pièces : la pièce d\u{2019}identité", "pièces"),
            (Language::Fr, "L'opérateur vous reçoit.", "opérateur"),
            (Language::Fr, "{ $count ->\n    [one] une pièce\n   *[other] { $count } documents\n}", "pièce"),
            (Language::Fr, "<p>OPÉRATEURS</p>", "opérateurs"),
            (Language::Fr, "à\nnouveau", "à nouveau"),
            (Language::Fr, "à\u{a0}nouveau", "à nouveau"),
            (Language::En, "A piece is missing.", "piece"),
            (Language::En, "<b>Log</b> in", "log in"),
            (Language::En, "Your holder\u{2019}s space", "holder's space"),
            (Language::En, "Ask the operator.", "operator"),
        ] {
            let found = word_fault(language, bad).unwrap_or_default();
            assert!(found.starts_with(&format!("\"{word}\": say")), "{bad}: {found}");
        }
        for (language, good) in [
            (Language::Fr, "La pièce d\u{2019}identité, vos pièces d'identité"),
            (Language::Fr, "Un logiciel, un mailing"),
            (Language::Fr, "{ $pièce } et { $piece }, la rapièce-t-il ?"),
            (Language::Fr, "déposez plainte"),
            (Language::En, "Piecework with your login-page"),
            (Language::En, "{ $piece } is missing: tell the operator of the service."),
            (Language::En, "{ $piece ->\n   *[other] a document\n}"),
            (Language::En, "<p class=\"piece\">A document</p>"),
        ] {
            assert_eq!(word_fault(language, good), None, "{good}");
        }
    }
}

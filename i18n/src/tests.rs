//! The catalogues say the same in both languages, everything that is asked of them and nothing else, in good typography.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::*;

/// Key → text, variables left in, the area's name first.
fn texts(language: Language) -> BTreeMap<&'static str, (&'static str, String)> {
    let mut texts = BTreeMap::<_, (_, String)>::new();
    for (area, source) in sources(language) {
        let mut key = None;
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
                let (name, text) = line.split_once('=').unwrap();
                texts.insert(name.trim_end(), (area, text.strip_prefix(' ').unwrap_or(text).to_owned()));
                key = Some(name.trim_end());
            } else if let Some((_, text)) = key.and_then(|key| texts.get_mut(key)) {
                text.push('\n');
                text.push_str(line.trim_start_matches(' '));
            }
        }
    }
    texts
}

fn variables(text: &str) -> BTreeSet<&str> {
    let after_dollar = text.split('$').skip(1);
    after_dollar.map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap()).collect()
}

#[test]
fn the_catalogues_are_well_formed_and_no_key_stands_twice() {
    for language in Language::ALL {
        assert_eq!(Catalogue::read(language).1, Vec::<String>::new(), "{}", language.tag());
    }
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_values() {
    let (french, english) = (texts(Language::Fr), texts(Language::En));
    let only = |one: &BTreeMap<_, _>, other: &BTreeMap<_, _>| -> Vec<_> {
        one.keys().filter(|key| !other.contains_key(*key)).copied().collect::<Vec<&str>>()
    };
    assert_eq!(only(&french, &english), Vec::<&str>::new(), "only in French");
    assert_eq!(only(&english, &french), Vec::<&str>::new(), "only in English");
    for (key, (area, text)) in &french {
        assert_eq!((area, variables(text)), (&english[key].0, variables(&english[key].1)), "{key}");
    }
}

/// Rust and template sources of this crate, tests left out.
fn product_sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, files: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.display().to_string();
            if path.is_dir() && !path.ends_with("tests") {
                collect(&path, files);
            } else if !name.ends_with("tests.rs") && [".rs", ".html", ".txt", ".svg"].iter().any(|end| name.ends_with(end)) {
                let text = fs::read_to_string(&path).unwrap();
                let product = text.split("#[cfg(test)]").next().unwrap().to_owned();
                files.push((name, product));
            }
        }
    }
    let mut files = Vec::new();
    for folder in ["src", "templates"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    files
}

#[test]
fn every_key_that_is_said_exists() {
    let texts = texts(Language::Fr);
    let mut missing = Vec::new();
    for (file, source) in product_sources() {
        for call in ["say(\"", "with(\"", "count(\""] {
            // Words are said by a value named `t`, `words` or a function of theirs; other methods of these names take no keys.
            for rest in source.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                let is_key = key.contains('-') && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
                if is_key && !texts.contains_key(key) {
                    missing.push(format!("{file}: {key}"));
                }
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_text_is_said_somewhere() {
    let sources = product_sources();
    let literals: BTreeSet<&str> =
        sources.iter().flat_map(|(_, source)| source.lines().flat_map(|line| line.split('"'))).collect();
    // `format!("piece-{}-hint", …)`: what stands before the first brace and behind the last.
    let composed: Vec<(&str, &str)> = literals
        .iter()
        .filter_map(|literal| Some((literal.split_once('{')?.0, literal.rsplit_once('}')?.1)))
        .filter(|(start, end)| {
            let plain = |part: &str| part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            start.len() + end.len() >= 4 && (start.contains('-') || end.contains('-')) && plain(start) && plain(end)
        })
        .collect();
    let is_said = |key: &str| {
        literals.contains(key)
            || composed
                .iter()
                .any(|(start, end)| key.len() > start.len() + end.len() && key.starts_with(start) && key.ends_with(end))
    };
    let texts = texts(Language::Fr);
    let unsaid: Vec<_> = texts.iter().filter(|(key, _)| !is_said(key)).map(|(key, (area, _))| format!("{area}: {key}")).collect();
    assert_eq!(unsaid, Vec::<String>::new());
}

#[test]
fn french_texts_keep_the_rules_of_typography() {
    let faults: Vec<_> = texts(Language::Fr)
        .iter()
        .filter_map(|(key, (area, text))| typography_fault(text).map(|fault| format!("{area}: {key}: {fault}")))
        .collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn what_breaks_the_rules_of_typography_is_found() {
    for bad in [
        "Quoi ?",
        "Quoi?",
        "Ici ; là",
        "Ici\u{a0}; là",
        "Attention !",
        "Ici : là",
        "Ici: là",
        "« là »",
        "«\u{a0}là »",
        "3 €",
        "3€",
        "20 %",
        "1 234",
        "Etat",
        "A bientôt",
        "Ecrivez",
        "...",
        "{ $count } %",
    ] {
        assert!(typography_fault(bad).is_some(), "{bad}");
    }
    for good in [
        "Quoi\u{202f}?",
        "Ici\u{a0}: là, https://x/ à 12:30",
        "«\u{a0}là\u{a0}»",
        "20\u{a0}%",
        "À 1\u{202f}234\u{a0}€",
        "{ $count ->\n*[other] a\n}",
    ] {
        assert_eq!(typography_fault(good), None, "{good}");
    }
}

/// What the first fault is, with its surroundings.
pub(crate) fn typography_fault(text: &str) -> Option<String> {
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

/// Whether one to three digits stand before this place, and exactly three after it; not in a telephone number.
fn separates_thousands(all: &[char], at: usize) -> bool {
    let before = all[..at].iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let after = all[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
    let telephone = all[..at].iter().rev().find(|c| !c.is_ascii_digit() && **c != ' ') == Some(&'+');
    (1..=3).contains(&before) && after == 3 && !telephone
}

#[test]
fn a_missing_text_shows_its_key() {
    assert_eq!(Words::new(Language::Fr).say("no-such-text"), "no-such-text");
}

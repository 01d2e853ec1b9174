//! The glossary of texts for people has no entry that no text needs.

use serde::Deserialize;

use super::{File, Finding, assert_none, example, places, repository};

/// Texts for people, by the end of their paths.
const TEXTS: &[&str] = &[".ftl", "/terms.html", "/offers.toml"];

const GLOSSARY: &str = "i18n/locales/glossary.toml";

#[derive(Deserialize)]
struct Glossary {
    word: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    thing: toml::Spanned<String>,
    fr: Vec<String>,
    en: Vec<String>,
}

fn check(files: &[File]) -> Vec<Finding> {
    let texts: Vec<&File> = files.iter().filter(|file| TEXTS.iter().any(|end| file.path.ends_with(end))).collect();
    files.iter().filter(|file| file.path == GLOSSARY).flat_map(|glossary| unused(glossary, &texts)).collect()
}

/// Entries of which a language uses no word.
fn unused(glossary: &File, texts: &[&File]) -> Vec<Finding> {
    let Glossary { word } = toml::from_str(&glossary.text).expect("the glossary is TOML");
    let texts: Vec<_> = texts.iter().map(|file| file.text.to_lowercase().replace('\u{2019}', "'")).collect();
    let occurs = |word: &String| texts.iter().any(|text| text.contains(&word.to_lowercase()));
    word.iter()
        .filter(|entry| !(entry.fr.iter().any(occurs) && entry.en.iter().any(occurs)))
        .map(|entry| {
            let line = glossary.text[..entry.thing.span().start].lines().count();
            glossary.finding(
                line,
                format!("no text has a word for `{}`", entry.thing.get_ref()),
                "remove the entry, or use the word",
            )
        })
        .collect()
}

#[test]
fn every_entry_of_the_glossary_is_used() {
    assert_none(&check(&repository::files()));
}

#[test]
fn an_entry_that_no_text_uses_in_a_language_is_refused() {
    let glossary = "# Words.\n[[word]]\nthing = \"piece\"\nfr = [\"justificatif\", \"pièce\"]\nen = [\"document\"]\n";
    let of = |texts: &[(&str, &str)]| {
        let texts = texts.iter().map(|(path, text)| example(path, text));
        check(&texts.chain([example(GLOSSARY, glossary)]).collect::<Vec<_>>()).len()
    };
    assert_eq!(of(&[("pages/locales/fr/a.ftl", "a = Un justificatif"), ("policies/offers.toml", "en = \"The document\"")]), 0);
    assert_eq!(of(&[("pages/locales/fr/a.ftl", "a = Un justificatif"), ("pages/locales/en/a.ftl", "a = A paper")]), 1);
    assert_eq!(of(&[("docs/glossary.md", "justificatif, document")]), 1);
    assert_eq!(places(&check(&[example(GLOSSARY, glossary)])), ["i18n/locales/glossary.toml:3"]);
}

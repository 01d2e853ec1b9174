//! Lints the texts of a crate. Every crate with texts has a test that expects no findings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use crate::catalogues::{Bundle, Catalogues};
use crate::language::Language;

mod glossary;
mod typography;

pub use glossary::word_fault;
pub use typography::{english_fault, typography_fault};

/// All findings about the texts of the crate whose manifest is in `folder`, one per line.
///
/// A catalogue must be well-formed; both languages must have the same keys in the same areas, with the same variables; every
/// key that the crate's sources (`src` and `templates`, without tests) use must exist; every text must be used there or
/// override a text of an included catalogue; French texts must follow the rules of [`typography_fault`], English ones those of
/// [`english_fault`], and all of them the glossary ([`word_fault`]).
///
/// # Errors
/// If the sources cannot be read.
pub fn findings(catalogues: &Catalogues, folder: &Path) -> io::Result<Vec<String>> {
    let sources = product_sources(folder)?;
    let texts = Language::ALL.map(|language| texts(catalogues, language));
    let malformed = Language::ALL
        .into_iter()
        .flat_map(|language| Bundle::read(language, catalogues.sources(language)).1)
        .map(|fault| format!("malformed or twice: {fault}"));
    let mut findings: Vec<String> = malformed.collect();
    findings.extend(differences(&texts));
    let included: BTreeSet<_> = catalogues.included().iter().flat_map(|included| keys(included)).collect();
    let [french, english] = &texts;
    findings.extend(missing(&sources, |key| french.contains_key(key) || included.contains(key)));
    findings.extend(unsaid(&sources, french.iter().filter(|(key, _)| !included.contains(*key))));
    findings.extend(faults("typography", french, typography_fault));
    findings.extend(faults("English", english, english_fault));
    for (language, texts) in Language::ALL.into_iter().zip(&texts) {
        findings.extend(faults("word", texts, |text| word_fault(language, text)));
    }
    Ok(findings)
}

/// The texts with a fault of this kind.
fn faults(kind: &str, texts: &Texts, fault: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let found = texts.iter().filter_map(|(key, (area, text))| Some(format!("{kind}: {area}: {key}: {}", fault(text)?)));
    found.collect()
}

/// Maps a key to its area and its text with placeholders.
type Texts = BTreeMap<&'static str, (&'static str, String)>;

fn texts(catalogues: &Catalogues, language: Language) -> Texts {
    let mut texts = Texts::new();
    for (area, source) in catalogues.sources(language) {
        let mut key = None;
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
                let (name, text) = line.split_once('=').unwrap_or((line, ""));
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

/// The keys of the catalogues, including those of the catalogues that they include.
fn keys(catalogues: &Catalogues) -> Vec<&'static str> {
    let included = catalogues.included().iter().flat_map(|included| keys(included));
    texts(catalogues, Language::Fr).into_keys().chain(included).collect()
}

fn differences([french, english]: &[Texts; 2]) -> Vec<String> {
    let only = |one: &Texts, other: &Texts, language: &str| -> Vec<String> {
        one.keys().filter(|key| !other.contains_key(*key)).map(|key| format!("only in {language}: {key}")).collect()
    };
    let mut findings = only(french, english, "French");
    findings.extend(only(english, french, "English"));
    for (key, (area, text)) in french {
        let other = english.get(key);
        if other.is_some_and(|(other_area, other)| other_area != area || variables(other) != variables(text)) {
            findings.push(format!("not the same area and variables in both languages: {key}"));
        }
    }
    findings
}

fn variables(text: &str) -> BTreeSet<&str> {
    let after_dollar = text.split('$').skip(1);
    after_dollar.filter_map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next()).collect()
}

/// Name and contents of each Rust source and template, without tests.
fn product_sources(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for folder in ["src", "templates"].map(|name| folder.join(name)) {
        if folder.is_dir() {
            collect(&folder, &mut files)?;
        }
    }
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.display().to_string();
        if path.is_dir() {
            if !path.ends_with("tests") {
                collect(&path, files)?;
            }
        } else if !name.ends_with("tests.rs") && [".rs", ".html", ".txt", ".svg"].iter().any(|end| name.ends_with(end)) {
            let text = fs::read_to_string(&path)?;
            let product = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            files.push((name, product));
        }
    }
    Ok(())
}

fn is_key(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Keys that are used and that no catalogue has.
fn missing(sources: &[(String, String)], exists: impl Fn(&str) -> bool) -> Vec<String> {
    let mut findings = Vec::new();
    for (file, source) in sources {
        for call in ["say(\"", "with(\"", "count(\""] {
            // Other methods have the same names, but their arguments are not keys: a key has at least two words.
            for rest in source.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                if key.contains('-') && is_key(key) && !exists(key) {
                    findings.push(format!("said and in no catalogue: {file}: {key}"));
                }
            }
        }
    }
    findings
}

/// Texts that the sources do not use.
fn unsaid<'a>(
    sources: &[(String, String)],
    texts: impl Iterator<Item = (&'a &'static str, &'a (&'static str, String))>,
) -> Vec<String> {
    let literals: BTreeSet<&str> =
        sources.iter().flat_map(|(_, source)| source.lines().flat_map(|line| line.split('"'))).collect();
    // `format!("piece-{}-hint", …)`: what precedes the first brace and what follows the last.
    let composed: Vec<(&str, &str)> = literals
        .iter()
        .filter_map(|literal| Some((literal.split_once('{')?.0, literal.rsplit_once('}')?.1)))
        .filter(|(start, end)| {
            start.len() + end.len() >= 4 && (start.contains('-') || end.contains('-')) && is_key(start) && is_key(end)
        })
        .collect();
    let is_said = |key: &str| {
        let fits =
            |(start, end): &(&str, &str)| key.len() > start.len() + end.len() && key.starts_with(start) && key.ends_with(end);
        literals.contains(key) || composed.iter().any(fits)
    };
    texts.filter(|(key, _)| !is_said(key)).map(|(key, (area, _))| format!("said nowhere: {area}: {key}")).collect()
}

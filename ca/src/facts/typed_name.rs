//! A name as it was typed, and every way to divide it into given names and a surname.

use std::collections::BTreeSet;

use pki::letters::{plain, without_digraphs};

use super::forms::{Forms, NO_GIVEN_NAMES, letters, spelled_out};

/// More letters than any name on file has.
const MOST_LETTERS: usize = 128;

/// More surnames than any name on file has.
const MOST_SEGMENTS: usize = 3;

/// Titles, which are ignored anywhere.
const TITLES: &[&str] =
    &["DR", "M", "MADAME", "MADEMOISELLE", "ME", "MISS", "MLE", "MLLE", "MM", "MME", "MONSIEUR", "MR", "MRS", "MS", "PR", "PROF"];
/// Titles that are surnames too, and are ignored only at the beginning.
const LEADING_TITLES: &[&str] = &["DOCTEUR", "DOCTOR", "MAITRE", "PROFESSEUR", "PROFESSOR"];
/// Suffixes that are not part of a name, and are ignored only at the end.
const SUFFIXES: &[&str] = &["II", "III", "IV", "FILS", "JR", "JUNIOR", "PERE", "SENIOR", "SR"];
/// Words between a name and another surname of the same person.
const CONNECTORS: &[&str] = &[
    "ALIAS", "BORN", "DIT", "DITE", "DIVORCEE", "EP", "EPOUSE", "EPSE", "EPX", "GEB", "GEBOREN", "GEBORENE", "NE", "NEE",
    "VEUVE", "VVE", "WIDOW",
];

/// Every reading of a typed name, as forms; their number depends only on what was typed.
#[derive(Debug)]
pub(crate) struct TypedName {
    pub(super) given_names: Vec<String>,
    pub(super) surnames: Vec<String>,
    /// Indices of given names and of the surname that belong together.
    pub(super) readings: Vec<(usize, usize)>,
}

/// A part of the typed text.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    Word {
        letters: String,
        is_in_capitals: bool,
    },
    Comma,
    /// Marks that another surname follows: a parenthesis, a connector.
    Aside,
}

impl TypedName {
    /// Reads a name: spaces, hyphens and apostrophes are ignored, so that it is divided at every letter; titles are left out;
    /// either part may be the surname, or the whole name of somebody who has no given names.
    ///
    /// A second surname follows `née`, `épouse` or a parenthesis. If the surname is marked, by a comma after it or by capitals in
    /// a name that is not all in capitals, any selection of the given names is a reading.
    pub(crate) fn read(typed: &str) -> Self {
        let parts = parts(typed);
        let mut readings = BTreeSet::new();
        if run_together(&parts).chars().count() <= MOST_LETTERS {
            divide(&run_together(&parts), &mut readings);
            add_surname_alone(&run_together(&parts), &mut readings);
            let cleaned = without_titles(&parts);
            let segments: Vec<&[Part]> = cleaned.split(|part| *part == Part::Aside).collect();
            let names: Vec<String> =
                segments.iter().map(|segment| run_together(segment)).filter(|name| !name.is_empty()).collect();
            segments.iter().for_each(|segment| read_marked(segment, &mut readings));
            for (place, name) in names.iter().take(MOST_SEGMENTS).enumerate() {
                divide(name, &mut readings);
                add_surname_alone(name, &mut readings);
                let others = names.iter().take(MOST_SEGMENTS).enumerate().filter(|(other, _)| *other != place);
                others.for_each(|(_, other)| add_surname(name, other, &mut readings));
            }
        }
        Self::of(&readings)
    }

    /// Whether one reading has both its given names and its surname among these forms.
    pub(super) fn reads_as(&self, given_names: &Forms, surnames: &Forms) -> bool {
        let has = |forms: &Forms, wanted: &String| forms.iter().any(|form| form == wanted);
        self.readings
            .iter()
            .any(|(given, surname)| has(given_names, &self.given_names[*given]) && has(surnames, &self.surnames[*surname]))
    }

    fn of(readings: &BTreeSet<(String, String)>) -> Self {
        let distinct = |of: fn(&(String, String)) -> &String| -> Vec<String> {
            readings.iter().map(of).collect::<BTreeSet<_>>().into_iter().cloned().collect()
        };
        let (given_names, surnames) = (distinct(|reading| &reading.0), distinct(|reading| &reading.1));
        let places = readings
            .iter()
            .filter_map(|(given, surname)| Some((given_names.binary_search(given).ok()?, surnames.binary_search(surname).ok()?)));
        let readings = places.collect();
        Self { given_names, surnames, readings }
    }
}

fn parts(typed: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let push_word = |typed: &str, parts: &mut Vec<Part>| {
        let letters: String = plain(typed).split('-').map(|word| spelled_out(&letters(word)).to_owned()).collect();
        if !letters.is_empty() {
            let cased: Vec<char> = typed.chars().filter(|letter| letter.is_uppercase() || letter.is_lowercase()).collect();
            let is_in_capitals = cased.len() >= 2 && cased.iter().all(|letter| letter.is_uppercase());
            parts.push(Part::Word { letters, is_in_capitals });
        }
    };
    let mut word = String::new();
    for character in typed.chars() {
        let separator = match character {
            ',' | ';' => Some(Part::Comma),
            '(' | ')' | '[' | ']' | '/' => Some(Part::Aside),
            '.' | '_' => None,
            space if space.is_whitespace() => None,
            other => {
                word.push(other);
                continue;
            }
        };
        push_word(&std::mem::take(&mut word), &mut parts);
        parts.extend(separator);
    }
    push_word(&word, &mut parts);
    parts
}

/// The letters of all words, joined.
fn run_together(parts: &[Part]) -> String {
    let words = parts.iter().filter_map(|part| match part {
        Part::Word { letters, .. } => Some(letters.as_str()),
        Part::Comma | Part::Aside => None,
    });
    words.collect()
}

/// The parts without titles and suffixes; a connector between words becomes a [`Part::Aside`].
fn without_titles(parts: &[Part]) -> Vec<Part> {
    let is_word = |part: &Part| matches!(part, Part::Word { .. });
    let (first, last) = (parts.iter().position(is_word), parts.iter().rposition(is_word));
    let kept = parts.iter().enumerate().filter_map(|(place, part)| {
        let Part::Word { letters, .. } = part else { return Some(part.clone()) };
        let (is_first, is_last) = (Some(place) == first, Some(place) == last);
        let is = |words: &[&str]| words.contains(&letters.as_str());
        if is(TITLES) || is_first && is(LEADING_TITLES) || is_last && is(SUFFIXES) {
            return None;
        }
        if is(CONNECTORS) && !is_first && !is_last { Some(Part::Aside) } else { Some(part.clone()) }
    });
    kept.collect()
}

/// Divides between every two letters, with either side as the surname.
fn divide(letters: &str, readings: &mut BTreeSet<(String, String)>) {
    for (before, after) in divisions(letters) {
        readings.insert((before.clone(), after.clone()));
        readings.insert((after, before));
    }
}

fn divisions(letters: &str) -> impl Iterator<Item = (String, String)> {
    letters.char_indices().skip(1).map(|(place, _)| {
        let (before, after) = letters.split_at(place);
        (without_digraphs(before), without_digraphs(after))
    })
}

/// Reads the whole name as the surname of somebody without given names.
fn add_surname_alone(name: &str, readings: &mut BTreeSet<(String, String)>) {
    if !name.is_empty() {
        readings.insert((NO_GIVEN_NAMES.to_owned(), without_digraphs(name)));
    }
}

/// Adds a further surname with the whole name as given names, or either part of it: `Anne Tanguy épouse Le Bihan`.
fn add_surname(name: &str, surname: &str, readings: &mut BTreeSet<(String, String)>) {
    let surname = without_digraphs(surname);
    readings.insert((without_digraphs(name), surname.clone()));
    for (before, after) in divisions(name) {
        readings.insert((before, surname.clone()));
        readings.insert((after, surname.clone()));
    }
}

/// Reads each given name, and the first few, when the surname is marked.
fn read_marked(segment: &[Part], readings: &mut BTreeSet<(String, String)>) {
    let word = |part: &Part| match part {
        Part::Word { letters, is_in_capitals } => Some((letters.clone(), *is_in_capitals)),
        Part::Comma | Part::Aside => None,
    };
    let (surname, given_names): (Vec<_>, Vec<_>) = match segment.iter().position(|part| *part == Part::Comma) {
        Some(comma) => (segment[..comma].iter().filter_map(word).collect(), segment[comma..].iter().filter_map(word).collect()),
        None => segment.iter().filter_map(word).partition(|(_, is_in_capitals)| *is_in_capitals),
    };
    if surname.is_empty() {
        return;
    }
    let surname = without_digraphs(&surname.into_iter().map(|(letters, _)| letters).collect::<String>());
    let mut first = String::new();
    for (letters, _) in given_names {
        first.push_str(&letters);
        readings.insert((without_digraphs(&letters), surname.clone()));
        readings.insert((without_digraphs(&first), surname.clone()));
    }
}

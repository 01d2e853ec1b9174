//! The forms of a surname: the name in use and the birth name, alone or together.

use pki::letters::{is_apostrophe, is_dash, is_invisible, without_digraphs};
use unicode_normalization::char::is_combining_mark;

use super::forms::{Forms, arrangements};
use super::name_unit::{NameUnit, NameWord};

/// Maximum forms of one surname with and without its particles.
const MOST_ALTERNATIVES: usize = 24;

/// The forms of the surname in the certificate, and of the birth name if it differs.
///
/// In this order, until 64 are found: the name in use with and without particles, the birth name likewise, both together in
/// either order, then other orders of the words of each. Part of a double surname is not a form: it is another person's name.
pub(crate) fn forms(in_use: &str, birth_name: Option<&str>) -> Forms {
    let in_use = units(in_use);
    let birth = birth_name.map(units).unwrap_or_default();
    let (of_use, of_birth) = (alternatives(&in_use), alternatives(&birth));
    let mut forms: Forms = of_use.iter().chain(&of_birth).map(|form| without_digraphs(form)).collect();
    for (one, other) in of_use.iter().flat_map(|one| of_birth.iter().map(move |other| (one, other))) {
        forms.add(without_digraphs(&format!("{one}{other}")));
        forms.add(without_digraphs(&format!("{other}{one}")));
    }
    for units in [&in_use, &birth] {
        for order in arrangements(units.len(), units.len()) {
            forms.add(without_digraphs(&order.iter().map(|place| units[*place].whole()).collect::<String>()));
            forms.add(without_digraphs(&order.iter().map(|place| units[*place].bare()).collect::<String>()));
        }
    }
    forms
}

/// Words end at spaces, hyphens and the apostrophe of a particle (`L'`), not at another (`Floc'h`, `O'Neill`). A first word
/// before a hyphen is not a particle: `Do-Martin` is a double surname.
fn units(surname: &str) -> Vec<NameUnit> {
    let mut words = Vec::new();
    let mut rest = surname.trim();
    while !rest.is_empty() {
        let end = rest.find(|character: char| !belongs(character)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        let separator = after.chars().next();
        if words.is_empty() && separator.is_some_and(is_dash) {
            words.push(NameWord::read_whole(part));
        } else {
            add_words(part, &mut words);
        }
        rest = separator.map_or("", |separator| &after[separator.len_utf8()..]);
    }
    NameUnit::all(words)
}

/// Whether a character does not end a word: letters, marks, apostrophes, invisible characters.
fn belongs(character: char) -> bool {
    character.is_alphanumeric()
        || is_combining_mark(character)
        || is_apostrophe(character)
        || is_invisible(character) && !character.is_whitespace()
}

fn add_words(part: &str, words: &mut Vec<NameWord>) {
    let mut rest = part;
    while let Some((before, after)) = rest.split_once(is_apostrophe) {
        let particle = NameWord::read(before);
        if !before.is_empty() && !particle.is_particle() {
            break;
        }
        words.push(particle);
        rest = after;
    }
    words.push(NameWord::read(rest));
}

/// Every choice of particles, those with most first.
fn alternatives(units: &[NameUnit]) -> Vec<String> {
    let mut all = vec![String::new()];
    for unit in units {
        all = all
            .iter()
            .flat_map(|before| unit.forms().map(move |form| format!("{before}{form}")))
            .take(MOST_ALTERNATIVES)
            .collect();
    }
    all.retain(|form| !form.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(in_use: &str, birth_name: Option<&str>) -> Vec<String> {
        forms(in_use, birth_name).iter().map(str::to_owned).collect()
    }

    #[test]
    fn a_surname_is_recognised_with_and_without_its_particles() {
        assert_eq!(all("Le Goff", None), ["LEGOFF", "GOFF"]);
        assert_eq!(all("de Lattre", None), ["DELATTRE", "LATTRE"]);
        assert_eq!(all("de La Tour", None), ["DELATOUR", "LATOUR", "TOUR"]);
        assert_eq!(all("Le", None), ["LE"]);
        assert_eq!(all("O'Neill", None), ["ONEILL"]);
        assert_eq!(all("Floc’h", None), ["FLOCH"]);
        assert_eq!(all("L’Hostis", None), ["LHOSTIS", "HOSTIS"]);
        assert_eq!(all("Dell'Acqua", None), ["DELLACQUA", "ACQUA"]);
    }

    #[test]
    fn part_of_a_double_surname_is_not_a_form() {
        let forms = all("Morvan-L'Hostis", None);
        assert_eq!(forms, ["MORVANLHOSTIS", "MORVANHOSTIS", "LHOSTISMORVAN", "HOSTISMORVAN"]);
        for (surname, part) in [("Łoś-Martin", "MARTIN"), ("Los-Martin", "MARTIN"), ("Lê Martin", "MARTIN"), ("Đỗ Phạm", "PHAM")]
        {
            assert!(!all(surname, None).iter().any(|form| form == part), "{surname}");
        }
    }

    #[test]
    fn the_birth_name_suffices_alone_or_together_with_the_name_in_use() {
        let forms = all("Le Bihan", Some("Tanguy"));
        assert_eq!(forms, ["LEBIHAN", "BIHAN", "TANGUY", "LEBIHANTANGUY", "TANGUYLEBIHAN", "BIHANTANGUY", "TANGUYBIHAN"]);
    }

    #[test]
    fn long_names_have_no_more_than_64_forms() {
        let forms = all("de la Cruz y de los Santos del Río", Some("van der Berg von und zu Stein da Silva"));
        assert_eq!(forms.len(), 64);
        assert!(all(&"a ".repeat(250), Some(&"b-".repeat(250))).len() <= 64);
    }
}

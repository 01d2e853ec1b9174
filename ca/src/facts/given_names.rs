//! The forms of given names: any of them, alone or combined.

use pki::letters::without_digraphs;

use super::forms::{Forms, arrangements};
use super::name_unit::{NameUnit, NameWord};

/// The number of given names up to which every selection is a form.
const MOST_CHOSEN: usize = 8;

/// The forms of the given names of an identity document. A compound name (Jean-Marc) is one name and not divided.
///
/// In this order, until 64 are found: each alone; all; the first few; every selection in the document's order, smaller ones
/// first; the first with initials of others; other orders.
pub(crate) fn forms(given_names: &str) -> Forms {
    let words = given_names.split(|separator: char| separator.is_whitespace() || matches!(separator, ',' | ';' | '.'));
    let units = NameUnit::all(words.map(NameWord::read));
    let join = |chosen: &[usize]| without_digraphs(&chosen.iter().map(|place| units[*place].whole()).collect::<String>());
    let mut forms: Forms = units.iter().flat_map(NameUnit::forms).map(|form| without_digraphs(&form)).collect();
    for length in (1..=units.len()).rev() {
        forms.add(join(&(0..length).collect::<Vec<_>>()));
    }
    let choosable = units.len().min(MOST_CHOSEN);
    let mut choices: Vec<u32> = (1..1 << choosable).collect();
    choices.sort_by_key(|choice| choice.count_ones());
    for choice in choices {
        let chosen: Vec<usize> = (0..choosable).filter(|place| choice >> place & 1 == 1).collect();
        forms.add(join(&chosen));
    }
    forms.add(without_digraphs(&units.iter().map(NameUnit::bare).collect::<String>()));
    if let Some((first, others)) = units.split_first() {
        let initials = others.iter().filter_map(|unit| unit.bare().chars().next());
        forms.add(without_digraphs(&first.whole().chars().chain(initials).collect::<String>()));
        for initial in others.iter().filter_map(|unit| unit.bare().chars().next()) {
            forms.add(without_digraphs(&format!("{}{initial}", first.whole())));
        }
    }
    for length in 2..=units.len() {
        arrangements(units.len(), length).iter().for_each(|chosen| forms.add(join(chosen)));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(given_names: &str) -> Vec<String> {
        forms(given_names).iter().map(str::to_owned).collect()
    }

    #[test]
    fn any_given_name_suffices_alone_and_a_compound_one_is_not_divided() {
        assert_eq!(all("Loïc, Étienne"), ["LOIC", "ETIENNE", "LOICETIENNE", "LOICE", "ETIENNELOIC"]);
        assert_eq!(all("Jean-Marc"), ["JEANMARC"]);
        assert_eq!(all("Jean Marc")[..3], ["JEAN", "MARC", "JEANMARC"]);
    }

    #[test]
    fn a_particle_in_a_given_name_is_not_a_name_of_its_own() {
        let forms = all("María de los Ángeles");
        assert!(
            ["MARIA", "DELOSANGELES", "ANGELES", "MARIADELOSANGELES", "MARIAANGELES"]
                .map(without_digraphs)
                .iter()
                .all(|form| forms.contains(form)),
            "{forms:?}"
        );
        assert!(!forms.iter().any(|form| form == "DE" || form == "LOS"), "{forms:?}");
    }

    #[test]
    fn many_equal_names_take_no_longer() {
        assert!(all(&"a ".repeat(40)).len() <= 64);
    }

    #[test]
    fn eight_given_names_have_no_more_than_64_forms() {
        let eight = all("Anne Béatrice Claire Diane Édith Flore Gaëlle Hélène");
        assert_eq!(eight.len(), 64);
        for form in ["HELENE", "ANNEBEATRICECLAIREDIANEEDITHFLOREGALLEHELENE", "ANNEBEATRICECLAIRE", "ANNEHELENE"] {
            assert!(eight.contains(&form.to_owned()), "{form}: {eight:?}");
        }
    }
}

//! Names proposed where they have to fit: a line of an address, a certificate.

use super::{GivenNames, PersonName};

/// Given names and surname in at most `at_most` characters: with fewer given names if need be, then with the initial of the first,
/// then the surname alone, cut at a word.
pub(crate) fn name_on_a_line(given_names: Option<&GivenNames>, surname: &PersonName, at_most: usize) -> String {
    let (given_names, surname) = (given_names.map_or("", GivenNames::as_str), surname.as_str());
    let room = at_most.saturating_sub(surname.chars().count() + 1);
    let all: Vec<&str> = given_names.split_whitespace().collect();
    let fewer = (1..=all.len()).rev().map(|count| all[..count].join(" "));
    let initial = given_names.chars().find(|letter| letter.is_alphabetic()).map(|letter| format!("{letter}."));
    let fitting = fewer.chain(initial).find(|names| names.chars().count() <= room);
    fitting.map_or_else(|| first_words(surname, at_most, usize::MAX), |names| format!("{names} {surname}"))
}

/// The first words of a name in at most `at_most` characters, where hyphens and apostrophes separate words as well; the beginning of
/// the first word if it alone is longer.
pub(crate) fn first_words(name: &str, at_most: usize, most_words: usize) -> String {
    let mut end = 0;
    let (mut words, mut is_in_word) = (0, false);
    for (count, (place, character)) in name.char_indices().enumerate() {
        if count == at_most {
            // The cut is within a word unless a separator follows.
            if !character.is_alphanumeric() && is_in_word {
                end = place;
            }
            let cut = if end == 0 { place } else { end };
            return trimmed(&name[..cut]);
        }
        if character.is_alphanumeric() {
            words += usize::from(!is_in_word);
            if words > most_words {
                return trimmed(&name[..end]);
            }
        } else if is_in_word {
            end = place;
        }
        is_in_word = character.is_alphanumeric();
    }
    name.to_owned()
}

fn trimmed(cut: &str) -> String {
    cut.trim_end_matches([' ', '-', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_a_line(given_names: &str, surname: &str) -> String {
        name_on_a_line(given_names.parse().ok().as_ref(), &surname.parse().unwrap(), 38)
    }

    #[test]
    fn a_long_name_loses_its_last_given_names_first() {
        assert_eq!(on_a_line("Maëlle Anne", "Kervadec"), "Maëlle Anne Kervadec");
        assert_eq!(on_a_line("Anne Béatrice Claire Diane", "de la Tour-Martin"), "Anne Béatrice Claire de la Tour-Martin");
        assert_eq!(on_a_line("Marie-Antoinette", "Le Goff de Kervadec-Treguier"), "M. Le Goff de Kervadec-Treguier");
        assert_eq!(on_a_line("", "Kervadec"), "Kervadec");
        assert_eq!(on_a_line("Anne", &"K".repeat(40)), "K".repeat(38));
        assert_eq!(on_a_line("Anne", "Le Goff de Kervadec de Treguier-Vautrin"), "Le Goff de Kervadec de Treguier");
    }

    #[test]
    fn names_are_cut_between_words() {
        assert_eq!(first_words("Jean-Marc Yann", 9, 9), "Jean-Marc");
        assert_eq!(first_words("Jean-Marc Yann", 8, 9), "Jean");
        assert_eq!(first_words("Jean-Marc Yann", 3, 9), "Jea");
        assert_eq!(first_words("Jean-Marc Yann", 14, 2), "Jean-Marc");
        assert_eq!(first_words("Jean-Marc Yann", 14, 3), "Jean-Marc Yann");
    }
}

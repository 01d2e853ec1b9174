//! Whether two names may belong to the same person.

use pki::letters::{plain, without_digraphs};

/// The words of a name in plain letters, without punctuation and in a fixed order: equal for different spellings of a name.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    let plain = plain(name);
    let words = plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.map(without_digraphs).collect();
    words.sort();
    words
}

/// Whether two names may belong to one person: every word of the shorter is in the longer, or an initial of one.
pub(crate) fn is_one_name(one: &str, other: &str) -> bool {
    contains_either_way(&name_words(one), &name_words(other))
}

/// Whether all words of the shorter name are in the longer, where an initial stands for a word.
pub(crate) fn contains_either_way(one: &[String], other: &[String]) -> bool {
    let (fewer, more) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let mut left: Vec<&String> = more.iter().collect();
    // Whole words first, so that an initial does not use up a word that is written out.
    let (whole, rest): (Vec<&String>, Vec<&String>) = fewer.iter().partition(|word| more.contains(word));
    let mut take = |fits: &dyn Fn(&str) -> bool| {
        let place = left.iter().position(|word| fits(word));
        place.map(|place| left.remove(place)).is_some()
    };
    !fewer.is_empty()
        && whole.into_iter().all(|word| take(&|known| known == word))
        && rest.into_iter().all(|word| take(&|known| stands_for(word, known) || stands_for(known, word)))
}

/// Whether `initial` is a single letter, and the first of `word`.
fn stands_for(initial: &str, word: &str) -> bool {
    initial.chars().count() == 1 && word.starts_with(initial)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_and_abbreviated_forms_of_a_name_match() {
        for name in ["Ines Marie VAUTRIN", "I. Vautrin", "VAUTRIN I.", "Inès M. Vautrin", "Inès-Marie Vautrin"] {
            assert!(is_one_name("Inès Vautrin", name) && is_one_name(name, "Inès Vautrin"), "{name}");
        }
        for (name, other) in [("Jürgen Müller", "MUELLER Juergen"), ("Łukasz Ørsted", "Lukasz Orsted"), ("Đặng Minh", "Dang M.")]
        {
            assert!(is_one_name(name, other), "{name}, {other}");
        }
        for name in ["Inès Delmas", "O. Vautrin", "Octave Vautrin", "I. Delmas", ""] {
            assert!(!is_one_name("Inès Vautrin", name), "{name}");
        }
        assert!(!is_one_name("Inès Inès", "Inès Vautrin"), "one word does not count twice");
    }
}

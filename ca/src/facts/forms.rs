//! The forms of a fact: the bounded list of normalised spellings by which it is recognised.

/// Maximum forms of a fact; comparisons always run over this many.
pub(super) const MOST_FORMS: usize = 64;

/// The form of absent given names, which no name has: forms of names consist of letters and digits.
pub(super) const NO_GIVEN_NAMES: &str = "-";

/// Distinct forms of one fact, most likely first; forms beyond 64 are left out.
#[derive(Debug, Default)]
pub(crate) struct Forms(Vec<String>);

impl Forms {
    pub(super) fn add(&mut self, form: String) {
        if !form.is_empty() && self.0.len() < MOST_FORMS && !self.0.contains(&form) {
            self.0.push(form);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl FromIterator<String> for Forms {
    fn from_iter<I: IntoIterator<Item = String>>(all: I) -> Self {
        let mut forms = Self::default();
        all.into_iter().for_each(|form| forms.add(form));
        forms
    }
}

/// The letters and digits of a plain text.
pub(super) fn letters(plain: &str) -> String {
    plain.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// The word, with `SAINT` and `SAINTE` for `ST` and `STE`.
pub(super) fn spelled_out(word: &str) -> &str {
    match word {
        "ST" => "SAINT",
        "STE" => "SAINTE",
        other => other,
    }
}

/// The arrangements of `length` indices below `parts`, those in the document's order first; at most 64.
pub(super) fn arrangements(parts: usize, length: usize) -> Vec<Vec<usize>> {
    let mut all = Vec::new();
    arrange(parts, length, &mut Vec::with_capacity(length), &mut all);
    all
}

fn arrange(parts: usize, length: usize, chosen: &mut Vec<usize>, all: &mut Vec<Vec<usize>>) {
    if chosen.len() == length {
        all.push(chosen.clone());
        return;
    }
    for next in 0..parts {
        if all.len() >= MOST_FORMS {
            return;
        }
        if !chosen.contains(&next) {
            chosen.push(next);
            arrange(parts, length, chosen, all);
            chosen.pop();
        }
    }
}

//! Officers: known by the certificate that the certificate authority enrolled, each with roles.

mod candidate;
mod confirm;
mod follow;
mod proposal;
mod service;
mod store;

use std::sync::Arc;

pub use ca_contract::statement::Officer as OfficerMark;
pub use candidate::{Candidate, CandidateFault, CandidateField};
pub use confirm::ConfirmError;
pub use proposal::{Change, Outcome, Proposal, ProposalId, ProposalKind};
pub use service::{OfficersOverview, ProposeError};
pub(crate) use store::{find, may};

use pki::letters::{plain, without_digraphs};
use pki::{Id, Timestamp};

use crate::access::Role;
use crate::core::Core;

/// Identifies an officer, at the certificate authority too.
pub type OfficerId = Id<OfficerMark>;

/// An officer who showed a pinned certificate: the proof that privileged acts ask for. The acts look again, in their
/// transactions, whether the officer was removed meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    id: OfficerId,
    name: String,
    email: String,
    roles: Vec<Role>,
}

/// An officer as colleagues see them in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// Who.
    pub officer: Officer,
    /// Since when.
    pub since: Timestamp,
    /// Until when; none while they may act.
    pub removed_at: Option<Timestamp>,
}

impl Officer {
    /// Which.
    #[must_use]
    pub const fn id(&self) -> OfficerId {
        self.id
    }

    /// As colleagues know them.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where colleagues write to, in lower case.
    #[must_use]
    pub fn email(&self) -> &str {
        &self.email
    }

    /// In what capacities the officer acts; none for one whom the certificate authority enrolled without this portal's asking.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Whether both are one person, perhaps with two certificates: the same identifier, address or name, however fully
    /// the name is written.
    #[must_use]
    pub fn is_same_person(&self, other: &Self) -> bool {
        self.id == other.id || self.email == other.email || is_one_name(&self.name, &other.name)
    }

    /// How the ledger names the officer.
    pub(crate) fn actor(&self) -> String {
        format!("officer {}", self.id)
    }
}

/// The words of a name in plain letters, without punctuation and order: two spellings of one name have the same.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    let plain = plain(name);
    let words = plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.map(without_digraphs).collect();
    words.sort();
    words
}

/// Whether two names may be one person's: every word of the shorter is a word of the longer, or an initial stands for it.
pub(crate) fn is_one_name(one: &str, other: &str) -> bool {
    contains_either_way(&name_words(one), &name_words(other))
}

/// Whether all words of the fewer are among the more, an initial standing for a word.
pub(crate) fn contains_either_way(one: &[String], other: &[String]) -> bool {
    let (fewer, more) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let mut left: Vec<&String> = more.iter().collect();
    // Whole words first, so that an initial does not take a word that stands written out.
    let (whole, rest): (Vec<&String>, Vec<&String>) = fewer.iter().partition(|word| more.contains(word));
    let mut take = |fits: &dyn Fn(&str) -> bool| {
        let place = left.iter().position(|word| fits(word));
        place.map(|place| left.remove(place)).is_some()
    };
    !fewer.is_empty()
        && whole.into_iter().all(|word| take(&|known| known == word))
        && rest.into_iter().all(|word| take(&|known| stands_for(word, known) || stands_for(known, word)))
}

/// Whether `initial` is one letter, and the first of `word`.
fn stands_for(initial: &str, word: &str) -> bool {
    initial.chars().count() == 1 && word.starts_with(initial)
}

#[cfg(test)]
mod tests {
    use pki::SystemRandom;

    use super::*;

    fn officer(name: &str, email: &str) -> Officer {
        let id = Id::generate(Timestamp::from_millis(0), &mut SystemRandom);
        Officer { id, name: name.to_owned(), email: email.to_owned(), roles: vec![Role::Registrar] }
    }

    #[test]
    fn two_certificates_of_one_person_are_one_person() {
        let first = officer("Inès Vautrin", "ines.vautrin@sceau.example.org");
        assert!(first.is_same_person(&officer("Octave Delmas", "ines.vautrin@sceau.example.org")));
        assert!(first.is_same_person(&officer("VAUTRIN Ines", "other@sceau.example.org")));
        assert!(!first.is_same_person(&officer("Inès Delmas", "ines.delmas@sceau.example.org")));
    }

    #[test]
    fn a_name_written_more_or_less_fully_is_one_persons() {
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

/// Who is a registration officer, and who becomes or stops being one.
#[derive(Clone)]
pub struct Officers {
    pub(crate) core: Arc<Core>,
}

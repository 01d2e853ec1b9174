//! Officers: known by the certificate that the certificate authority enrolled, each with roles.

mod candidate;
mod confirm;
mod follow;
mod proposal;
mod service;
mod store;

pub use ca_contract::statement::Officer as OfficerMark;
pub use candidate::{Candidate, CandidateFault, CandidateField};
pub use confirm::ConfirmError;
pub use proposal::{Change, Outcome, Proposal, ProposalId, ProposalKind};
pub use service::{OfficersOverview, ProposeError};
pub(crate) use store::{find, may};

use deunicode::deunicode;
use pki::{Id, Timestamp};

use crate::access::Role;

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

    /// Whether both are one person, perhaps with two certificates: the same identifier, address or name.
    #[must_use]
    pub fn is_same_person(&self, other: &Self) -> bool {
        self.id == other.id || self.email == other.email || name_words(&self.name) == name_words(&other.name)
    }

    /// How the ledger names the officer.
    pub(crate) fn actor(&self) -> String {
        format!("officer {}", self.id)
    }
}

/// The words of a name without accents, case, punctuation and order: two spellings of one name have the same.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    let folded = deunicode(name).to_lowercase();
    let mut words: Vec<String> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort();
    words
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
}

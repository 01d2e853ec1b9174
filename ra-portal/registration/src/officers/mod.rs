//! Officers: known by the certificate that the certificate authority enrolled, each with roles.

mod candidate;
mod confirm;
mod der;
#[cfg(test)]
pub(crate) mod fixture;
mod follow;
mod login;
mod proposal;
mod reminders;
mod service;
mod store;

use std::sync::Arc;

pub use crate::access::{OfficerId, OfficerMark};
pub use candidate::{Candidate, CandidateFault, CandidateField, KeyRequest};
pub use confirm::ConfirmError;
pub use der::Der;
pub use login::NotAnOfficer;
pub use proposal::{Change, Outcome, Proposal, ProposalId, ProposalKind};
pub use service::{OfficersOverview, ProposeError};
pub(crate) use store::find;

use chassis::db::{StoreError, Tx};
use i18n::Language;
use pki::certificate::AdmittedCertificate;
use pki::letters::{plain, without_digraphs};
use pki::{Digest, Timestamp, Validity};

use crate::access::{self, Action, Role};
use crate::core::Core;

/// Who is a registration officer, and who becomes or stops being one.
#[derive(Clone)]
pub struct Officers {
    pub(crate) core: Arc<Core>,
}

/// An officer who showed a certificate that admits them: the proof that privileged acts ask for. Only
/// [`Officers::officer_by_certificate`] makes one, at each request; the acts look again, in their
/// transactions, whether the officer was removed or the certificate has stopped meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    record: OfficerRecord,
    certificate: AdmittedCertificate,
}

/// What is on file about an officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerRecord {
    id: OfficerId,
    name: String,
    email: String,
    roles: Vec<Role>,
    language: Language,
}

/// An officer as colleagues see them in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// Who.
    pub officer: OfficerRecord,
    /// Since when.
    pub since: Timestamp,
    /// Until when; none unless they were removed.
    pub removed_at: Option<Timestamp>,
    /// SHA-256 of the DER of the certificate that they log in with.
    pub fingerprint: Digest,
    /// From when until when that certificate is valid; none until the certificate authority's list was followed after the update that
    /// brought this.
    pub validity: Option<Validity>,
}

impl Officer {
    /// Which.
    #[must_use]
    pub const fn id(&self) -> OfficerId {
        self.record.id
    }

    /// As colleagues know them.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.record.name
    }

    /// In what capacities the officer acts.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.record.roles
    }

    /// What is on file about them.
    #[must_use]
    pub const fn record(&self) -> &OfficerRecord {
        &self.record
    }

    /// How the ledger names the officer.
    pub(crate) fn actor(&self) -> String {
        format!("officer {}", self.record.id)
    }
}

impl OfficerRecord {
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

    /// In what capacities the officer acts: never more than the certificate authority lists.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// In which language they are written to: that of the pages as they last read them.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether both are one person, perhaps with two certificates: the same identifier, address or name, however fully
    /// the name is written.
    #[must_use]
    pub fn is_same_person(&self, other: &Self) -> bool {
        self.id == other.id || self.email == other.email || is_one_name(&self.name, &other.name)
    }
}

impl Enrolled {
    /// Whether what they do counts at `moment`: not removed, and with a certificate that is valid then. The certificate authority judges in
    /// the same way, and refuses whatever names another (decision 0010).
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the validity of their certificate is unknown: until the list of officers is followed.
    pub(crate) fn acts_at(&self, moment: Timestamp) -> Result<bool, StoreError> {
        let validity = self.validity.ok_or(StoreError::Unavailable)?;
        Ok(self.removed_at.is_none() && validity.contains(moment))
    }
}

/// Whether the officer may still do this: not removed, holding a role that may, and with the certificate that admitted them still in force.
pub(crate) async fn may(tx: &mut Tx, officer: &Officer, action: Action, now: Timestamp) -> Result<bool, StoreError> {
    let Some(known) = find(tx, officer.id()).await? else { return Ok(false) };
    let in_force = known.fingerprint == officer.certificate.fingerprint() && officer.certificate.holds_at(now).is_ok();
    Ok(known.removed_at.is_none() && in_force && access::allows(&known.officer.roles, action))
}

/// The officer, if what they do counts now.
pub(crate) async fn acting(tx: &mut Tx, officer: OfficerId, now: Timestamp) -> Result<Option<Enrolled>, StoreError> {
    match find(tx, officer).await? {
        Some(known) if known.acts_at(now)? => Ok(Some(known)),
        _ => Ok(None),
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
    use pki::{Id, SystemRandom};

    use super::*;

    fn officer(name: &str, email: &str) -> OfficerRecord {
        let id = Id::generate(Timestamp::from_millis(0), &mut SystemRandom);
        let (name, email) = (name.to_owned(), email.to_owned());
        OfficerRecord { id, name, email, roles: vec![Role::Registrar], language: Language::Fr }
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

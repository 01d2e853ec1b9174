//! Officers as they are on file, and the proof that one showed a certificate that admits them.

use chassis::db::StoreError;
use i18n::Language;
use pki::certificate::AdmittedCertificate;
use pki::{Digest, Timestamp, Validity};

use super::OfficerId;
use super::name::is_one_name;
use crate::access::Role;

/// An officer who showed a certificate that admits them: the proof that privileged acts ask for. Only
/// [`officer_by_certificate`](super::Officers::officer_by_certificate) makes one, at each request; the acts look again, in their
/// transactions, whether the officer was removed or the certificate has stopped meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    pub(super) record: OfficerRecord,
    pub(super) certificate: AdmittedCertificate,
}

/// What is on file about an officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerRecord {
    pub(super) id: OfficerId,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) roles: Vec<Role>,
    pub(super) language: Language,
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
    /// Whether what they do counts at `moment`: not removed, and with a certificate that is valid then. The certificate authority checks in
    /// the same way, and refuses whatever names another (decision 0010).
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the validity of their certificate is unknown: until the list of officers is followed.
    pub(crate) fn acts_at(&self, moment: Timestamp) -> Result<bool, StoreError> {
        let validity = self.validity.ok_or(StoreError::Unavailable)?;
        Ok(self.removed_at.is_none() && validity.contains(moment))
    }
}

#[cfg(test)]
mod tests {
    use pki::{Id, SystemRandom};

    use super::*;

    fn officer(name: &str, email: &str) -> OfficerRecord {
        let id = Id::generate(Timestamp::from_millis(0), &mut SystemRandom);
        let (name, email) = (name.to_owned(), email.to_owned());
        OfficerRecord { id, name, email, roles: vec![Role::RegistrationOfficer], language: Language::Fr }
    }

    #[test]
    fn two_certificates_of_one_person_are_one_person() {
        let first = officer("Inès Vautrin", "ines.vautrin@sceau.example.org");
        assert!(first.is_same_person(&officer("Octave Delmas", "ines.vautrin@sceau.example.org")));
        assert!(first.is_same_person(&officer("VAUTRIN Ines", "other@sceau.example.org")));
        assert!(!first.is_same_person(&officer("Inès Delmas", "ines.delmas@sceau.example.org")));
    }
}

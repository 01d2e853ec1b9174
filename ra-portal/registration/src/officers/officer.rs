//! Officers as they are on file, and the proof that one authenticated with a valid certificate.

use chassis::db::StoreError;
use i18n::Language;
use pki::certificate::AdmittedCertificate;
use pki::{Digest, Timestamp, Validity};

use super::OfficerId;
use super::name::is_one_name;
use crate::access::Role;

/// An officer who authenticated with a certificate that admits them: the proof that privileged acts require. Only
/// [`officer_by_certificate`](super::Officers::officer_by_certificate) makes one, at each request; the acts check again, in their
/// transactions, that the officer was not dismissed and the certificate has not ended meanwhile.
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
    pub officer: OfficerRecord,
    /// When they were enrolled.
    pub since: Timestamp,
    /// When they were dismissed, if they were.
    pub removed_at: Option<Timestamp>,
    /// SHA-256 of the DER of the certificate with which they log in.
    pub fingerprint: Digest,
    /// Validity of that certificate; none for rows older than this column, until the certificate authority's list is followed.
    pub validity: Option<Validity>,
}

impl Officer {
    #[must_use]
    pub const fn id(&self) -> OfficerId {
        self.record.id
    }

    #[must_use]
    pub fn name(&self) -> &str {
        &self.record.name
    }

    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.record.roles
    }

    #[must_use]
    pub const fn record(&self) -> &OfficerRecord {
        &self.record
    }

    /// The officer's name as an actor in the ledger.
    pub(crate) fn actor(&self) -> String {
        format!("officer {}", self.record.id)
    }
}

impl OfficerRecord {
    #[must_use]
    pub const fn id(&self) -> OfficerId {
        self.id
    }

    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// E-mail address, in lower case.
    #[must_use]
    pub fn email(&self) -> &str {
        &self.email
    }

    /// The officer's roles: never more than the certificate authority lists.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// The language of messages to them: that of the pages when they last used them.
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
    /// Whether their acts count at `moment`: not dismissed, and with a certificate that is valid then. The certificate authority
    /// checks the same, and refuses calls that name any other officer (decision 0010).
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
    fn two_certificates_of_the_same_person_are_recognised() {
        let first = officer("Inès Vautrin", "ines.vautrin@sceau.example.org");
        assert!(first.is_same_person(&officer("Octave Delmas", "ines.vautrin@sceau.example.org")));
        assert!(first.is_same_person(&officer("VAUTRIN Ines", "other@sceau.example.org")));
        assert!(!first.is_same_person(&officer("Inès Delmas", "ines.delmas@sceau.example.org")));
    }
}

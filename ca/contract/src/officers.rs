//! Officers: two of them enrol, renew or dismiss another.
//!
//! Not signed yet, like [`Approve`](crate::issuance::Approve): anyone with the portal's identity can send these
//! (docs/threats.md).

mod acts;
mod renewal;
mod roles;

pub use acts::OfficerAct;
pub use renewal::{OfficerKeyError, OfficerRenewed, RenewOfficer, RenewOfficerError};
pub use roles::{NoRole, OfficerRole, OfficerRoles};

use pki::certificate::NotAdmitted;
use pki::csr::RequestError;
use pki::{Digest, Id, Timestamp, Validity};
use serde::{Deserialize, Serialize};

use crate::operation::NeverRefused;
use crate::statement::Officer;
use crate::{Der, Operation, Refusal};

/// The code of a refusal because of an officer's certificate, in every operation that names officers.
pub(crate) const fn certificate_code(fault: NotAdmitted) -> &'static str {
    match fault {
        NotAdmitted::NotPinned => "officer-certificate-not-pinned",
        NotAdmitted::ForeignIssuer => "officer-certificate-foreign-issuer",
        NotAdmitted::NotYetValid { .. } => "officer-certificate-not-yet-valid",
        NotAdmitted::Expired { .. } => "officer-certificate-expired",
    }
}

/// Enrols an officer, proposed and confirmed by two others, and certifies the key on their token. Not signed yet
/// (docs/threats.md).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnrolOfficer {
    /// PKCS #10 for the new officer's key, on P-256.
    pub request: Der,
    /// First name, a space, surname.
    pub name: String,
    /// Their e-mail address, unique among officers.
    pub email: String,
    /// Their roles.
    pub roles: OfficerRoles,
    /// Who proposes them.
    pub proposed_by: Id<Officer>,
    /// Who confirms; another officer.
    pub confirmed_by: Id<Officer>,
}

/// The officer is enrolled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerEnrolled {
    /// Their identifier, to which approvals refer.
    pub officer: Id<Officer>,
    /// Their login certificate.
    pub certificate: Der,
    /// The internal authority's certificate.
    pub chain: Vec<Der>,
}

/// Why the officer was not enrolled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum EnrolOfficerError {
    /// The same officer proposed and confirmed.
    #[error("the officer who proposed may not confirm")]
    FourEyes,
    /// The officer is not enrolled or was dismissed.
    #[error("officer {officer} is not enrolled")]
    UnknownOfficer {
        /// The officer.
        officer: Id<Officer>,
    },
    /// The certificate of one of the two is not valid now.
    #[error("officer {officer}: {fault}")]
    OfficerCertificate {
        /// The officer.
        officer: Id<Officer>,
        /// Why it is not.
        fault: NotAdmitted,
    },
    /// One of the two does not hold the role that this needs.
    #[error("officer {officer} does not hold the role {role}")]
    OfficerRole {
        /// The officer.
        officer: Id<Officer>,
        /// The role that is missing.
        role: OfficerRole,
    },
    /// An enrolled officer has this address, possibly one of the two.
    #[error("an officer is enrolled with this address")]
    AddressInUse,
    /// The name or address is not valid for an officer.
    #[error("{problem}")]
    InvalidName {
        /// What is wrong, without personal data.
        problem: String,
    },
    /// The request was refused.
    #[error("{fault}")]
    Request {
        /// The reason.
        fault: RequestError,
    },
    /// The key is not on P-256.
    #[error("the profile requires another curve")]
    Curve,
    /// The key's private key is printed in a standard.
    #[error("this private key was published")]
    PublishedKey,
    /// The key was certified before, possibly for one of the two.
    #[error("a key is certified only once, in any hierarchy; generate a new one")]
    KeyCertifiedBefore,
    /// The lint refused the certificate, and nothing was signed.
    #[error("the certificate would violate {rules:?}")]
    Lint {
        /// The lint's codes.
        rules: Vec<String>,
    },
    /// Signing was interrupted; generate a new key.
    #[error("signing was interrupted; generate a new key and try again with a new idempotency key")]
    SigningInterrupted,
}

impl Refusal for EnrolOfficerError {
    fn code(&self) -> &'static str {
        match self {
            Self::FourEyes => "four-eyes",
            Self::UnknownOfficer { .. } => "unknown-officer",
            Self::OfficerCertificate { fault, .. } => certificate_code(*fault),
            Self::OfficerRole { .. } => "officer-role",
            Self::AddressInUse => "address-in-use",
            Self::InvalidName { .. } => "invalid-name",
            Self::Request { .. } => "request",
            Self::Curve => "curve",
            Self::PublishedKey => "published-key",
            Self::KeyCertifiedBefore => "key-certified-before",
            Self::Lint { .. } => "lint",
            Self::SigningInterrupted => "signing-interrupted",
        }
    }
}

impl Operation for EnrolOfficer {
    const NAME: &'static str = "EnrolOfficer";
    type Answer = OfficerEnrolled;
    type Error = EnrolOfficerError;
}

/// Dismisses an officer, by decision of two others. The officer's later acts do not count; earlier ones remain valid. Not signed
/// yet (docs/threats.md).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DismissOfficer {
    /// The officer.
    pub officer: Id<Officer>,
    /// Who proposes it; another officer.
    pub proposed_by: Id<Officer>,
    /// Who confirms it; a third officer.
    pub confirmed_by: Id<Officer>,
}

/// The officer is dismissed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerDismissed {
    /// When it took effect.
    pub at: Timestamp,
}

/// Why the officer was not dismissed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum DismissOfficerError {
    /// The three officers are not different.
    #[error("an officer is dismissed by two others")]
    FourEyes,
    /// The officer is not enrolled or was dismissed.
    #[error("officer {officer} is not enrolled")]
    UnknownOfficer {
        /// The officer.
        officer: Id<Officer>,
    },
    /// The certificate of one of the two is not valid now.
    #[error("officer {officer}: {fault}")]
    OfficerCertificate {
        /// The officer.
        officer: Id<Officer>,
        /// Why it is not.
        fault: NotAdmitted,
    },
    /// One of the two does not hold the role that this needs.
    #[error("officer {officer} does not hold the role {role}")]
    OfficerRole {
        /// The officer.
        officer: Id<Officer>,
        /// The role that is missing.
        role: OfficerRole,
    },
    /// Only two officers are left, without whom nothing could be approved and nobody enrolled.
    #[error("two officers must remain; enrol another first")]
    LastTwo,
}

impl Refusal for DismissOfficerError {
    fn code(&self) -> &'static str {
        match self {
            Self::FourEyes => "four-eyes",
            Self::UnknownOfficer { .. } => "unknown-officer",
            Self::OfficerCertificate { fault, .. } => certificate_code(*fault),
            Self::OfficerRole { .. } => "officer-role",
            Self::LastTwo => "last-two",
        }
    }
}

impl Operation for DismissOfficer {
    const NAME: &'static str = "DismissOfficer";
    type Answer = OfficerDismissed;
    type Error = DismissOfficerError;
}

/// Lists the officers in order of enrolment, including dismissed ones.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListOfficers {}

/// An officer who was enrolled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolledOfficer {
    /// Their identifier, to which approvals refer.
    pub id: Id<Officer>,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// SHA-256 of the DER of their login certificate, which the portal pins: the newest one, if it was renewed.
    pub fingerprint: Digest,
    /// The validity of that certificate.
    pub validity: Validity,
    /// Their roles.
    #[serde(deserialize_with = "roles::known_roles")]
    pub roles: Vec<OfficerRole>,
    /// When it took effect.
    pub enrolled_at: Timestamp,
    /// When they were dismissed, if they were.
    pub dismissed_at: Option<Timestamp>,
}

impl Operation for ListOfficers {
    const NAME: &'static str = "ListOfficers";
    type Answer = Vec<EnrolledOfficer>;
    type Error = NeverRefused;
}

//! Renewal of an officer's certificate with a new key, by two others.

use pki::Id;
use pki::certificate::NotAdmitted;
use pki::csr::RequestError;
use serde::{Deserialize, Serialize};

use super::{EnrolOfficerError, OfficerRole};
use crate::statement::Officer;
use crate::{Der, Operation, Refusal};

/// Certifies a new key for an officer, whose identifier, name and address stay the same. Their earlier certificate stops being
/// accepted at once. An officer with an expired certificate can be renewed too: the two others vouch for them as for a new
/// officer. Not signed yet (docs/threats.md).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenewOfficer {
    /// The officer.
    pub officer: Id<Officer>,
    /// PKCS #10 for the officer's new key, on P-256.
    pub request: Der,
    /// Who proposes it; another officer.
    pub proposed_by: Id<Officer>,
    /// Who confirms it; a third officer.
    pub confirmed_by: Id<Officer>,
}

/// The officer has a new certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerRenewed {
    /// Their login certificate.
    pub certificate: Der,
    /// The internal authority's certificate.
    pub chain: Vec<Der>,
}

/// Why the officer was not renewed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum RenewOfficerError {
    /// The three officers are not different.
    #[error("an officer is renewed by two others")]
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
    /// The new key was not certified.
    #[error("{fault}")]
    Key {
        /// The reason.
        fault: OfficerKeyError,
    },
}

/// Why the key of an officer was not certified.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum OfficerKeyError {
    /// The request was refused.
    #[error("{fault}")]
    Request {
        /// The reason.
        fault: RequestError,
    },
    /// The officer's name is not possible in a certificate.
    #[error("{problem}")]
    InvalidName {
        /// What is wrong, without personal data.
        problem: String,
    },
    /// The key is not on P-256.
    #[error("the profile requires another curve")]
    Curve,
    /// The key's private key is printed in a standard.
    #[error("this private key was published")]
    PublishedKey,
    /// The key was certified before, possibly for the officer's present certificate.
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

impl Refusal for RenewOfficerError {
    fn code(&self) -> &'static str {
        match self {
            Self::FourEyes => "four-eyes",
            Self::UnknownOfficer { .. } => "unknown-officer",
            Self::OfficerCertificate { fault, .. } => super::certificate_code(*fault),
            Self::OfficerRole { .. } => "officer-role",
            Self::Key { fault } => fault.code(),
        }
    }
}

impl OfficerKeyError {
    const fn code(&self) -> &'static str {
        match self {
            Self::Request { .. } => "request",
            Self::InvalidName { .. } => "invalid-name",
            Self::Curve => "curve",
            Self::PublishedKey => "published-key",
            Self::KeyCertifiedBefore => "key-certified-before",
            Self::Lint { .. } => "lint",
            Self::SigningInterrupted => "signing-interrupted",
        }
    }
}

impl From<OfficerKeyError> for EnrolOfficerError {
    fn from(fault: OfficerKeyError) -> Self {
        match fault {
            OfficerKeyError::Request { fault } => Self::Request { fault },
            OfficerKeyError::InvalidName { problem } => Self::InvalidName { problem },
            OfficerKeyError::Curve => Self::Curve,
            OfficerKeyError::PublishedKey => Self::PublishedKey,
            OfficerKeyError::KeyCertifiedBefore => Self::KeyCertifiedBefore,
            OfficerKeyError::Lint { rules } => Self::Lint { rules },
            OfficerKeyError::SigningInterrupted => Self::SigningInterrupted,
        }
    }
}

impl From<OfficerKeyError> for RenewOfficerError {
    fn from(fault: OfficerKeyError) -> Self {
        Self::Key { fault }
    }
}

impl Operation for RenewOfficer {
    const NAME: &'static str = "RenewOfficer";
    type Answer = OfficerRenewed;
    type Error = RenewOfficerError;
}

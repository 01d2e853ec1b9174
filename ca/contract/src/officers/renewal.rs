//! An officer gets a new certificate for a new key, by two others.

use pki::Id;
use pki::certificate::NotAdmitted;
use pki::csr::RequestError;
use serde::{Deserialize, Serialize};

use super::{EnrolOfficerError, OfficerRole};
use crate::statement::Officer;
use crate::{Der, Operation, Refusal};

/// Certifies a new key for an officer, who stays the same officer under the same name and address. The certificate that they had stops at
/// once. An officer whose certificate has expired can be renewed, too: the two others vouch for them as they do for a new one. Unsigned for
/// now (docs/threats.md).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenewOfficer {
    /// Who.
    pub officer: Id<Officer>,
    /// PKCS#10 for the officer's new key, on P-256.
    pub request: Der,
    /// Who proposes it: another officer.
    pub proposed_by: Id<Officer>,
    /// Who confirms it: a third.
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
    /// Not three different officers.
    #[error("an officer is renewed by two others")]
    FourEyes,
    /// Not an enrolled officer, or one who was dismissed.
    #[error("officer {officer} is not enrolled")]
    UnknownOfficer {
        /// Who.
        officer: Id<Officer>,
    },
    /// One of the two has a certificate that does not admit them now.
    #[error("officer {officer}: {fault}")]
    OfficerCertificate {
        /// Who.
        officer: Id<Officer>,
        /// Why.
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
        /// Why.
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
        /// Why.
        fault: RequestError,
    },
    /// The officer cannot be named in a certificate.
    #[error("{problem}")]
    InvalidName {
        /// What is wrong, without the datum itself.
        problem: String,
    },
    /// Another curve than P-256.
    #[error("the profile wants another curve")]
    Curve,
    /// A key whose private half a standard prints.
    #[error("this key was published")]
    PublishedKey,
    /// A key that was certified before, perhaps the officer's present one.
    #[error("a key is certified only once, in whatever hierarchy; make a new one")]
    KeyCertifiedBefore,
    /// The prepared certificate breaks rules: nothing was signed.
    #[error("the certificate would break {rules:?}")]
    Lint {
        /// The lint's codes.
        rules: Vec<String>,
    },
    /// Signing broke off: make a new key.
    #[error("signing broke off; make a new key and ask again with a new key")]
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

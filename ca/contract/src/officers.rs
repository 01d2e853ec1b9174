//! Who the registration officers are: two of them add or remove another.
//!
//! Unsigned for now, as [`Approve`](crate::issuance::Approve) is: whoever holds the portal's identity can send these (docs/threats.md).

use pki::csr::RequestError;
use pki::{Digest, Id, Timestamp};
use serde::{Deserialize, Serialize};

use crate::operation::NeverRefused;
use crate::statement::Officer;
use crate::{Der, Operation, Refusal};

/// Enrols an officer, whom two others vouch for, and certifies the key on their token. Unsigned for now (docs/threats.md).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnrolOfficer {
    /// PKCS#10 for the new officer's own key, on P-256.
    pub request: Der,
    /// First name, a space, surname.
    pub name: String,
    /// Their address; one officer an address.
    pub email: String,
    /// Who proposes them.
    pub proposed_by: Id<Officer>,
    /// Who confirms it: another officer.
    pub confirmed_by: Id<Officer>,
}

/// The officer is enrolled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficerEnrolled {
    /// What approvals name them by.
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
    /// One officer in both roles.
    #[error("whoever proposed an officer may not confirm them")]
    FourEyes,
    /// Not an enrolled officer, or one who was dismissed.
    #[error("officer {officer} is not enrolled")]
    UnknownOfficer {
        /// Who.
        officer: Id<Officer>,
    },
    /// An enrolled officer has this address: perhaps one of the two.
    #[error("an officer is enrolled under this address")]
    AddressInUse,
    /// No name or address that could stand for an officer.
    #[error("{problem}")]
    Unfit {
        /// What is wrong, without the datum itself.
        problem: String,
    },
    /// The request was refused.
    #[error("{fault}")]
    Request {
        /// Why.
        fault: RequestError,
    },
    /// Another curve than P-256.
    #[error("the profile wants another curve")]
    Curve,
    /// A key whose private half a standard prints.
    #[error("this key was published")]
    PublishedKey,
    /// A key that was certified before, perhaps for one of the two.
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
    BrokenOff,
}

impl Refusal for EnrolOfficerError {
    fn code(&self) -> &'static str {
        match self {
            Self::FourEyes => "four-eyes",
            Self::UnknownOfficer { .. } => "unknown-officer",
            Self::AddressInUse => "address-in-use",
            Self::Unfit { .. } => "unfit",
            Self::Request { .. } => "request",
            Self::Curve => "curve",
            Self::PublishedKey => "published-key",
            Self::KeyCertifiedBefore => "key-certified-before",
            Self::Lint { .. } => "lint",
            Self::BrokenOff => "broken-off",
        }
    }
}

impl Operation for EnrolOfficer {
    const NAME: &'static str = "EnrolOfficer";
    type Answer = OfficerEnrolled;
    type Error = EnrolOfficerError;
}

/// Dismisses an officer, by two others: nothing that they do counts from then on; what they did before stays. Unsigned for now
/// (docs/threats.md).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DismissOfficer {
    /// Who.
    pub officer: Id<Officer>,
    /// Who proposes it: another officer.
    pub proposed_by: Id<Officer>,
    /// Who confirms it: a third.
    pub confirmed_by: Id<Officer>,
}

/// The officer is dismissed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficerDismissed {
    /// Since when.
    pub at: Timestamp,
}

/// Why the officer was not dismissed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum DismissOfficerError {
    /// Not three different officers.
    #[error("an officer is dismissed by two others")]
    FourEyes,
    /// Not an enrolled officer, or one who was dismissed.
    #[error("officer {officer} is not enrolled")]
    UnknownOfficer {
        /// Who.
        officer: Id<Officer>,
    },
    /// Only two are left: without them nothing could be approved, nor anybody enrolled.
    #[error("two officers must remain; enrol another first")]
    LastTwo,
}

impl Refusal for DismissOfficerError {
    fn code(&self) -> &'static str {
        match self {
            Self::FourEyes => "four-eyes",
            Self::UnknownOfficer { .. } => "unknown-officer",
            Self::LastTwo => "last-two",
        }
    }
}

impl Operation for DismissOfficer {
    const NAME: &'static str = "DismissOfficer";
    type Answer = OfficerDismissed;
    type Error = DismissOfficerError;
}

/// The officers, dismissed ones included, in the order of their enrolment.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListOfficers {}

/// An officer who was enrolled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnrolledOfficer {
    /// What approvals name them by.
    pub id: Id<Officer>,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// SHA-256 of their login certificate's DER: what the portal pins.
    pub fingerprint: Digest,
    /// Since when.
    pub enrolled_at: Timestamp,
    /// Until when; none while what they do counts.
    pub dismissed_at: Option<Timestamp>,
}

impl Operation for ListOfficers {
    const NAME: &'static str = "ListOfficers";
    type Answer = Vec<EnrolledOfficer>;
    type Error = NeverRefused;
}

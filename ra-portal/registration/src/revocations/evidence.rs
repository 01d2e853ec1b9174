//! The basis on which two officers revoke: a reason, and evidence in their words.

use std::str::FromStr;

use ca_contract::revocation as contract;
use serde::{Deserialize, Serialize};

/// The officers' reason for a revocation (M19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfficersReason {
    /// The token never reached its holder.
    LostInPost,
    /// The holder died.
    Death,
    /// The certificate contains wrong data.
    WrongData,
    /// The holder was removed from the list or register to which the certificate refers.
    StruckOff,
    /// Someone else may use the key.
    Compromised,
    /// The holder requested it and was identified without a code.
    HolderRequest,
}

impl From<OfficersReason> for contract::OfficersReason {
    fn from(reason: OfficersReason) -> Self {
        match reason {
            OfficersReason::LostInPost => Self::LostInPost,
            OfficersReason::Death => Self::Death,
            OfficersReason::WrongData => Self::WrongData,
            OfficersReason::StruckOff => Self::StruckOff,
            OfficersReason::Compromised => Self::Compromised,
            OfficersReason::HolderRequest => Self::HolderRequest,
        }
    }
}

/// The basis of the officers' decision, in their words, with the certificate authority's limits: 1 to 500 characters. Personal
/// data: stored encrypted, hidden by `Debug`, never logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence(contract::Evidence);

/// The text does not have 1 to 500 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("evidence has 1 to 500 characters")]
pub struct NotEvidence;

impl Evidence {
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for Evidence {
    type Err = NotEvidence;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|contract::NotEvidence| NotEvidence)
    }
}

impl From<Evidence> for contract::Evidence {
    fn from(evidence: Evidence) -> Self {
        evidence.0
    }
}

//! Revocation by two registration officers on evidence.

use std::fmt;
use std::str::FromStr;

use pki::certificate::NotAdmitted;
use pki::{Id, Timestamp, TokenNumber};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::RevocationSummary;
use crate::officers::{OfficerRole, certificate_code};
use crate::statement::Officer;
use crate::{Operation, Refusal};

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

/// The basis of the officers' decision, in their words. Personal data: encrypted in the database, hidden by `Debug`, never
/// logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Evidence(String);

/// Not 1 to 500 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("evidence has 1 to 500 characters")]
pub struct NotEvidence;

impl Evidence {
    /// Maximum length in characters.
    pub const AT_MOST: usize = 500;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Evidence {
    type Err = NotEvidence;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = !text.trim().is_empty() && text.chars().count() <= Self::AT_MOST;
        if fits { Ok(Self(text.to_owned())) } else { Err(NotEvidence) }
    }
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Evidence")
    }
}

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Evidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// Revokes all certificates of a token. One officer recorded the request, another confirmed it.
///
/// Not signed yet: anyone with the portal's identity can send it (docs/threats.md).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokeByOfficers {
    /// The token.
    pub token: TokenNumber,
    /// The reason.
    pub reason: OfficersReason,
    /// The evidence.
    pub evidence: Evidence,
    /// Who recorded the request.
    pub recorded_by: Id<Officer>,
    /// Who confirmed it; another officer.
    pub confirmed_by: Id<Officer>,
    /// T0, when the request reached the officers. Not in the future, and at most 30 days ago.
    pub received_at: Timestamp,
}

/// Why nothing was revoked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum RevokeByOfficersError {
    /// No such token.
    #[error("no such token")]
    UnknownToken,
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
    /// The same officer recorded and confirmed the request.
    #[error("the officer who recorded the request may not confirm it")]
    FourEyes,
    /// The time of receipt is out of range.
    #[error("the time of receipt must be within the last 30 days and not in the future")]
    Received,
}

impl Refusal for RevokeByOfficersError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownToken => "unknown-token",
            Self::UnknownOfficer { .. } => "unknown-officer",
            Self::OfficerCertificate { fault, .. } => certificate_code(*fault),
            Self::OfficerRole { .. } => "officer-role",
            Self::FourEyes => "four-eyes",
            Self::Received => "received",
        }
    }
}

impl Operation for RevokeByOfficers {
    const NAME: &'static str = "RevokeByOfficers";
    /// As for [`RevokeByCode`](super::RevokeByCode), `effective` is false if the token was already revoked.
    type Answer = RevocationSummary;
    type Error = RevokeByOfficersError;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_has_1_to_500_characters_and_debug_hides_it() {
        let longest = "é".repeat(500);
        let evidence: Evidence = longest.parse().expect("500 characters, whatever their octets");
        assert!(!format!("{evidence:?}").contains('é'));
        for nothing in ["", " \n", &format!("{longest}é")] {
            assert_eq!(nothing.parse::<Evidence>(), Err(NotEvidence));
        }
        assert!(serde_json::from_str::<Evidence>("\"\"").is_err());
    }
}

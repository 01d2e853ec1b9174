//! Revocation by two registration officers, with evidence.

use std::fmt;
use std::str::FromStr;

use pki::{Id, Timestamp, TokenNumber};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::RevocationSummary;
use crate::statement::Officer;
use crate::{Operation, Refusal};

/// Why officers revoke (M19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfficersReason {
    /// The token never reached its holder.
    LostInPost,
    /// The holder died.
    Death,
    /// A datum in the certificate is wrong.
    WrongData,
    /// The holder was struck off the list or register that the certificate speaks of.
    StruckOff,
    /// Somebody else may use the key.
    Compromised,
    /// The holder asked for it, and was recognised otherwise than by a code.
    HolderRequest,
}

/// What the officers' decision rests on, in their words. Personal data: sealed in rows, hidden by Debug, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Evidence(String);

/// Why a text is no evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("evidence has 1 to 500 characters")]
pub struct NotEvidence;

impl Evidence {
    /// The most characters that it may have.
    pub const AT_MOST: usize = 500;

    /// As the officers wrote it.
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

/// Revokes every certificate of a token: one officer recorded the request, another confirmed it.
///
/// Unsigned for now: whoever holds the portal's identity can send it (docs/threats.md).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokeByOfficers {
    /// The token.
    pub token: TokenNumber,
    /// Why.
    pub reason: OfficersReason,
    /// What it rests on.
    pub evidence: Evidence,
    /// Who recorded the request.
    pub recorded_by: Id<Officer>,
    /// Who confirmed it: another officer.
    pub confirmed_by: Id<Officer>,
    /// T0, when the request reached the officers: not in the future, at most 30 days ago.
    pub received_at: Timestamp,
}

/// Why nothing was revoked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum RevokeByOfficersError {
    /// No such token.
    #[error("no such token")]
    UnknownToken,
    /// Not an enrolled officer, or one who was dismissed.
    #[error("officer {officer} is not enrolled")]
    UnknownOfficer {
        /// Who.
        officer: Id<Officer>,
    },
    /// One officer in both roles.
    #[error("whoever recorded the request may not confirm it")]
    FourEyes,
    /// The request cannot have come in at that time.
    #[error("a request was received at most 30 days ago, and not in the future")]
    Received,
}

impl Refusal for RevokeByOfficersError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownToken => "unknown-token",
            Self::UnknownOfficer { .. } => "unknown-officer",
            Self::FourEyes => "four-eyes",
            Self::Received => "received",
        }
    }
}

impl Operation for RevokeByOfficers {
    const NAME: &'static str = "RevokeByOfficers";
    /// As [`RevokeByCode`](super::RevokeByCode): an already revoked token answers `effective: false`.
    type Answer = RevocationSummary;
    type Error = RevokeByOfficersError;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_has_something_to_say_in_500_characters_and_debug_does_not_repeat_it() {
        let longest = "é".repeat(500);
        let evidence: Evidence = longest.parse().expect("500 characters, whatever their octets");
        assert!(!format!("{evidence:?}").contains('é'));
        for nothing in ["", " \n", &format!("{longest}é")] {
            assert_eq!(nothing.parse::<Evidence>(), Err(NotEvidence));
        }
        assert!(serde_json::from_str::<Evidence>("\"\"").is_err());
    }
}

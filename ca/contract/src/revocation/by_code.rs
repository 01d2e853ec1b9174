//! Emergency revocation with a code and three further answers.

use jiff::civil::Date;
use pki::{BirthDate, TokenNumber};
use serde::{Deserialize, Serialize};

use super::{Contact, RevocationSummary, Source};
use crate::{Confidential, Operation, Refusal};

/// A holder's reason for an emergency revocation (M19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HolderReason {
    /// The token is lost.
    Lost,
    /// The token was stolen.
    Stolen,
    /// Somebody else may know the PIN or have a copy.
    Compromised,
    /// The PIN and PUK are forgotten.
    ForgottenPin,
    /// The person left the organisation.
    Departure,
    /// The activity ended.
    EndOfActivity,
    /// The certificate contains wrong data.
    WrongData,
}

/// Two further facts, required after too many wrong answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurtherFacts {
    /// Birth place, as on the identity document.
    pub birth_place: Confidential,
    /// The expiry date of the identity document in the dossier.
    pub document_expires: Date,
}

/// Revokes every certificate of a token on four answers: name; e-mail address or token number; birth date; code
/// (docs/codes.md#four-answers).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokeByCode {
    /// Given names and surname, in either order; docs/recognition.md lists the accepted spellings.
    pub name: Confidential,
    /// E-mail address or token number.
    pub contact: Contact,
    /// Birth date, as on the identity document.
    pub birth_date: BirthDate,
    /// The emergency revocation code of either certificate.
    pub code: Confidential,
    /// Two further facts, if they were required.
    pub further: Option<FurtherFacts>,
    /// The reason.
    pub reason: HolderReason,
    /// Where the answers came from. Wrong answers are limited per source.
    pub source: Source,
    /// The token, if several matched before.
    pub token: Option<TokenNumber>,
}

/// The result of four right answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum RevokedByCode {
    /// The token's certificates are revoked, by this request or an earlier one.
    Revoked(RevocationSummary),
    /// The answers match several tokens. Repeat the call with one of them.
    Choose {
        /// Their numbers.
        tokens: Vec<TokenNumber>,
    },
}

/// Why nothing was revoked. Unknown holders and wrong codes are not distinguished.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum RevokeByCodeError {
    /// The four answers do not match.
    #[error("these answers do not match")]
    NotRecognised,
    /// Too many wrong answers from this source. Other sources and channels stay available.
    #[error("too many wrong answers from this source; try again after {retry_after_seconds} s, or telephone")]
    RateLimited {
        /// How long to wait.
        retry_after_seconds: u32,
    },
    /// Too many wrong answers about this holder; two further facts are required.
    #[error("two further facts are required")]
    FurtherFactsNeeded,
}

impl Refusal for RevokeByCodeError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotRecognised => "not-recognised",
            Self::RateLimited { .. } => "rate-limited",
            Self::FurtherFactsNeeded => "further-facts-needed",
        }
    }
}

impl Operation for RevokeByCode {
    const NAME: &'static str = "RevokeByCode";
    type Answer = RevokedByCode;
    type Error = RevokeByCodeError;
}

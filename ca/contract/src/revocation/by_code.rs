//! Emergency revocation against a code: four answers.

use jiff::civil::Date;
use pki::TokenNumber;
use serde::{Deserialize, Serialize};

use super::{Contact, RevocationSummary};
use crate::{Confidential, Operation, Refusal};

/// Why a holder revokes in an emergency (M19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HolderReason {
    /// The key is lost.
    Lost,
    /// The key was stolen.
    Stolen,
    /// Somebody else may know the PIN or have a copy.
    Compromised,
    /// The PIN is forgotten, the PUK too.
    ForgottenPin,
    /// The person left the organisation.
    Departure,
    /// The activity ended.
    EndOfActivity,
    /// A datum in the certificate is wrong.
    WrongData,
}

/// How the request came in (M19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// The public page.
    Web,
    /// An operator, by telephone.
    Telephone,
}

/// Two more facts, asked for once wrong codes have piled up.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurtherFacts {
    /// On the identity document.
    pub birth_place: Confidential,
    /// When the identity document of the dossier ends.
    pub document_expires: Date,
}

/// Revokes every certificate of a token on four answers: name; e-mail or token number; birth date; code
/// (docs/codes.md#four-answers).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokeByCode {
    /// Given names and surname, either first; `docs/recognition.md` lists the writings that are recognised.
    pub name: Confidential,
    /// E-mail address or token number.
    pub contact: Contact,
    /// Birth date.
    pub birth_date: Date,
    /// The emergency revocation code of either certificate.
    pub code: Confidential,
    /// Two further facts, when they were asked for.
    pub further: Option<FurtherFacts>,
    /// Why.
    pub reason: HolderReason,
    /// How the request came in.
    pub channel: Channel,
    /// Where from: an address or an operator's name, at most 64 characters; wrong codes are slowed by it.
    pub source: String,
    /// Which token, once several fitted.
    pub token: Option<TokenNumber>,
}

/// What the four right answers brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome", deny_unknown_fields)]
pub enum RevokedByCode {
    /// The token's certificates are revoked: by this request, or by an earlier one.
    Revoked(RevocationSummary),
    /// The code opens several tokens: ask again and name one.
    Choose {
        /// Their numbers.
        tokens: Vec<TokenNumber>,
    },
}

/// Why nothing was revoked. The same for unknown holders and wrong codes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum RevokeByCodeError {
    /// The four answers do not fit together.
    #[error("these answers do not fit together")]
    NotRecognised,
    /// Too many wrong answers from this source; other sources and channels stay open.
    #[error("too many wrong answers from here; try again after {retry_after_seconds} s, or telephone")]
    SlowDown {
        /// How long to wait.
        retry_after_seconds: u32,
    },
    /// Too many wrong answers about this holder: two further facts are needed.
    #[error("two further facts are needed")]
    FurtherFactsNeeded,
}

impl Refusal for RevokeByCodeError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotRecognised => "not-recognised",
            Self::SlowDown { .. } => "slow-down",
            Self::FurtherFactsNeeded => "further-facts-needed",
        }
    }
}

impl Operation for RevokeByCode {
    const NAME: &'static str = "RevokeByCode";
    type Answer = RevokedByCode;
    type Error = RevokeByCodeError;
}

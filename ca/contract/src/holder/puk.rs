//! The PUK: a holder collects it, once.

use pki::{Digest, Timestamp, TokenNumber};
use serde::{Deserialize, Serialize};

use crate::{Confidential, Operation, Refusal};

/// Releases a token's PUK to its holder: once (M12). The same question within ten minutes gets the same answer, lest a lost answer lose the PUK.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasePuk {
    /// SHA-256 of the certificate's DER, either of the token's.
    pub certificate: Digest,
}

/// The PUK.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasedPuk {
    /// Of which token.
    pub token: TokenNumber,
    /// Six digits.
    pub puk: Confidential,
    /// When it was released first.
    pub released_at: Timestamp,
}

/// Why no PUK was released.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum ReleasePukError {
    /// No certificate of a token's.
    #[error("no such certificate")]
    UnknownCertificate,
    /// It was revoked.
    #[error("the certificate was revoked")]
    Revoked,
    /// The station sealed none.
    #[error("no PUK is in escrow for this token")]
    NothingSealed,
    /// Released before, by another question or longer than ten minutes ago.
    #[error("the PUK was released at {at}")]
    Released {
        /// When.
        at: Timestamp,
    },
    /// More PUKs than usual were asked for within the hour.
    #[error("too many PUKs were released within the hour; ask again after {retry_after_seconds} s")]
    BudgetSpent {
        /// How long to wait.
        retry_after_seconds: u32,
    },
}

impl Refusal for ReleasePukError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCertificate => "unknown-certificate",
            Self::Revoked => "revoked",
            Self::NothingSealed => "nothing-sealed",
            Self::Released { .. } => "released",
            Self::BudgetSpent { .. } => "budget-spent",
        }
    }
}

impl Operation for ReleasePuk {
    const NAME: &'static str = "ReleasePuk";
    type Answer = ReleasedPuk;
    type Error = ReleasePukError;
}

//! What a holder does in their space: define the emergency revocation code, collect the PUK.
//!
//! The portal has seen the holder's certificate in a TLS handshake and names it by its fingerprint.

use pki::{Digest, Timestamp, TokenNumber};
use serde::{Deserialize, Serialize};

use crate::{Confidential, Operation, Refusal};

/// Defines or changes the emergency revocation code (CRU) of one certificate (M16).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetCode {
    /// SHA-256 of the certificate's DER.
    pub certificate: Digest,
    /// As the holder chose it.
    pub code: Confidential,
}

/// The code is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeSet {
    /// Since when.
    pub at: Timestamp,
    /// Whether another code was in force before.
    pub changed: bool,
}

/// What is wrong with a code (standards.md §8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeFault {
    /// Not 6 to 8 symbols.
    #[error("a code has 6 to 8 symbols")]
    Length,
    /// A symbol that is hard to read aloud, or not of the alphabet.
    #[error("a code has only 2-9 and A-Z without I, L and O")]
    Symbol,
    /// Digits only: 11 % odds over three years for a patient guesser.
    #[error("a code has at least one letter")]
    DigitsOnly,
    /// Too easily guessed: on the denylist, a run or a repetition.
    #[error("this code is too easily guessed")]
    Guessable,
}

/// Why the code was not set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum SetCodeError {
    /// No certificate of a token's.
    #[error("no such certificate")]
    UnknownCertificate,
    /// It was revoked: there is nothing left to protect.
    #[error("the certificate was revoked")]
    Revoked,
    /// The code does not fit.
    #[error("{fault}")]
    Unsuitable {
        /// Why.
        fault: CodeFault,
    },
}

impl Refusal for SetCodeError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCertificate => "unknown-certificate",
            Self::Revoked => "revoked",
            Self::Unsuitable { .. } => "unsuitable",
        }
    }
}

impl Operation for SetCode {
    const NAME: &'static str = "SetCode";
    type Answer = CodeSet;
    type Error = SetCodeError;
}

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

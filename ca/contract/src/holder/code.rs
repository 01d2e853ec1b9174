//! The emergency revocation code, which the holder defines and changes.

use std::ops::RangeInclusive;

use pki::certificate::NotAdmitted;
use pki::letters::{is_dash, is_invisible};
use pki::{Digest, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::{Confidential, Operation, Refusal};

/// Defines or changes the emergency revocation code (CRU) of one certificate (M16).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetCode {
    /// SHA-256 of the certificate's DER.
    pub certificate: Digest,
    /// The code that the holder chose.
    pub code: Confidential,
}

/// The symbols of a code: 31 that cannot be mistaken for one another in writing or speech (no 0, 1, I, L, O).
pub const CODE_ALPHABET: &str = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Allowed numbers of symbols.
pub const CODE_LENGTHS: RangeInclusive<usize> = 6..=8;

/// The symbols of a typed text that may be a code in force, by length and alphabet alone.
///
/// # Errors
/// [`CodeFault::Length`], [`CodeFault::Symbol`].
pub fn code_shape(typed: &str) -> Result<SecretString, CodeFault> {
    let symbols = code_symbols(typed);
    let code = symbols.expose_secret();
    if !CODE_LENGTHS.contains(&code.chars().count()) {
        return Err(CodeFault::Length);
    }
    if !code.chars().all(|symbol| CODE_ALPHABET.contains(symbol)) {
        return Err(CodeFault::Symbol);
    }
    Ok(symbols)
}

/// The symbols of a typed code: in capitals, full-width ones as ordinary ones, without spaces and dashes of any kind.
#[must_use]
pub fn code_symbols(typed: &str) -> SecretString {
    let kept = typed.nfkc().filter(|symbol| !is_invisible(*symbol) && !is_dash(*symbol));
    SecretString::from(kept.flat_map(char::to_uppercase).collect::<String>())
}

/// The code is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeSet {
    /// When it took effect.
    pub at: Timestamp,
    /// Whether another code was in force before.
    pub changed: bool,
}

/// Why a code is refused (docs/codes.md#kinds).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeFault {
    /// Not 6 to 8 symbols.
    #[error("a code has 6 to 8 symbols")]
    Length,
    /// A symbol that is not in the alphabet.
    #[error("a code consists of 2-9 and A-Z without I, L and O")]
    Symbol,
    /// Only digits. A code of digits is found within three years with a probability of 11 %, if guesses are limited only by the
    /// budgets.
    #[error("a code has at least one letter")]
    DigitsOnly,
    /// On the denylist, a sequence or a repetition.
    #[error("the code is too easily guessed")]
    Guessable,
}

/// Why the code was not set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum SetCodeError {
    /// Not a certificate on a token.
    #[error("no such certificate")]
    UnknownCertificate,
    /// The certificate is revoked, so there is nothing to protect.
    #[error("the certificate was revoked")]
    Revoked,
    /// The certificate is not valid now; it may have expired.
    #[error("{fault}")]
    NotAdmitted {
        /// Why it is not.
        fault: NotAdmitted,
    },
    /// The code is not suitable.
    #[error("{fault}")]
    Unsuitable {
        /// The reason.
        fault: CodeFault,
    },
}

impl Refusal for SetCodeError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCertificate => "unknown-certificate",
            Self::Revoked => "revoked",
            Self::NotAdmitted { .. } => "not-admitted",
            Self::Unsuitable { .. } => "unsuitable",
        }
    }
}

impl Operation for SetCode {
    const NAME: &'static str = "SetCode";
    type Answer = CodeSet;
    type Error = SetCodeError;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_spaces_and_dashes_of_any_kind_are_ignored() {
        for typed in [
            "K7MP3WQ",
            " k7-mp 3wq ",
            "k7mp\u{2011}3wq",
            "K7MP–3WQ",
            "K7MP−3WQ",
            "K7MP\u{a0}3WQ",
            "K7MP\u{202f}3WQ",
            "K7MP\u{200b}3WQ",
            "Ｋ７ＭＰ３ＷＱ",
            "k7mp\u{ad}3wq",
        ] {
            assert_eq!(code_symbols(typed).expose_secret(), "K7MP3WQ", "{typed}");
        }
    }
}

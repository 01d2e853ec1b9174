//! Defining the emergency revocation code: the same for both certificates, or one for each (M16). The certificate authority sets
//! its rules.

use ca_contract::holder::{self as contract, SetCode, SetCodeError, code_symbols};
use ca_contract::{Confidential, Failed};
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use super::{HeldCertificate, Holder, Holders};
use crate::derived_key::derived_key;
use crate::fault::Fault;

/// Maximum characters of a code with its spacing.
const LONGEST: usize = 32;

/// A code that was typed twice alike; the certificate authority decides whether it is acceptable.
#[derive(Clone, Debug)]
pub struct TypedCode(SecretString);

/// Why a code is not acceptable (docs/codes.md#kinds).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeFault {
    /// Not 6 to 8 symbols.
    #[error("a code has 6 to 8 symbols")]
    Length,
    /// A symbol that is not in the alphabet.
    #[error("a code consists of 2-9 and A-Z without I, L and O")]
    Symbol,
    /// Only digits.
    #[error("a code has at least one letter")]
    DigitsOnly,
    /// On the denylist, a sequence or a repetition.
    #[error("the code is too easily guessed")]
    Guessable,
}

impl From<contract::CodeFault> for CodeFault {
    fn from(fault: contract::CodeFault) -> Self {
        match fault {
            contract::CodeFault::Length => Self::Length,
            contract::CodeFault::Symbol => Self::Symbol,
            contract::CodeFault::DigitsOnly => Self::DigitsOnly,
            contract::CodeFault::Guessable => Self::Guessable,
        }
    }
}

/// Why a code on the page was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TypedCodeFault {
    #[error("no code was typed")]
    Missing,
    #[error("the two codes differ")]
    Different,
    #[error("{0}")]
    Unsuitable(CodeFault),
}

/// The codes for a token's certificates.
#[derive(Clone, Debug)]
pub enum Codes {
    /// The same for every certificate.
    Same(TypedCode),
    /// One for each certificate, by its role.
    Each(Vec<(String, TypedCode)>),
}

/// Why codes were not set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodesNotSet {
    /// The code for this role breaks a rule; codes before it are already set.
    #[error("the code for {role}: {fault}")]
    Unsuitable {
        /// `main`, `companion`.
        role: String,
        fault: CodeFault,
    },
    /// The form was sent before with another code for this role, which remains valid; nothing was set now.
    #[error("the form was sent before with another code for {role}")]
    KeyUsed {
        /// `main`, `companion`.
        role: String,
    },
    /// The certificates were revoked meanwhile, or expired.
    #[error("the certificates are no longer valid")]
    Ended,
    /// A certificate of the token has no code among those given.
    #[error("a certificate is left without a code")]
    Incomplete,
}

impl TypedCode {
    /// Reads the two fields. Case, spaces and dashes are ignored, as at the certificate authority.
    ///
    /// # Errors
    /// [`TypedCodeFault::Missing`], [`TypedCodeFault::Different`].
    pub fn parse(first: &SecretString, again: &SecretString) -> Result<Self, TypedCodeFault> {
        let (first, again) = (code_symbols(first.expose_secret()), code_symbols(again.expose_secret()));
        if first.expose_secret().is_empty() {
            return Err(TypedCodeFault::Missing);
        }
        if !bool::from(first.expose_secret().as_bytes().ct_eq(again.expose_secret().as_bytes())) {
            return Err(TypedCodeFault::Different);
        }
        if first.expose_secret().chars().count() > LONGEST {
            return Err(TypedCodeFault::Unsuitable(CodeFault::Length));
        }
        Ok(Self(first))
    }
}

impl Codes {
    fn of(&self, certificate: &HeldCertificate) -> Option<&TypedCode> {
        match self {
            Self::Same(code) => Some(code),
            Self::Each(codes) => codes.iter().find(|(role, _)| *role == certificate.role).map(|(_, code)| code),
        }
    }
}

impl Holders {
    /// Sets the code of every certificate of the token. Idempotent for the key of a form: sending it again with the same codes
    /// sets nothing. Timeline and message follow from the certificate authority's feed.
    ///
    /// # Errors
    /// [`CodesNotSet`].
    pub async fn define_codes(&self, holder: &Holder, form_key: &[u8; 16], codes: &Codes) -> Result<(), Fault<CodesNotSet>> {
        let each: Option<Vec<_>> = holder.pair().iter().map(|certificate| Some((certificate, codes.of(certificate)?))).collect();
        for (certificate, code) in each.ok_or(Fault::Refused(CodesNotSet::Incomplete))? {
            let code = Confidential::new(code.0.expose_secret());
            let question = SetCode { certificate: certificate.fingerprint, code };
            let parts: [&[u8]; 2] = [form_key, certificate.fingerprint.as_bytes()];
            let key = derived_key(&self.core.secrets.digests, "define code", &parts);
            let answer = self.core.environment.authority.call(&question, key).await;
            answer.map_err(|failed| match failed {
                Failed::KeyReused => Fault::Refused(CodesNotSet::KeyUsed { role: certificate.role.clone() }),
                failed => Fault::of_authority(failed, |refusal| not_set(refusal, certificate)),
            })?;
        }
        Ok(())
    }
}

fn not_set(refusal: SetCodeError, certificate: &HeldCertificate) -> CodesNotSet {
    match refusal {
        SetCodeError::Unsuitable { fault } => CodesNotSet::Unsuitable { role: certificate.role.clone(), fault: fault.into() },
        SetCodeError::Revoked | SetCodeError::UnknownCertificate | SetCodeError::NotAdmitted { .. } => CodesNotSet::Ended,
    }
}

#[cfg(test)]
mod tests;

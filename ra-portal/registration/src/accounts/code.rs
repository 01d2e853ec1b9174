//! One-time codes: six digits, stored only as a keyed digest that includes their purpose.

use std::fmt;
use std::str::FromStr;

use chassis::encryption::MacKey;
use pki::Digest;
use rand::CryptoRng;
use rand::distr::{Distribution, Uniform};
use secrecy::{ExposeSecret, SecretString};
use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroizing;

use crate::messages::{CodePurpose, MessageCode};

const DIGITS: usize = 6;

/// A code as it was typed: six digits.
#[derive(Clone)]
pub struct CodeAttempt(SecretString);

/// The text is not a code, which has six digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code is six digits")]
pub struct NotACode;

impl FromStr for CodeAttempt {
    type Err = NotACode;

    /// Ignores spaces and hyphens.
    fn from_str(typed: &str) -> Result<Self, NotACode> {
        let mut digits = Zeroizing::new(String::with_capacity(DIGITS));
        for symbol in typed.chars().filter(|symbol| !symbol.is_whitespace() && *symbol != '-') {
            if !symbol.is_ascii_digit() || digits.len() == DIGITS {
                return Err(NotACode);
            }
            digits.push(symbol);
        }
        if digits.len() == DIGITS { Ok(Self(SecretString::from(digits.as_str()))) } else { Err(NotACode) }
    }
}

impl fmt::Debug for CodeAttempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeAttempt(…)")
    }
}

impl CodeAttempt {
    /// Its six digits, to derive the token of the session that it begins.
    pub(super) fn octets(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }

    /// Whether this is the code whose digest is stored; false if none is stored.
    pub(super) fn is(&self, key: &MacKey, purpose: CodePurpose, pending: Digest, kept: Option<Digest>) -> Choice {
        let digest = digest(key, purpose, pending, self.0.expose_secret());
        let compared = kept.unwrap_or_else(|| key.mac("code of nobody", &[pending.as_bytes()]));
        digest.as_bytes().ct_eq(compared.as_bytes())
    }
}

/// Draws a new code, each of the 10⁶ equally likely, and the digest to store.
pub(super) fn draw(key: &MacKey, purpose: CodePurpose, pending: Digest, rng: &mut dyn CryptoRng) -> (MessageCode, Digest) {
    // `Uniform` rejects the values that would bias the result; `random_range` does not promise to.
    let digit = Uniform::new_inclusive('0', '9').expect("'0' is not after '9'");
    let mut code = Zeroizing::new(String::with_capacity(DIGITS));
    code.extend(digit.sample_iter(rng).take(DIGITS));
    (MessageCode(SecretString::from(code.as_str())), digest(key, purpose, pending, &code))
}

fn digest(key: &MacKey, purpose: CodePurpose, pending: Digest, code: &str) -> Digest {
    key.mac("one-time code", &[purpose.name().as_bytes(), pending.as_bytes(), code.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use chassis::encryption::MasterKey;
    use pki::SystemRandom;

    #[test]
    fn a_code_has_six_digits_in_any_grouping() {
        for typed in ["493027", " 493 027 ", "493-027", "4 9 3 0 2 7", "493\u{202f}027"] {
            assert_eq!(typed.parse::<CodeAttempt>().unwrap().0.expose_secret(), "493027", "{typed}");
        }
        for typed in ["", "49302", "4930275", "49302a", "４９３０２７", "493.027"] {
            assert_eq!(typed.parse::<CodeAttempt>().map(drop), Err(NotACode), "{typed}");
        }
    }

    #[test]
    fn a_code_is_valid_only_for_its_purpose_and_its_browser() {
        let folder = tempfile::tempdir().unwrap();
        let key = MasterKey::create(&folder.path().join("key"), &mut SystemRandom).unwrap().mac_key("test");
        let (here, elsewhere) = (Digest::of(b"here"), Digest::of(b"elsewhere"));
        let (code, kept) = draw(&key, CodePurpose::SignIn, here, &mut SystemRandom);
        let typed: CodeAttempt = code.0.expose_secret().parse().unwrap();
        assert!(bool::from(typed.is(&key, CodePurpose::SignIn, here, Some(kept))));
        assert!(!bool::from(typed.is(&key, CodePurpose::NewPassword, here, Some(kept))));
        assert!(!bool::from(typed.is(&key, CodePurpose::SignIn, elsewhere, Some(kept))));
        assert!(!bool::from(typed.is(&key, CodePurpose::SignIn, here, None)));
    }
}

//! The value of a browser's cookie: random, secret, and stored here only as a keyed digest.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chassis::encryption::MacKey;
use pki::Digest;
use rand::CryptoRng;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// Octets of a token.
const LENGTH: usize = 32;

/// Identifies a session: 256 random bits, in base64url.
#[derive(Clone, Debug)]
pub struct SessionToken(SecretString);

/// Identifies a sign-up, login or new password that waits for its code: 256 random bits, in base64url.
#[derive(Clone, Debug)]
pub struct PendingToken(SecretString);

impl SessionToken {
    /// Reads a cookie's value; none if it does not have the form of a token.
    #[must_use]
    pub fn from_cookie(value: &str) -> Option<Self> {
        parse(value).map(Self)
    }

    /// The cookie's value.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    pub(super) fn generate(rng: &mut dyn CryptoRng) -> Self {
        Self(draw(rng))
    }

    pub(super) fn digest(&self, key: &MacKey) -> Digest {
        key.mac("session token", &[self.expose().as_bytes()])
    }
}

impl PendingToken {
    /// Reads a cookie's value; none if it does not have the form of a token.
    #[must_use]
    pub fn from_cookie(value: &str) -> Option<Self> {
        parse(value).map(Self)
    }

    /// The cookie's value.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    pub(super) fn generate(rng: &mut dyn CryptoRng) -> Self {
        Self(draw(rng))
    }

    pub(super) fn digest(&self, key: &MacKey) -> Digest {
        key.mac("pending token", &[self.expose().as_bytes()])
    }
}

fn draw(rng: &mut dyn CryptoRng) -> SecretString {
    let mut octets = Zeroizing::new([0; LENGTH]);
    rng.fill_bytes(octets.as_mut());
    SecretString::from(BASE64_URL_SAFE_NO_PAD.encode(octets.as_ref()))
}

fn parse(value: &str) -> Option<SecretString> {
    let octets = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.decode(value).ok()?);
    (octets.len() == LENGTH).then(|| SecretString::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pki::SystemRandom;

    #[test]
    fn only_values_with_the_form_of_a_token_are_read_from_cookies() {
        let token = SessionToken::generate(&mut SystemRandom);
        assert_eq!(SessionToken::from_cookie(token.expose()).as_ref().map(SessionToken::expose), Some(token.expose()));
        // `printf '%032d' 0 | base64 | tr '+/' '-_' | tr -d =`, then one symbol fewer, one more, padding, another alphabet.
        let made = "MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA";
        assert!(PendingToken::from_cookie(made).is_some());
        for other in [&made[..42], &format!("{made}A"), &format!("{made}="), &made.replace('M', "+"), "", "é"] {
            assert!(PendingToken::from_cookie(other).is_none(), "{other}");
        }
    }

    #[test]
    fn debug_output_hides_a_token() {
        let token = SessionToken::generate(&mut SystemRandom);
        assert!(!format!("{token:?}").contains(token.expose()));
    }
}

//! What a browser's cookie holds: random, secret, and known here by its keyed digest alone.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chassis::encryption::MacKey;
use pki::Digest;
use rand::CryptoRng;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// Octets of a token.
const LENGTH: usize = 32;

/// Names a session: 256 random bits, in base64url.
#[derive(Clone, Debug)]
pub struct SessionToken(SecretString);

/// Names a sign-up, login or new password that waits for its code: 256 random bits, in base64url.
#[derive(Clone, Debug)]
pub struct PendingToken(SecretString);

impl SessionToken {
    /// Reads a cookie's value; none, when it was not made here.
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
    /// Reads a cookie's value; none, when it was not made here.
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
    fn a_cookie_is_read_only_when_it_could_have_been_made_here() {
        let token = SessionToken::generate(&mut SystemRandom);
        assert_eq!(SessionToken::from_cookie(token.expose()).as_ref().map(SessionToken::expose), Some(token.expose()));
        // `printf '%032d' 0 | base64 | tr '+/' '-_' | tr -d =`, then one symbol less, one more, padding, another alphabet.
        let made = "MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA";
        assert!(PendingToken::from_cookie(made).is_some());
        for other in [&made[..42], &format!("{made}A"), &format!("{made}="), &made.replace('M', "+"), "", "é"] {
            assert!(PendingToken::from_cookie(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_token_does_not_show_itself() {
        let token = SessionToken::generate(&mut SystemRandom);
        assert!(!format!("{token:?}").contains(token.expose()));
    }
}

//! The value of a browser's cookie: a keyed digest of something random, secret, and stored here only as a keyed digest of itself.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chassis::encryption::MacKey;
use pki::Digest;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::messages::CodePurpose;

/// Octets of a token.
const LENGTH: usize = 32;

/// Identifies a session: 256 bits in base64url.
#[derive(Clone, Debug)]
pub struct SessionToken(SecretString);

/// Identifies a sign-up, login or new password that waits for its code: 256 bits in base64url.
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

    /// The token of the session that a code begins, or a new password: the same for the same code, so that a form which is sent
    /// twice at once signs in once.
    pub(super) fn derived(key: &MacKey, pending: &PendingToken, typed: &[u8]) -> Self {
        Self(encoded(&key.mac("session of pending", &[pending.expose().as_bytes(), typed])))
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

    /// The token of what a form begins: the same if the same form is sent again with the same content. The form's key is random and
    /// is not stored, so that the content cannot be guessed from the token's digest.
    pub(super) fn derived(key: &MacKey, form: &[u8; 16], purpose: CodePurpose, typed: [&[u8]; 2]) -> Self {
        let [email, password] = typed;
        Self(encoded(&key.mac("pending of form", &[form, purpose.name().as_bytes(), email, password])))
    }

    pub(super) fn digest(&self, key: &MacKey) -> Digest {
        key.mac("pending token", &[self.expose().as_bytes()])
    }
}

fn encoded(digest: &Digest) -> SecretString {
    SecretString::from(BASE64_URL_SAFE_NO_PAD.encode(digest.as_bytes()))
}

fn parse(value: &str) -> Option<SecretString> {
    let octets = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.decode(value).ok()?);
    (octets.len() == LENGTH).then(|| SecretString::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chassis::encryption::MasterKey;
    use pki::SystemRandom;

    fn key() -> MacKey {
        let folder = tempfile::tempdir().unwrap();
        MasterKey::create(&folder.path().join("key"), &mut SystemRandom).unwrap().mac_key("test")
    }

    #[test]
    fn only_values_with_the_form_of_a_token_are_read_from_cookies() {
        let pending = PendingToken::derived(&key(), &[7; 16], CodePurpose::SignIn, [b"a@b", b"password"]);
        let token = SessionToken::derived(&key(), &pending, b"135790");
        assert_eq!(SessionToken::from_cookie(token.expose()).as_ref().map(SessionToken::expose), Some(token.expose()));
        // `printf '%032d' 0 | base64 | tr '+/' '-_' | tr -d =`, then one symbol fewer, one more, padding, another alphabet.
        let made = "MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA";
        assert!(PendingToken::from_cookie(made).is_some());
        for other in [&made[..42], &format!("{made}A"), &format!("{made}="), &made.replace('M', "+"), "", "é"] {
            assert!(PendingToken::from_cookie(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_token_is_the_same_only_for_the_same_form_with_the_same_content() {
        let key = key();
        let of = |form: u8, purpose, email: &str, password: &str| {
            let token = PendingToken::derived(&key, &[form; 16], purpose, [email.as_bytes(), password.as_bytes()]);
            token.expose().to_owned()
        };
        let first = of(1, CodePurpose::SignIn, "a@b", "password");
        assert_eq!(of(1, CodePurpose::SignIn, "a@b", "password"), first);
        for other in [
            of(2, CodePurpose::SignIn, "a@b", "password"),
            of(1, CodePurpose::SignUp, "a@b", "password"),
            of(1, CodePurpose::SignIn, "a@", "bpassword"),
            of(1, CodePurpose::SignIn, "a@b", "passwor"),
        ] {
            assert_ne!(other, first);
        }
    }

    #[test]
    fn debug_output_hides_a_token() {
        let token = PendingToken::derived(&key(), &[7; 16], CodePurpose::SignIn, [b"a@b", b"password"]);
        assert!(!format!("{token:?}").contains(token.expose()));
    }
}

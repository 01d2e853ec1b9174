//! Passwords: which are allowed, and the verifier that is stored.
//!
//! The verifier is Argon2id with a salt for each password, then a keyed digest (docs/codes.md#storage): a stolen database is
//! useless without the master key.

use std::fmt;

use chassis::encryption::MacKey;
use chassis::slow_hash::{Busy, SlowHash};
use pki::Digest;
use rand::CryptoRng;
use secrecy::{ExposeSecret, SecretString};
use subtle::{Choice, ConstantTimeEq};
use unicode_normalization::UnicodeNormalization;

use super::email_address::EmailAddress;
use super::token::PendingToken;

/// Allowed lengths in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 12..=128;
/// The least number of different characters; a password with fewer is easily guessed.
const FEWEST_DIFFERENT: usize = 5;

/// Common passwords, in lower case; refused also with digits and symbols around them.
const DENYLIST: [&str; 20] = [
    "motdepasse",
    "monmotdepasse",
    "lemotdepasse",
    "motdepassemotdepasse",
    "password",
    "mypassword",
    "passwordpassword",
    "azertyuiop",
    "azertyuiopqsdfghjklm",
    "qwertyuiop",
    "qwertzuiop",
    "abcdefghijkl",
    "abcdefghijklm",
    "administrateur",
    "administrator",
    "bonjourbonjour",
    "soleilsoleil",
    "expertjudiciaire",
    "sceausceau",
    "letmeinletmein",
];

/// A password that may be set: 12 to 128 characters in Unicode normalisation form C, and not easily guessed.
#[derive(Clone, Debug)]
pub struct Password(PasswordAttempt);

/// A password as typed at sign-in, in Unicode normalisation form C.
#[derive(Clone)]
pub struct PasswordAttempt(SecretString);

/// Why a text may not be a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Fewer than 12 characters.
    #[error("a password has 12 characters or more")]
    TooShort,
    /// More than 128 characters.
    #[error("a password has at most 128 characters")]
    TooLong,
    /// The account's address, or its local part.
    #[error("a password is not the e-mail address")]
    Address,
    /// Easily guessed.
    #[error("the password is easily guessed")]
    Guessable,
}

/// What is stored of a password.
#[derive(Clone)]
pub(super) struct Verifier {
    pub(super) salt: [u8; 16],
    pub(super) digest: Digest,
}

impl PasswordAttempt {
    /// Takes any text; everything beyond the maximum length of a password is cut off.
    #[must_use]
    pub fn new(typed: &SecretString) -> Self {
        // Keeps one character more than a password may have, so that a longer text never matches a password that it begins with.
        let most = LENGTH.end() + 1;
        Self(SecretString::from(typed.expose_secret().nfc().take(most).collect::<String>()))
    }

    /// Its octets, to derive the token of the form in which it was typed.
    pub(super) fn octets(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }

    /// Whether it is the password of `verifier`; costs one slow hash.
    pub(super) async fn matches(&self, key: &MacKey, slow_hash: &SlowHash, verifier: &Verifier) -> Result<Choice, Busy> {
        let digest = self.digest(key, slow_hash, verifier.salt).await?;
        Ok(digest.as_bytes().ct_eq(verifier.digest.as_bytes()))
    }

    async fn digest(&self, key: &MacKey, slow_hash: &SlowHash, salt: [u8; 16]) -> Result<Digest, Busy> {
        let hash = slow_hash.hash(&self.0, salt).await?;
        Ok(key.mac("password", &[&salt, hash.as_ref()]))
    }
}

impl fmt::Debug for PasswordAttempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordAttempt(…)")
    }
}

impl Password {
    /// Checks a new password for the account of `email`.
    ///
    /// # Errors
    /// [`PasswordFault`], the first that applies.
    pub fn parse(typed: &SecretString, email: &EmailAddress) -> Result<Self, PasswordFault> {
        let attempt = PasswordAttempt::new(typed);
        let password = attempt.0.expose_secret();
        let length = password.chars().count();
        if length < *LENGTH.start() {
            return Err(PasswordFault::TooShort);
        }
        if length > *LENGTH.end() {
            return Err(PasswordFault::TooLong);
        }
        let lower = password.to_lowercase();
        let address = email.address();
        if lower.trim() == address || address.split('@').next() == Some(lower.trim()) {
            return Err(PasswordFault::Address);
        }
        if is_guessable(&lower) {
            return Err(PasswordFault::Guessable);
        }
        Ok(Self(attempt))
    }

    /// Its octets, to derive the token of the form in which it was typed.
    pub(super) fn octets(&self) -> &[u8] {
        self.0.octets()
    }

    /// The verifier with a new salt; costs one slow hash.
    pub(super) async fn verifier(&self, key: &MacKey, slow_hash: &SlowHash, salt: [u8; 16]) -> Result<Verifier, Busy> {
        Ok(Verifier { salt, digest: self.0.digest(key, slow_hash, salt).await? })
    }
}

pub(super) fn draw_salt(rng: &mut dyn CryptoRng) -> [u8; 16] {
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    salt
}

/// The salt of a password that is set with this token: the same for the same token, so that the form can be sent twice at once.
pub(super) fn salt_of(key: &MacKey, token: &PendingToken) -> [u8; 16] {
    let mut salt = [0; 16];
    salt.copy_from_slice(&key.mac("salt of new password", &[token.expose().as_bytes()]).as_bytes()[..16]);
    salt
}

impl Verifier {
    /// A verifier that no password matches. For an address without an account it is as stable as an account's, so that guesses at
    /// either look alike.
    pub(super) fn dummy(key: &MacKey, email: &EmailAddress) -> Self {
        let address = email.address().as_bytes();
        let mut salt = [0; 16];
        salt.copy_from_slice(&key.mac("salt of nobody", &[address]).as_bytes()[..16]);
        Self { salt, digest: key.mac("verifier of nobody", &[address]) }
    }
}

/// Whether a password has few different characters, repeats a short piece, or is a common password with digits and symbols around
/// it.
fn is_guessable(lower: &str) -> bool {
    let symbols: Vec<char> = lower.chars().collect();
    let mut distinct = symbols.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let repeats = (1..=symbols.len() / 3).any(|length| symbols.chunks(length).all(|piece| symbols.starts_with(piece)));
    let steps = symbols.windows(2).filter(|pair| (pair[0] as u32).abs_diff(pair[1] as u32) == 1).count();
    let runs = steps + 3 >= symbols.len();
    let letters: String = symbols.iter().filter(|symbol| symbol.is_alphabetic()).collect();
    distinct.len() < FEWEST_DIFFERENT || repeats || runs || DENYLIST.contains(&letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chassis::encryption::MasterKey;
    use chassis::slow_hash::Cost;
    use pki::SystemRandom;

    fn checked(typed: &str) -> Result<(), PasswordFault> {
        let email = "maelle.kervadec@sceau.example.org".parse().unwrap();
        Password::parse(&SecretString::from(typed), &email).map(drop)
    }

    #[test]
    fn each_weakness_has_its_own_message() {
        assert_eq!(checked("onze signes"), Err(PasswordFault::TooShort));
        assert_eq!(checked(&"à la claire fontaine ".repeat(7)), Err(PasswordFault::TooLong));
        assert_eq!(checked("Maelle.Kervadec@sceau.example.org"), Err(PasswordFault::Address));
        assert_eq!(checked("MAELLE.KERVADEC"), Err(PasswordFault::Address));
        for guessable in ["motdepasse2026!", "123456789012", "aaaaaaaaaaaa", "abcabcabcabc", "Azertyuiop-123", "abababababab"] {
            assert_eq!(checked(guessable), Err(PasswordFault::Guessable), "{guessable}");
        }
        assert_eq!(checked("à la claire fontaine"), Ok(()));
    }

    #[test]
    fn length_is_counted_in_characters_of_the_composed_form() {
        // 11 characters composed, 12 decomposed: `é` as `e` and a combining acute accent.
        assert_eq!(checked("prune\u{301} mirab"), Err(PasswordFault::TooShort));
        assert_eq!(checked("prune\u{301} mirabe"), Ok(()));
    }

    #[tokio::test]
    async fn a_password_matches_its_verifier_in_any_encoding_of_its_accents() {
        let folder = tempfile::tempdir().unwrap();
        let master = MasterKey::create(&folder.path().join("key"), &mut SystemRandom).unwrap();
        let (key, other_key) = (master.mac_key("one"), master.mac_key("other"));
        let slow_hash = SlowHash::new(Cost { memory_kib: 8, passes: 1 }, 1);
        let email = "ines.vautrin@sceau.example.org".parse().unwrap();
        let password = Password::parse(&"l'été à Pléneuf".into(), &email).unwrap();
        let verifier = password.verifier(&key, &slow_hash, draw_salt(&mut SystemRandom)).await.unwrap();
        let matches = async |typed: &str, key: &MacKey| {
            bool::from(PasswordAttempt::new(&typed.into()).matches(key, &slow_hash, &verifier).await.unwrap())
        };
        assert!(matches("l'e\u{301}te\u{301} a\u{300} Ple\u{301}neuf", &key).await);
        assert!(!matches("l'été à Pléneuf ", &key).await);
        assert!(!matches("l'été à Pléneuf", &other_key).await);
    }
}

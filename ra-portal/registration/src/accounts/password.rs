//! Passwords: what may be one, and the verifier that is kept of it.
//!
//! Argon2id with a salt of its own first, then a keyed digest (docs/codes.md#storage): a stolen database yields nothing without
//! the master key.

use std::fmt;

use chassis::encryption::MacKey;
use chassis::slow_hash::{Busy, SlowHash};
use pki::Digest;
use rand::CryptoRng;
use secrecy::{ExposeSecret, SecretString};
use subtle::{Choice, ConstantTimeEq};
use unicode_normalization::UnicodeNormalization;

use super::email_address::EmailAddress;

/// How many characters a password has.
const LENGTH: std::ops::RangeInclusive<usize> = 12..=128;
/// Fewer different characters are guessed soon.
const FEWEST_DIFFERENT: usize = 5;

/// What people choose first, in lower case; refused when nothing but figures and signs stands beside it.
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

/// A password that may be set: 12 to 128 characters in Unicode's form NFC, and not easily guessed.
#[derive(Clone, Debug)]
pub struct Password(PasswordAttempt);

/// A password as somebody typed it to sign in, in Unicode's form NFC.
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
    /// The address of its account, or what stands before its `@`.
    #[error("a password is not the e-mail address")]
    Address,
    /// Among the first that are guessed.
    #[error("the password is easily guessed")]
    Guessable,
}

/// What is kept of a password.
#[derive(Clone)]
pub(super) struct Verifier {
    pub(super) salt: [u8; 16],
    pub(super) digest: Digest,
}

impl PasswordAttempt {
    /// Whatever was typed; behind the longest password's end nothing counts.
    #[must_use]
    pub fn new(typed: &SecretString) -> Self {
        // One more than a password may have, so that nobody gets in with the beginning of something longer.
        let most = LENGTH.end() + 1;
        Self(SecretString::from(typed.expose_secret().nfc().take(most).collect::<String>()))
    }

    /// Whether it is the password of `verifier`, at the price of one slow hash.
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
    /// Checks what was typed as the new password of `email`.
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

    /// What is kept of it under a new salt, at the price of one slow hash.
    pub(super) async fn verifier(&self, key: &MacKey, slow_hash: &SlowHash, salt: [u8; 16]) -> Result<Verifier, Busy> {
        Ok(Verifier { salt, digest: self.0.digest(key, slow_hash, salt).await? })
    }
}

/// A new salt.
pub(super) fn draw_salt(rng: &mut dyn CryptoRng) -> [u8; 16] {
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    salt
}

impl Verifier {
    /// What no password opens, as stable for an address without account as an account's is: guesses at either look alike.
    pub(super) fn dummy(key: &MacKey, email: &EmailAddress) -> Self {
        let address = email.address().as_bytes();
        let mut salt = [0; 16];
        salt.copy_from_slice(&key.mac("salt of nobody", &[address]).as_bytes()[..16]);
        Self { salt, digest: key.mac("verifier of nobody", &[address]) }
    }
}

/// Few different characters, a short piece repeated, or something that people choose first with figures and signs about it.
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
    async fn a_password_opens_its_verifier_however_its_accents_were_typed() {
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

//! Secrets at rest: a master key in a file, from which a key for each purpose is derived.
//!
//! Keys are derived with HKDF-SHA256 (RFC 5869) with the purpose as `info`. Encryption is AES-256-GCM with a random 96-bit nonce
//! (NIST SP 800-38D §8.2.2 and §8.3: at most 2³² encryptions under one key); the MAC is HMAC-SHA256.

use std::fmt;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::{hkdf, hmac};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use pki::Digest;
use rand::CryptoRng;
use secrecy::ExposeSecret;
use zeroize::Zeroizing;

use crate::secret_file::{self, SecretFileError};

/// Length of a master key and of derived keys in octets.
const KEY_LENGTH: usize = 32;

/// The key from which the keys for a zone's secrets at rest are derived.
pub struct MasterKey(hkdf::Prk);

/// Encrypts secrets for one purpose.
pub struct EncryptionKey(LessSafeKey);

/// Computes keyed digests for one purpose. Without the key, nobody can test guesses against them.
pub struct MacKey(hmac::Key);

/// Why a master key cannot be read or created.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// The file is missing, unreadable, or accessible by others.
    #[error(transparent)]
    File(#[from] SecretFileError),
    /// The file does not contain a key.
    #[error("{} does not contain a master key: 32 octets in hexadecimal digits or base64", .0.display())]
    Malformed(PathBuf),
    /// The file exists.
    #[error("{} exists already; a master key is never overwritten: move it away if nothing is encrypted with it", .0.display())]
    Exists(PathBuf),
    /// The file could not be written.
    #[error("{} cannot be written: {problem}", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The operating system's error.
        #[source]
        problem: io::Error,
    },
}

/// Decryption failed: another key or context, or altered ciphertext.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("decryption failed: another key or context, or altered bytes")]
pub struct DecryptionFailed;

impl MasterKey {
    /// Reads the key from a file that only its owner may access.
    ///
    /// # Errors
    /// If the file is missing, accessible by others, or does not contain 32 octets in hexadecimal digits or base64.
    pub fn from_file(path: &Path) -> Result<Self, MasterKeyError> {
        let text = secret_file::read(path)?;
        let text = text.expose_secret().trim();
        let octets = Zeroizing::new(match text.len() {
            64 => hex::decode(text).unwrap_or_default(),
            _ => BASE64_STANDARD.decode(text).unwrap_or_default(),
        });
        if octets.len() != KEY_LENGTH {
            return Err(MasterKeyError::Malformed(path.to_owned()));
        }
        Ok(Self::from_octets(&octets))
    }

    /// Generates a key and writes it in hexadecimal digits to a new file of mode 0600, durably.
    ///
    /// # Errors
    /// If the file exists or cannot be written.
    pub fn create(path: &Path, rng: &mut dyn CryptoRng) -> Result<Self, MasterKeyError> {
        let mut octets = Zeroizing::new([0; KEY_LENGTH]);
        rng.fill_bytes(octets.as_mut());
        let mut text = Zeroizing::new(hex::encode(*octets));
        text.push('\n');
        write_new(path, text.as_bytes()).map_err(|problem| match problem.kind() {
            io::ErrorKind::AlreadyExists => MasterKeyError::Exists(path.to_owned()),
            _ => MasterKeyError::Unwritable { path: path.to_owned(), problem },
        })?;
        Ok(Self::from_octets(octets.as_ref()))
    }

    fn from_octets(octets: &[u8]) -> Self {
        Self(hkdf::Salt::none(hkdf::HKDF_SHA256).extract(octets))
    }

    /// Derives the encryption key for `purpose`.
    #[must_use]
    pub fn encryption_key(&self, purpose: &'static str) -> EncryptionKey {
        let info = [b"sceau sealing ".as_slice(), purpose.as_bytes()];
        let derived = self.0.expand(&info, &AES_256_GCM).expect("HKDF-SHA256 expands to 32 octets (RFC 5869 §2.3)");
        EncryptionKey(LessSafeKey::new(UnboundKey::from(derived)))
    }

    /// Derives the MAC key for `purpose`.
    #[must_use]
    pub fn mac_key(&self, purpose: &'static str) -> MacKey {
        let info = [b"sceau digesting ".as_slice(), purpose.as_bytes()];
        let derived = self.0.expand(&info, hmac::HMAC_SHA256).expect("HKDF-SHA256 expands to 32 octets (RFC 5869 §2.3)");
        MacKey(hmac::Key::from(derived))
    }
}

impl EncryptionKey {
    /// Uses a key that is stored elsewhere.
    #[must_use]
    pub fn from_octets(octets: &[u8; KEY_LENGTH]) -> Self {
        Self(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, octets).expect("AES-256 takes any 32 octets")))
    }

    /// Encrypts `plaintext`. `associated` is associated data, which says what it belongs to and must be the same for
    /// decryption.
    #[must_use]
    pub fn encrypt(&self, rng: &mut dyn CryptoRng, associated: &[u8], plaintext: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE_LEN];
        rng.fill_bytes(&mut nonce);
        // Reserves room for the tag: a vector that grows would leave plaintext in freed memory.
        let mut ciphertext = Vec::with_capacity(NONCE_LEN + plaintext.len() + AES_256_GCM.tag_len());
        ciphertext.extend_from_slice(&nonce);
        ciphertext.extend_from_slice(plaintext);
        let tag = self
            .0
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(associated), &mut ciphertext[NONCE_LEN..])
            .expect("secrets are far below the 64 GiB that AES-GCM can encrypt");
        ciphertext.extend_from_slice(tag.as_ref());
        ciphertext
    }

    /// Decrypts the output of [`EncryptionKey::encrypt`] with the same key and the same `associated`.
    ///
    /// # Errors
    /// If the key, the associated data or the ciphertext differ.
    pub fn decrypt(&self, associated: &[u8], ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, DecryptionFailed> {
        let (nonce, content) = ciphertext.split_at_checked(NONCE_LEN).ok_or(DecryptionFailed)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| DecryptionFailed)?;
        let mut content = Zeroizing::new(content.to_vec());
        let length = self.0.open_in_place(nonce, Aad::from(associated), &mut content).map_err(|_| DecryptionFailed)?.len();
        content.truncate(length);
        Ok(content)
    }
}

impl MacKey {
    /// The keyed digest of `parts` in `context`. Each is preceded by its length, so the input is unambiguous.
    #[must_use]
    pub fn mac(&self, context: &str, parts: &[&[u8]]) -> Digest {
        let mut hmac = hmac::Context::with_key(&self.0);
        for part in std::iter::once(context.as_bytes()).chain(parts.iter().copied()) {
            hmac.update(&(part.len() as u64).to_be_bytes());
            hmac.update(part);
        }
        let mut digest = [0; KEY_LENGTH];
        digest.copy_from_slice(hmac.sign().as_ref());
        Digest::from_bytes(digest)
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

impl fmt::Debug for EncryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EncryptionKey(…)")
    }
}

impl fmt::Debug for MacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MacKey(…)")
    }
}

fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(content)?;
    file.sync_all()?;
    // The file name is durable only once the folder is synced.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests;

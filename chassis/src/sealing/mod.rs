//! Secrets at rest: one master key in a file, from which every purpose derives a key of its own.
//!
//! Derivation is HKDF-SHA256 (RFC 5869) with the purpose as `info`; sealing is AES-256-GCM with a random nonce of 96
//! bits (NIST SP 800-38D §8.2.2: at most 2³² secrets under one key); digesting is HMAC-SHA256.

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

/// Octets of a master key and of the keys derived from it.
const KEY_LENGTH: usize = 32;

/// The key that all keys of a zone's secrets at rest derive from.
pub struct MasterKey(hkdf::Prk);

/// Seals secrets of one purpose.
pub struct SealingKey(LessSafeKey);

/// Digests secrets of one purpose, so that who reads the digests alone cannot try guesses against them.
pub struct DigestingKey(hmac::Key);

/// Why there is no master key.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// The file is missing, open to others or unreadable.
    #[error(transparent)]
    File(#[from] SecretFileError),
    /// The file holds something else.
    #[error("{} holds no master key: 32 octets in hexadecimal digits or base64 are wanted", .0.display())]
    Malformed(PathBuf),
    /// A new key would have overwritten what is there.
    #[error("{} exists already; a master key is never overwritten: move it away if nothing is sealed under it", .0.display())]
    Exists(PathBuf),
    /// The file could not be written.
    #[error("{} cannot be written: {problem}", path.display())]
    Unwritable {
        /// Where the key was to be kept.
        path: PathBuf,
        /// What the system says.
        #[source]
        problem: io::Error,
    },
}

/// Sealed bytes did not open: another key, another context, or not what was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sealed secret does not open")]
pub struct CannotOpen;

impl MasterKey {
    /// Reads the key from a file that its owner alone may read.
    ///
    /// # Errors
    /// When the file is missing, open to others, or does not hold 32 octets in hexadecimal digits or base64.
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

    /// Draws a key and keeps it in a new file that its owner alone may read, in hexadecimal digits. The file is on the
    /// disk when this returns.
    ///
    /// # Errors
    /// When the file exists already or cannot be written.
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

    /// The key that seals what serves `purpose`.
    #[must_use]
    pub fn sealing_key(&self, purpose: &'static str) -> SealingKey {
        let info = [b"sceau sealing ".as_slice(), purpose.as_bytes()];
        let derived = self.0.expand(&info, &AES_256_GCM).expect("HKDF-SHA256 expands to 32 octets (RFC 5869 §2.3)");
        SealingKey(LessSafeKey::new(UnboundKey::from(derived)))
    }

    /// The key that digests what serves `purpose`.
    #[must_use]
    pub fn digesting_key(&self, purpose: &'static str) -> DigestingKey {
        let info = [b"sceau digesting ".as_slice(), purpose.as_bytes()];
        let derived = self.0.expand(&info, hmac::HMAC_SHA256).expect("HKDF-SHA256 expands to 32 octets (RFC 5869 §2.3)");
        DigestingKey(hmac::Key::from(derived))
    }
}

impl SealingKey {
    /// A key that somebody else keeps and handed over.
    #[must_use]
    pub fn from_octets(octets: &[u8; KEY_LENGTH]) -> Self {
        Self(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, octets).expect("AES-256 takes any 32 octets")))
    }

    /// Seals `plaintext`; `associated` names what it belongs to and must be given again to open it.
    #[must_use]
    pub fn seal(&self, rng: &mut dyn CryptoRng, associated: &[u8], plaintext: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE_LEN];
        rng.fill_bytes(&mut nonce);
        // Room for the tag from the start: a vector that grows would leave the plaintext behind in freed memory.
        let mut sealed = Vec::with_capacity(NONCE_LEN + plaintext.len() + AES_256_GCM.tag_len());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plaintext);
        let tag = self
            .0
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(associated), &mut sealed[NONCE_LEN..])
            .expect("secrets are far below the 64 GiB that AES-GCM can seal");
        sealed.extend_from_slice(tag.as_ref());
        sealed
    }

    /// Opens what [`SealingKey::seal`] made under the same key with the same `associated`.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn open(&self, associated: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        let (nonce, content) = sealed.split_at_checked(NONCE_LEN).ok_or(CannotOpen)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| CannotOpen)?;
        let mut content = Zeroizing::new(content.to_vec());
        let length = self.0.open_in_place(nonce, Aad::from(associated), &mut content).map_err(|_| CannotOpen)?.len();
        content.truncate(length);
        Ok(content)
    }
}

impl DigestingKey {
    /// The keyed digest of `parts` within `context`. Each is preceded by its length, so that no two lists of parts meet
    /// in one input.
    #[must_use]
    pub fn digest(&self, context: &str, parts: &[&[u8]]) -> Digest {
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

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey(…)")
    }
}

impl fmt::Debug for DigestingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DigestingKey(…)")
    }
}

fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(content)?;
    file.sync_all()?;
    // The name is lasting only with the folder.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests;

//! Encryption of keys: AES-256-GCM with a random nonce and a context as associated data.

use openssl::error::ErrorStack;
use openssl::symm::{Cipher, decrypt_aead, encrypt_aead};
use rand::CryptoRng;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::bytes::Bytes;

const KEY_OCTETS: usize = 32;
const NONCE_OCTETS: usize = 12;
const TAG_OCTETS: usize = 16;

/// A key that encrypts others: the token key, or one derived from a PIN or PUK.
#[derive(Clone, ZeroizeOnDrop)]
pub(crate) struct EncryptionKey([u8; KEY_OCTETS]);

/// Nonce, ciphertext and tag.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Ciphertext(Bytes);

/// The ciphertext was altered, or belongs to another context.
#[derive(Debug)]
pub(crate) struct DecryptionFailed;

impl EncryptionKey {
    pub(crate) fn generate(rng: &mut dyn CryptoRng) -> Self {
        let mut octets = Zeroizing::new([0; KEY_OCTETS]);
        rng.fill_bytes(&mut *octets);
        Self(*octets)
    }

    /// A key of 32 octets; `None` for any other length.
    pub(crate) fn from_slice(octets: &[u8]) -> Option<Self> {
        octets.try_into().ok().map(Self)
    }

    pub(crate) const fn as_bytes(&self) -> &[u8; KEY_OCTETS] {
        &self.0
    }

    /// Encrypts `secret`. The same `place` is needed for decryption.
    pub(crate) fn encrypt(&self, place: &str, secret: &[u8], rng: &mut dyn CryptoRng) -> Result<Ciphertext, ErrorStack> {
        let mut nonce = [0; NONCE_OCTETS];
        rng.fill_bytes(&mut nonce);
        let mut tag = [0; TAG_OCTETS];
        let ciphertext = encrypt_aead(Cipher::aes_256_gcm(), &self.0, Some(&nonce), place.as_bytes(), secret, &mut tag)?;
        Ok(Ciphertext(Bytes::from([&nonce[..], &ciphertext, &tag].concat())))
    }

    pub(crate) fn decrypt(&self, place: &str, ciphertext: &Ciphertext) -> Result<Zeroizing<Vec<u8>>, DecryptionFailed> {
        let (nonce, rest) = ciphertext.0.as_slice().split_at_checked(NONCE_OCTETS).ok_or(DecryptionFailed)?;
        let (ciphertext, tag) =
            rest.len().checked_sub(TAG_OCTETS).and_then(|length| rest.split_at_checked(length)).ok_or(DecryptionFailed)?;
        decrypt_aead(Cipher::aes_256_gcm(), &self.0, Some(nonce), place.as_bytes(), ciphertext, tag)
            .map(Zeroizing::new)
            .map_err(|_| DecryptionFailed)
    }
}

impl Serialize for EncryptionKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Bytes::from(self.0.to_vec()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for EncryptionKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_slice(Bytes::deserialize(deserializer)?.as_slice())
            .ok_or_else(|| de::Error::custom("a token key has 32 octets"))
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn a_ciphertext_decrypts_only_unaltered_and_in_its_own_place() {
        let mut rng = StdRng::seed_from_u64(2);
        let key = EncryptionKey::generate(&mut rng);
        let ciphertext = key.encrypt("here", b"secret", &mut rng).unwrap();
        assert_eq!(key.decrypt("here", &ciphertext).unwrap().as_slice(), b"secret");
        assert!(key.decrypt("there", &ciphertext).is_err());
        assert!(EncryptionKey::generate(&mut rng).decrypt("here", &ciphertext).is_err());
        let octets = ciphertext.0.as_slice();
        for length in 0..octets.len() {
            assert!(key.decrypt("here", &Ciphertext(Bytes::from(octets[..length].to_vec()))).is_err(), "{length}");
        }
        for place in 0..octets.len() {
            let mut altered = octets.to_vec();
            altered[place] ^= 1;
            assert!(key.decrypt("here", &Ciphertext(Bytes::from(altered))).is_err(), "{place}");
        }
    }
}

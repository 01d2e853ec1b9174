//! Signing keys: a software key, or a slot of a token.

use std::fmt;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{EcdsaKeyPair, KeyPair};
use secrecy::SecretSlice;

use crate::{Curve, PublicKey};

/// Signing failed. Reveals nothing about the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key could not sign")]
pub struct SignError;

/// Holds a private key and signs with it. Blocking: asynchronous callers use a queue.
pub trait Signer: Send + Sync {
    /// The public key.
    fn public_key(&self) -> &PublicKey;

    /// Signs `message` with ECDSA and the hash of the key's curve (P-256: SHA-256, P-384: SHA-384). Returns a DER
    /// `Ecdsa-Sig-Value`.
    ///
    /// # Errors
    /// If the device or library fails.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError>;
}

/// A private key in memory, used with aws-lc-rs.
pub struct SoftwareKey {
    pair: EcdsaKeyPair,
    pkcs8: SecretSlice<u8>,
    public: PublicKey,
}

impl SoftwareKey {
    /// Generates a key on `curve` with the library's own generator (aws-lc-rs accepts no other).
    ///
    /// # Errors
    /// If the library fails.
    pub fn generate(curve: Curve) -> Result<Self, SignError> {
        Self::from_pair(curve, EcdsaKeyPair::generate(curve.signing()).map_err(|_| SignError)?)
    }

    /// Reads a key stored as PKCS #8 DER.
    ///
    /// # Errors
    /// If the bytes are not a private key on `curve`.
    pub fn from_pkcs8(curve: Curve, pkcs8: &[u8]) -> Result<Self, SignError> {
        Self::from_pair(curve, EcdsaKeyPair::from_pkcs8(curve.signing(), pkcs8).map_err(|_| SignError)?)
    }

    /// PKCS #8 DER, to be encrypted at rest.
    #[must_use]
    pub const fn pkcs8(&self) -> &SecretSlice<u8> {
        &self.pkcs8
    }

    fn from_pair(curve: Curve, pair: EcdsaKeyPair) -> Result<Self, SignError> {
        let pkcs8 = SecretSlice::from(pair.to_pkcs8v1().map_err(|_| SignError)?.as_ref().to_vec());
        let public = PublicKey::from_point(curve, pair.public_key().as_ref()).map_err(|_| SignError)?;
        Ok(Self { pair, pkcs8, public })
    }
}

impl Signer for SoftwareKey {
    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let signature = self.pair.sign(&SystemRandom::new(), message).map_err(|_| SignError)?;
        Ok(signature.as_ref().to_vec())
    }
}

/// The public key only.
impl fmt::Debug for SoftwareKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftwareKey").field("public", &self.public.digest()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;
    use crate::openssl_cli::OpenSsl;

    #[test]
    fn openssl_verifies_what_a_software_key_signs() {
        let openssl = OpenSsl::new();
        for (curve, hash) in [(Curve::P256, "sha256"), (Curve::P384, "sha384")] {
            let key = SoftwareKey::generate(curve).unwrap();
            openssl.write("key.der", key.public_key().spki());
            openssl.write("signature.der", &key.sign(b"receipt").unwrap());
            let verify = format!("dgst -{hash} -keyform DER -verify key.der -signature signature.der");
            assert_eq!(openssl.text(&verify, b"receipt"), "Verified OK\n");
        }
    }

    #[test]
    fn a_key_is_read_back_from_pkcs8() {
        let key = SoftwareKey::generate(Curve::P256).unwrap();
        let stored = key.pkcs8().expose_secret();
        assert_eq!(SoftwareKey::from_pkcs8(Curve::P256, stored).unwrap().public_key(), key.public_key());
        let read = OpenSsl::new().run("pkey -inform DER -pubout -outform DER", stored);
        assert_eq!(read, key.public_key().spki());
    }

    #[test]
    fn a_key_of_another_curve_is_refused() {
        let key = SoftwareKey::generate(Curve::P256).unwrap();
        assert_eq!(SoftwareKey::from_pkcs8(Curve::P384, key.pkcs8().expose_secret()).err(), Some(SignError));
    }
}

//! A responder key with its certificate.

use ca_contract::Der;
use chassis::encryption::{DecryptionFailed, EncryptionKey};
use pki::certificate::ExtendedKeyUsage;
use pki::ocsp::ResponseContent;
use pki::{Certificate, Curve, Digest, SignError, Signer, SoftwareKey, SystemRandom, Timestamp, Validity};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};

use crate::index::Issuer;

/// Responders' keys are on P-256 (docs/profiles.md#certificates).
pub(crate) const CURVE: Curve = Curve::P256;

/// A key of this responder, certified for OCSP by an issuing CA (RFC 6960 §4.2.2.2).
#[derive(Debug)]
pub(crate) struct ResponderKey {
    key: SoftwareKey,
    certificate: Certificate,
}

/// A key as stored on disk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EncryptedKey {
    certificate: Der,
    /// Hexadecimal digits.
    #[serde(rename = "sealed")]
    ciphertext: String,
}

/// Why a responder key cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadResponderKey {
    #[error("the responder's certificate cannot be read")]
    Unreadable,
    #[error("the responder's certificate was not signed by the CA for which it should answer")]
    OtherIssuer,
    #[error("the responder's certificate is not for OCSP signing")]
    OtherUsage,
    #[error("the responder's certificate is for another key")]
    OtherKey,
    #[error(transparent)]
    Decryption(#[from] DecryptionFailed),
    #[error("the decrypted content is not a key")]
    NoKey,
}

impl ResponderKey {
    /// Combines a key with its certificate, and checks that it may answer for `issuer`.
    pub(crate) fn new(key: SoftwareKey, certificate: &Der, issuer: &Issuer) -> Result<Self, BadResponderKey> {
        let certificate = Certificate::from_der(&certificate.0).map_err(|_| BadResponderKey::Unreadable)?;
        if !certificate.is_signed_by(&issuer.certificate) {
            return Err(BadResponderKey::OtherIssuer);
        }
        if !certificate.allows(ExtendedKeyUsage::OcspSigning) {
            return Err(BadResponderKey::OtherUsage);
        }
        if certificate.public_key() != key.public_key() {
            return Err(BadResponderKey::OtherKey);
        }
        Ok(Self { key, certificate })
    }

    /// The SHA-256 fingerprint of its certificate.
    pub(crate) fn fingerprint(&self) -> Digest {
        self.certificate.fingerprint()
    }

    /// The validity of its certificate.
    pub(crate) fn validity(&self) -> Validity {
        self.certificate.validity()
    }

    /// Whether two thirds of its validity have passed, so that it must be replaced.
    pub(crate) fn is_due(&self, now: Timestamp) -> bool {
        let (from, until) = (self.validity().not_before(), self.validity().not_after());
        now >= from.plus(until.since(from) * 2 / 3)
    }

    /// Signs a response and includes the certificate.
    pub(crate) fn sign(&self, content: &ResponseContent<'_>) -> Result<Vec<u8>, SignError> {
        content.sign(&self.key, &self.certificate)
    }

    /// Encrypts the key for storage.
    pub(crate) fn encrypt(&self, encryption_key: &EncryptionKey, issuer: &Issuer) -> EncryptedKey {
        let ciphertext =
            encryption_key.encrypt(&mut SystemRandom, issuer.name.as_str().as_bytes(), self.key.pkcs8().expose_secret());
        EncryptedKey { certificate: Der(self.certificate.der().to_vec()), ciphertext: hex::encode(ciphertext) }
    }
}

impl EncryptedKey {
    /// Decrypts a key for `issuer`.
    pub(crate) fn decrypt(&self, encryption_key: &EncryptionKey, issuer: &Issuer) -> Result<ResponderKey, BadResponderKey> {
        let ciphertext = hex::decode(&self.ciphertext).map_err(|_| DecryptionFailed)?;
        let pkcs8 = encryption_key.decrypt(issuer.name.as_str().as_bytes(), &ciphertext)?;
        let key = SoftwareKey::from_pkcs8(CURVE, &pkcs8).map_err(|_| BadResponderKey::NoKey)?;
        ResponderKey::new(key, &self.certificate, issuer)
    }
}

//! Certificates (RFC 5280 §4): built from validated content, parsed from DER.

mod admission;
mod content;
mod extension;

pub use admission::{AdmittedCertificate, NotAdmitted};
pub use content::{CertificateContent, TbsCertificate};
pub use extension::{BadObjectIdentifier, ExtendedKeyUsage, Extension, KeyUsage, NotAscii};

use std::collections::BTreeSet;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::ID_CE_EXT_KEY_USAGE;
use der::Decode;

use crate::signed::Signed;
use crate::{Digest, DistinguishedName, PublicKey, SerialNumber, SignError, Signer, Validity};

/// A certificate parsed from strict DER: version 3, ECDSA on a supported curve, both signature algorithms equal.
///
/// Certificates in any other form are refused; callers (such as the holders' pages) treat them as unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    signed: Signed,
    content: CertificateContent,
}

/// Not a certificate in the form that this CA writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a certificate that this CA could have made")]
pub struct NotACertificate;

impl Certificate {
    /// Reads a DER certificate.
    ///
    /// # Errors
    /// If it is not strict DER or not in the form that this CA writes.
    pub fn from_der(der: &[u8]) -> Result<Self, NotACertificate> {
        let signed = Signed::from_der(der).ok_or(NotACertificate)?;
        let content = CertificateContent::from_tbs(&signed.content, signed.curve).ok_or(NotACertificate)?;
        // RFC 5280 §4.2: no extension twice.
        let oids: BTreeSet<_> = content.extensions.iter().map(|extension| extension.oid).collect();
        if oids.len() != content.extensions.len() {
            return Err(NotACertificate);
        }
        Ok(Self { der: der.to_vec(), signed, content })
    }

    /// The DER encoding.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of the DER encoding.
    #[must_use]
    pub fn fingerprint(&self) -> Digest {
        Digest::of(&self.der)
    }

    /// Its serial number.
    #[must_use]
    pub fn serial(&self) -> &SerialNumber {
        &self.content.serial
    }

    /// The issuer's name.
    #[must_use]
    pub fn issuer(&self) -> &DistinguishedName {
        &self.content.issuer
    }

    /// The subject's name.
    #[must_use]
    pub fn subject(&self) -> &DistinguishedName {
        &self.content.subject
    }

    /// The validity period.
    #[must_use]
    pub fn validity(&self) -> Validity {
        self.content.validity
    }

    /// The certified key.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.content.public_key
    }

    /// Whether `issuer` signed it: the names match and the signature verifies. Does not check dates or revocation.
    #[must_use]
    pub fn is_signed_by(&self, issuer: &Self) -> bool {
        self.issuer() == issuer.subject() && self.signed.is_signed_by(issuer.public_key())
    }

    /// Whether extKeyUsage includes `usage`.
    #[must_use]
    pub fn allows(&self, usage: ExtendedKeyUsage) -> bool {
        self.extensions()
            .iter()
            .find(|extension| extension.oid == ID_CE_EXT_KEY_USAGE)
            .and_then(|extension| Vec::<ObjectIdentifier>::from_der(&extension.value).ok())
            .is_some_and(|usages| usages.contains(&usage.object_identifier()))
    }

    /// The extensions, in encoding order.
    pub(crate) fn extensions(&self) -> &[Extension] {
        &self.content.extensions
    }
}

impl TbsCertificate {
    /// Signs it. The signer's key must be on the curve for which it was encoded.
    ///
    /// # Errors
    /// If the signer refuses or is on another curve, its signature does not verify, or the result cannot be parsed.
    pub fn sign(&self, signer: &dyn Signer) -> Result<Certificate, SignError> {
        if signer.public_key().curve() != self.signed_on {
            return Err(SignError);
        }
        let signed = Signed::sign(self.der.clone(), signer)?;
        Certificate::from_der(&signed.to_der()).map_err(|_| SignError)
    }
}

#[cfg(test)]
mod tests;

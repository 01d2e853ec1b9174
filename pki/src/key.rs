//! Public keys, and the rules that a key must meet before it is certified.

use aws_lc_rs::digest;
use aws_lc_rs::signature::{self, EcdsaSigningAlgorithm, EcdsaVerificationAlgorithm, UnparsedPublicKey};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ID_EC_PUBLIC_KEY, SECP_256_R_1, SECP_384_R_1};
use der::Decode;
use der::asn1::{AnyRef, BitStringRef};
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

use crate::Digest;
use crate::encoding::encode;

/// SHA-256 of the SubjectPublicKeyInfo of keys whose private keys are printed in standards.
const PUBLISHED_TEST_KEYS: [&str; 4] = [
    // RFC 9500 §2.3, testECCP256.
    "b2b04340cfaee616ec9c2c62d261b208e54bb197498df52e8cadede23ac0ba5e",
    // RFC 9500 §2.3, testECCP384.
    "c4c10105a0be0ed4dd3354428dc38a9bfee64da141ce16e75c94eda272f9dd3a",
    // RFC 6979 §A.2.5, P-256.
    "5a7a78cca4a0f420d9bc62bb669c3c2759e39f723d3ae10dcbe0f0815a07ecd4",
    // RFC 6979 §A.2.6, P-384.
    "2f95601fa82060b909bfc6b979dbd303d34d34e0afb27ea496beac362f242a4b",
];

/// The elliptic curves that this CA certifies and signs with (TS 119 312 §7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Curve {
    /// NIST P-256 with SHA-256, for end-entity certificates.
    P256,
    /// NIST P-384 with SHA-384, for CAs.
    P384,
}

impl Curve {
    /// The AlgorithmIdentifier of ECDSA with this curve's hash, without parameters (RFC 5758 §3.2).
    pub(crate) const fn signature_algorithm(self) -> AlgorithmIdentifierRef<'static> {
        let oid = match self {
            Self::P256 => ECDSA_WITH_SHA_256,
            Self::P384 => ECDSA_WITH_SHA_384,
        };
        AlgorithmIdentifierRef { oid, parameters: None }
    }

    /// The curve of a signature algorithm; the inverse of [`Self::signature_algorithm`].
    pub(crate) fn of_signature_algorithm(algorithm: &AlgorithmIdentifierRef<'_>) -> Option<Self> {
        [Self::P256, Self::P384].into_iter().find(|curve| curve.signature_algorithm() == *algorithm)
    }

    pub(crate) const fn signing(self) -> &'static EcdsaSigningAlgorithm {
        match self {
            Self::P256 => &signature::ECDSA_P256_SHA256_ASN1_SIGNING,
            Self::P384 => &signature::ECDSA_P384_SHA384_ASN1_SIGNING,
        }
    }

    const fn verification(self) -> &'static EcdsaVerificationAlgorithm {
        match self {
            Self::P256 => &signature::ECDSA_P256_SHA256_ASN1,
            Self::P384 => &signature::ECDSA_P384_SHA384_ASN1,
        }
    }

    const fn object_identifier(self) -> ObjectIdentifier {
        match self {
            Self::P256 => SECP_256_R_1,
            Self::P384 => SECP_384_R_1,
        }
    }

    const fn point_octets(self) -> usize {
        match self {
            Self::P256 => 65,
            Self::P384 => 97,
        }
    }
}

/// A public key on a supported curve, whose point was validated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    spki: Vec<u8>,
    curve: Curve,
    point: Vec<u8>,
}

/// Why a key is not supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyError {
    /// Not a DER SubjectPublicKeyInfo, or trailing bytes.
    #[error("not a SubjectPublicKeyInfo")]
    Malformed,
    /// Another algorithm or curve, or explicit curve parameters.
    #[error("neither P-256 nor P-384")]
    UnknownAlgorithm,
    /// A compressed point, one not on the curve, or the point at infinity.
    #[error("not an uncompressed point of its curve")]
    BadPoint,
}

impl PublicKey {
    /// Parses a DER SubjectPublicKeyInfo (RFC 5480: named curve, uncompressed point).
    ///
    /// # Errors
    /// If it is not one, is on another curve, or its point is not on the curve.
    pub fn from_spki(der: &[u8]) -> Result<Self, KeyError> {
        let info = SubjectPublicKeyInfoRef::from_der(der).map_err(|_| KeyError::Malformed)?;
        if info.algorithm.oid != ID_EC_PUBLIC_KEY {
            return Err(KeyError::UnknownAlgorithm);
        }
        let named = info.algorithm.parameters_oid().map_err(|_| KeyError::UnknownAlgorithm)?;
        let curve = [Curve::P256, Curve::P384]
            .into_iter()
            .find(|curve| curve.object_identifier() == named)
            .ok_or(KeyError::UnknownAlgorithm)?;
        Self::from_point(curve, info.subject_public_key.as_bytes().ok_or(KeyError::Malformed)?)
    }

    /// Reads an uncompressed point, 65 or 97 octets.
    ///
    /// # Errors
    /// If the point is not on that curve.
    pub fn from_point(curve: Curve, point: &[u8]) -> Result<Self, KeyError> {
        // The library would also accept compressed points and whole SubjectPublicKeyInfos.
        if point.len() != curve.point_octets() || point.first() != Some(&0x04) {
            return Err(KeyError::BadPoint);
        }
        UnparsedPublicKey::new(curve.verification(), point).parse().map_err(|_| KeyError::BadPoint)?;
        let named = curve.object_identifier();
        let spki = encode(&SubjectPublicKeyInfoRef {
            algorithm: AlgorithmIdentifierRef { oid: ID_EC_PUBLIC_KEY, parameters: Some(AnyRef::from(&named)) },
            subject_public_key: BitStringRef::from_bytes(point).map_err(|_| KeyError::BadPoint)?,
        });
        Ok(Self { spki, curve, point: point.to_vec() })
    }

    /// The DER SubjectPublicKeyInfo.
    #[must_use]
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }

    /// The uncompressed point, the content of subjectPublicKey.
    #[must_use]
    pub fn point(&self) -> &[u8] {
        &self.point
    }

    /// Its curve.
    #[must_use]
    pub const fn curve(&self) -> Curve {
        self.curve
    }

    /// SHA-256 of the SubjectPublicKeyInfo, by which keys are pinned and repeated certification of a key is detected.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&self.spki)
    }

    /// The key identifier in certificates: the leftmost 160 bits of the SHA-256 of the point (RFC 7093 §2, method 1).
    #[must_use]
    pub fn identifier(&self) -> [u8; 20] {
        let mut identifier = [0; 20];
        identifier.copy_from_slice(&self.sha256()[..20]);
        identifier
    }

    /// SHA-1 of the point, for OCSP's responderID `byKey` and a CertID's issuerKeyHash (RFC 6960 §4.2.1, §4.1.1).
    #[must_use]
    pub fn sha1(&self) -> [u8; 20] {
        let mut hash = [0; 20];
        hash.copy_from_slice(digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &self.point).as_ref());
        hash
    }

    /// SHA-256 of the point, from which the key identifier is taken.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        *Digest::of(&self.point).as_bytes()
    }

    /// Whether `signature` (DER `Ecdsa-Sig-Value`) over `message` was made with this key and its curve's hash.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(self.curve.verification(), &self.point).verify(message, signature).is_ok()
    }

    /// Whether a standard prints this key together with its private key (RFC 9500 §2.3, RFC 6979 §A.2.5 and §A.2.6).
    ///
    /// Compared by SHA-256 of the SubjectPublicKeyInfo.
    #[must_use]
    pub fn is_published_test_key(&self) -> bool {
        PUBLISHED_TEST_KEYS.contains(&self.digest().to_string().as_str())
    }
}

#[cfg(test)]
mod tests;

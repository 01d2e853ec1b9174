//! How a request identifies a certificate: hashes of its issuer, and a serial number.

use aws_lc_rs::digest;
use const_oid::db::rfc5912::{ID_SHA_1, ID_SHA_256, ID_SHA_384, ID_SHA_512};
use der::asn1::{AnyRef, IntRef, OctetStringRef};
use der::{Decode, Encode, Sequence};
use spki::AlgorithmIdentifierRef;

use crate::{Certificate, SerialNumber};

/// A CertID as the client sent it (RFC 6960 §4.1.1). It is echoed octet for octet, whatever its hash algorithm and serial
/// number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CertId {
    der: Vec<u8>,
    issuer: IssuerHashes,
    serial: Option<SerialNumber>,
}

/// How a CertID identifies the issuer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum IssuerHashes {
    Sha1(NameAndKey<20>),
    Sha256(NameAndKey<32>),
    Sha384(NameAndKey<48>),
    Sha512(NameAndKey<64>),
    /// Another algorithm, or hashes of the wrong length: not an issuer of ours.
    Other,
}

/// The hashes of a name and of a key.
type NameAndKey<const N: usize> = ([u8; N], [u8; N]);

/// `CertID` (RFC 6960 §4.1.1).
#[derive(Sequence)]
struct CertIdFields<'a> {
    hash_algorithm: AlgorithmIdentifierRef<'a>,
    issuer_name_hash: &'a OctetStringRef,
    issuer_key_hash: &'a OctetStringRef,
    serial_number: IntRef<'a>,
}

impl CertIdFields<'_> {
    /// The hashes.
    fn issuer(&self) -> IssuerHashes {
        match self.hash_algorithm.oid {
            ID_SHA_1 => self.hashes().map_or(IssuerHashes::Other, IssuerHashes::Sha1),
            ID_SHA_256 => self.hashes().map_or(IssuerHashes::Other, IssuerHashes::Sha256),
            ID_SHA_384 => self.hashes().map_or(IssuerHashes::Other, IssuerHashes::Sha384),
            ID_SHA_512 => self.hashes().map_or(IssuerHashes::Other, IssuerHashes::Sha512),
            _ => IssuerHashes::Other,
        }
    }

    fn hashes<const N: usize>(&self) -> Option<NameAndKey<N>> {
        Some((self.issuer_name_hash.as_bytes().try_into().ok()?, self.issuer_key_hash.as_bytes().try_into().ok()?))
    }

    fn serial(&self) -> Option<SerialNumber> {
        match self.serial_number.as_bytes() {
            [first, ..] if *first >= 0x80 => None,
            octets => SerialNumber::from_magnitude(octets).ok(),
        }
    }
}

/// Hashes of an issuer's name and key, with which CertIDs are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerId {
    sha1: NameAndKey<20>,
    sha256: NameAndKey<32>,
    sha384: NameAndKey<48>,
    sha512: NameAndKey<64>,
}

impl IssuerId {
    /// The hashes of a CA's subject and key.
    #[must_use]
    pub fn of(issuer: &Certificate) -> Self {
        let name = issuer.subject().to_der();
        let key = issuer.public_key().point();
        Self {
            sha1: name_and_key(&digest::SHA1_FOR_LEGACY_USE_ONLY, &name, key),
            sha256: name_and_key(&digest::SHA256, &name, key),
            sha384: name_and_key(&digest::SHA384, &name, key),
            sha512: name_and_key(&digest::SHA512, &name, key),
        }
    }

    /// Whether `id` identifies a certificate of this issuer, by SHA-1, SHA-256, SHA-384 or SHA-512.
    #[must_use]
    pub fn matches(&self, id: &CertId) -> bool {
        match &id.issuer {
            IssuerHashes::Sha1(hashes) => *hashes == self.sha1,
            IssuerHashes::Sha256(hashes) => *hashes == self.sha256,
            IssuerHashes::Sha384(hashes) => *hashes == self.sha384,
            IssuerHashes::Sha512(hashes) => *hashes == self.sha512,
            IssuerHashes::Other => false,
        }
    }

    /// The CertIDs that clients usually send for a certificate of this issuer: by SHA-1 with NULL as parameters, and by SHA-256 without
    /// parameters and with NULL, which mean the same (RFC 5754 §2) and are echoed as they were sent.
    #[must_use]
    pub fn usual_cert_ids(&self, serial: &SerialNumber) -> [CertId; 3] {
        [self.by_sha1(serial), self.by_sha256(None, serial), self.by_sha256(Some(AnyRef::NULL), serial)]
    }

    fn by_sha1(&self, serial: &SerialNumber) -> CertId {
        let algorithm = AlgorithmIdentifierRef { oid: ID_SHA_1, parameters: Some(AnyRef::NULL) };
        CertId::new(algorithm, &self.sha1, IssuerHashes::Sha1(self.sha1), serial)
    }

    fn by_sha256(&self, parameters: Option<AnyRef<'_>>, serial: &SerialNumber) -> CertId {
        let algorithm = AlgorithmIdentifierRef { oid: ID_SHA_256, parameters };
        CertId::new(algorithm, &self.sha256, IssuerHashes::Sha256(self.sha256), serial)
    }
}

fn name_and_key<const N: usize>(algorithm: &'static digest::Algorithm, name: &[u8], key: &[u8]) -> NameAndKey<N> {
    (hash(algorithm, name), hash(algorithm, key))
}

fn hash<const N: usize>(algorithm: &'static digest::Algorithm, octets: &[u8]) -> [u8; N] {
    let mut hash = [0; N];
    hash.copy_from_slice(digest::digest(algorithm, octets).as_ref());
    hash
}

/// Whether an arc of an object identifier begins with an octet that adds nothing. The last octet of an arc is below 0x80.
fn has_padded_arc(oid: &[u8]) -> bool {
    let begins = |at: usize| at == 0 || oid[at - 1] < 0x80;
    (0..oid.len()).any(|at| begins(at) && oid[at] == 0x80)
}

impl CertId {
    /// The SHA-1 CertID of a certificate, as most clients send it.
    #[must_use]
    pub fn sha1(issuer: &Certificate, serial: &SerialNumber) -> Self {
        IssuerId::of(issuer).by_sha1(serial)
    }

    /// The SHA-256 CertID of a certificate (RFC 9919).
    #[must_use]
    pub fn sha256(issuer: &Certificate, serial: &SerialNumber) -> Self {
        IssuerId::of(issuer).by_sha256(None, serial)
    }

    fn new<const N: usize>(
        hash_algorithm: AlgorithmIdentifierRef<'_>,
        (name, key): &NameAndKey<N>,
        issuer: IssuerHashes,
        serial: &SerialNumber,
    ) -> Self {
        let encode = || -> der::Result<Vec<u8>> {
            let integer = serial.integer().to_der()?;
            CertIdFields {
                hash_algorithm,
                issuer_name_hash: OctetStringRef::new(name)?,
                issuer_key_hash: OctetStringRef::new(key)?,
                serial_number: IntRef::from_der(&integer)?,
            }
            .to_der()
        };
        let der = encode().expect("two hashes and a serial number of 20 octets are far below what a DER length can say");
        Self { der, issuer, serial: Some(serial.clone()) }
    }

    /// Parses a DER `CertID`. What it would not be DER to echo is an error: a serial number that is not a canonical INTEGER, an object
    /// identifier with padded arcs (X.690 §8.19.2), and parameters of the algorithm other than NULL (RFC 5754 §2), into which the decoder
    /// does not look.
    pub(super) fn from_der(der: &[u8]) -> der::Result<Self> {
        let fields = CertIdFields::from_der(der)?;
        let AlgorithmIdentifierRef { oid, parameters } = fields.hash_algorithm;
        if has_padded_arc(oid.as_bytes()) || !parameters.is_none_or(AnyRef::is_null) {
            return Err(der::ErrorKind::Failed.into());
        }
        Ok(Self { der: der.to_vec(), issuer: fields.issuer(), serial: fields.serial() })
    }

    /// The DER encoding.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The serial number; `None` if no CA may issue it (zero, negative, too long).
    #[must_use]
    pub fn serial(&self) -> Option<SerialNumber> {
        self.serial.clone()
    }
}

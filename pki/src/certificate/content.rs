//! The content of a certificate before it is signed.

use der::asn1::{AnyRef, UintRef};
use der::{Decode, Encode, Sequence};
use spki::AlgorithmIdentifierRef;
use x509_cert::certificate::Version;
use x509_cert::time;

use super::Extension;
use crate::encoding::encode;
use crate::{Curve, DistinguishedName, PublicKey, SerialNumber, Timestamp, Validity};

/// The content of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateContent {
    /// Its serial number.
    pub serial: SerialNumber,
    /// The issuing CA's subject.
    pub issuer: DistinguishedName,
    /// The subject.
    pub subject: DistinguishedName,
    /// The validity period.
    pub validity: Validity,
    /// The certified key.
    pub public_key: PublicKey,
    /// In encoding order.
    pub extensions: Vec<Extension>,
}

/// An encoded `TBSCertificate`, to be signed by a key on a given curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TbsCertificate {
    pub(super) der: Vec<u8>,
    pub(super) signed_on: Curve,
}

/// `TBSCertificate` (RFC 5280 §4.1) without the unique identifiers, which must not be used (§4.1.2.8).
#[derive(Sequence)]
struct TbsFields<'a> {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", default = "Default::default")]
    version: Version,
    serial: UintRef<'a>,
    signature: AlgorithmIdentifierRef<'a>,
    issuer: AnyRef<'a>,
    validity: time::Validity,
    subject: AnyRef<'a>,
    public_key: AnyRef<'a>,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT", optional = "true")]
    extensions: Option<Vec<x509_cert::ext::Extension>>,
}

fn any(der: &[u8]) -> AnyRef<'_> {
    AnyRef::from_der(der).expect("names and keys encode as DER")
}

impl CertificateContent {
    /// Parses a `TBSCertificate`; `None` unless [`Self::encode`] would produce the same octets.
    pub(super) fn from_tbs(der: &[u8], signed_on: Curve) -> Option<Self> {
        let fields = TbsFields::from_der(der).ok()?;
        let not_before = Timestamp::from_date_time(fields.validity.not_before.to_date_time());
        let not_after = Timestamp::from_date_time(fields.validity.not_after.to_date_time());
        let content = Self {
            serial: SerialNumber::from_magnitude(fields.serial.as_bytes()).ok()?,
            issuer: DistinguishedName::from_der(&fields.issuer.to_der().ok()?).ok()?,
            subject: DistinguishedName::from_der(&fields.subject.to_der().ok()?).ok()?,
            validity: Validity::new(not_before, not_after).ok()?,
            public_key: PublicKey::from_spki(&fields.public_key.to_der().ok()?).ok()?,
            extensions: fields.extensions.unwrap_or_default().into_iter().map(Extension::from_asn1).collect(),
        };
        (content.encode(signed_on).der == der).then_some(content)
    }

    /// Encodes it for a signer on the curve `signed_on`, which determines the signature algorithm.
    ///
    /// Takes no signer, so that the same bytes can be signed by a throwaway key for linting and then by the CA's key.
    #[must_use]
    pub fn encode(&self, signed_on: Curve) -> TbsCertificate {
        let extensions: Vec<_> = self.extensions.iter().map(Extension::to_asn1).collect();
        let (issuer, subject) = (self.issuer.to_der(), self.subject.to_der());
        let der = encode(&TbsFields {
            version: Version::V3,
            serial: self.serial.integer(),
            signature: signed_on.signature_algorithm(),
            issuer: any(&issuer),
            validity: time::Validity::new(self.validity.not_before().to_time(), self.validity.not_after().to_time()),
            subject: any(&subject),
            public_key: any(self.public_key.spki()),
            extensions: (!extensions.is_empty()).then_some(extensions),
        });
        TbsCertificate { der, signed_on }
    }
}

impl TbsCertificate {
    /// The DER encoding of the `TBSCertificate`.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// A `TBSCertificate` encoded before and stored with an intent.
    #[must_use]
    pub fn from_stored(der: Vec<u8>, signed_on: Curve) -> Self {
        Self { der, signed_on }
    }
}

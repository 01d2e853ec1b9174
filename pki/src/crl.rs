//! Certificate revocation lists (RFC 5280 §5): version 2, full and direct. Encoding borrows its entries, because there may be a
//! million.

mod reason;

pub use reason::RevocationReason;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{ID_CE_AUTHORITY_KEY_IDENTIFIER, ID_CE_CRL_NUMBER};
use der::asn1::{AnyRef, OctetString, SequenceRef, UintRef};
use der::{Decode, DecodeValue, Encode, EncodeValue, FixedTag, Header, Length, Reader, Sequence, SliceReader, Tag, Writer};
use spki::AlgorithmIdentifierRef;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::AuthorityKeyIdentifier;
use x509_cert::time::Time;

use crate::signed::Signed;
use crate::{Certificate, Curve, DistinguishedName, SerialNumber, SignError, Signer, Timestamp};

/// One published revocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokedEntry {
    /// The serial number of the revoked certificate.
    pub serial: SerialNumber,
    /// When the revocation was decided (revocationDate).
    pub revoked_at: Timestamp,
    /// The published reason, which policy may withhold (docs/profiles.md#revocation-reasons).
    pub reason: RevocationReason,
}

/// The content of a CRL.
#[derive(Clone, Copy, Debug)]
pub struct CrlContent<'a> {
    /// The CA's subject.
    pub issuer: &'a DistinguishedName,
    /// CRLNumber, one more than that of the previous CRL.
    pub number: u64,
    /// thisUpdate.
    pub this_update: Timestamp,
    /// nextUpdate.
    pub next_update: Timestamp,
    /// In encoding order. If empty, revokedCertificates is absent.
    pub entries: &'a [RevokedEntry],
}

impl CrlContent<'_> {
    /// Encodes it and signs it with the CA's key.
    ///
    /// # Errors
    /// If the signer refuses.
    pub fn sign(&self, signer: &dyn Signer) -> Result<Vec<u8>, SignError> {
        let key = signer.public_key();
        let tbs = self.tbs_cert_list(key.curve(), &key.identifier()).map_err(|_| SignError)?;
        Ok(Signed::sign(tbs, signer)?.to_der())
    }

    fn tbs_cert_list(&self, curve: Curve, authority_key: &[u8]) -> der::Result<Vec<u8>> {
        let entries = encode_entries(self.entries)?;
        let authority_key =
            AuthorityKeyIdentifier { key_identifier: Some(OctetString::new(authority_key)?), ..Default::default() };
        TbsCertList {
            version: VERSION_2,
            signature: curve.signature_algorithm(),
            issuer: AnyRef::try_from(self.issuer.to_der().as_slice())?,
            this_update: self.this_update.to_time(),
            next_update: self.next_update.to_time(),
            revoked_certificates: if entries.is_empty() { None } else { Some(RevokedCertificates(SequenceRef::new(&entries)?)) },
            crl_extensions: vec![
                extension(ID_CE_AUTHORITY_KEY_IDENTIFIER, &authority_key)?,
                extension(ID_CE_CRL_NUMBER, &self.number)?,
            ],
        }
        .to_der()
    }
}

/// `Version` is encoded as one less than its number.
const VERSION_2: u8 = 1;

/// `TBSCertList` (RFC 5280 §5.1.2) in the form that this CA writes, with the extensions authorityKeyIdentifier and CRLNumber.
#[derive(Sequence)]
struct TbsCertList<'a> {
    version: u8,
    signature: AlgorithmIdentifierRef<'a>,
    issuer: AnyRef<'a>,
    this_update: Time,
    next_update: Time,
    revoked_certificates: Option<RevokedCertificates<'a>>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    crl_extensions: Vec<Extension>,
}

/// revokedCertificates in encoded form. Needed because `der` cannot encode an optional borrowed SEQUENCE.
struct RevokedCertificates<'a>(&'a SequenceRef);

impl FixedTag for RevokedCertificates<'_> {
    const TAG: Tag = Tag::Sequence;
}

impl<'a> DecodeValue<'a> for RevokedCertificates<'a> {
    type Error = der::Error;

    fn decode_value<R: Reader<'a>>(reader: &mut R, header: Header) -> der::Result<Self> {
        <&SequenceRef>::decode_value(reader, header).map(Self)
    }
}

impl EncodeValue for RevokedCertificates<'_> {
    fn value_len(&self) -> der::Result<Length> {
        self.0.value_len()
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        self.0.encode_value(writer)
    }
}

/// One element of revokedCertificates.
#[derive(Sequence)]
struct RevokedCertificate<'a> {
    user_certificate: UintRef<'a>,
    revocation_date: Time,
    #[asn1(optional = "true")]
    crl_entry_extensions: Option<AnyRef<'a>>,
}

fn extension(extn_id: ObjectIdentifier, value: &impl Encode) -> der::Result<Extension> {
    Ok(Extension { extn_id, critical: false, extn_value: OctetString::new(value.to_der()?)? })
}

/// Length in octets of one encoded entry with a 20-octet serial number, a UTCTime and a reason, including its tag and length.
const ENTRY_OCTETS: usize = 53;

/// The content of revokedCertificates.
fn encode_entries(entries: &[RevokedEntry]) -> der::Result<Vec<u8>> {
    let mut content = Vec::with_capacity(entries.len() * ENTRY_OCTETS);
    for entry in entries {
        let reason = entry.reason.code().map(reason_extension);
        let crl_entry_extensions = match &reason {
            Some(extension) => Some(AnyRef::new(Tag::Sequence, extension)?),
            None => None,
        };
        RevokedCertificate {
            user_certificate: entry.serial.integer(),
            revocation_date: entry.revoked_at.to_time(),
            crl_entry_extensions,
        }
        .encode_to_vec(&mut content)?;
    }
    Ok(content)
}

/// reasonCode (2.5.29.21), non-critical. Only the last octet varies, so no entry needs an allocation.
const fn reason_extension(code: u8) -> [u8; 12] {
    [0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01, code]
}

/// A parsed CRL.
#[derive(Clone, Debug)]
pub struct CertificateRevocationList {
    /// The issuer's name.
    pub issuer: DistinguishedName,
    /// CRLNumber.
    pub number: u64,
    /// thisUpdate.
    pub this_update: Timestamp,
    /// nextUpdate.
    pub next_update: Timestamp,
    /// The revoked certificates.
    pub entries: Vec<RevokedEntry>,
    signed: Signed,
}

/// Not a CRL in the form that this CA writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a CRL that this CA could have made")]
pub struct NotACrl;

impl CertificateRevocationList {
    /// Reads a DER CRL.
    ///
    /// # Errors
    /// If it is not strict DER or not in the form that this CA writes.
    pub fn from_der(der: &[u8]) -> Result<Self, NotACrl> {
        Self::read(Signed::from_der(der).ok_or(NotACrl)?).ok_or(NotACrl)
    }

    fn read(signed: Signed) -> Option<Self> {
        let tbs = TbsCertList::from_der(&signed.content).ok()?;
        let [authority_key, number] = tbs.crl_extensions.as_slice() else { return None };
        let authority_key = AuthorityKeyIdentifier::from_der(authority_key.extn_value.as_bytes()).ok()?.key_identifier?;
        let issuer = DistinguishedName::from_der(&tbs.issuer.to_der().ok()?).ok()?;
        let entries = tbs.revoked_certificates.map_or(Some(Vec::new()), |list| read_entries(list.0.as_bytes()))?;
        let content = CrlContent {
            issuer: &issuer,
            number: u64::from_der(number.extn_value.as_bytes()).ok()?,
            this_update: Timestamp::from_date_time(tbs.this_update.to_date_time()),
            next_update: Timestamp::from_date_time(tbs.next_update.to_date_time()),
            entries: &entries,
        };
        // Re-encoding yields the same octets, so the input contains nothing that this CA would not write.
        if content.tbs_cert_list(signed.curve, authority_key.as_bytes()).ok()? != signed.content {
            return None;
        }
        let CrlContent { number, this_update, next_update, .. } = content;
        Some(Self { issuer, number, this_update, next_update, entries, signed })
    }

    /// Whether `issuer` signed it.
    #[must_use]
    pub fn is_signed_by(&self, issuer: &Certificate) -> bool {
        *issuer.subject() == self.issuer && self.signed.is_signed_by(issuer.public_key())
    }

    /// The entry for `serial`, if it is revoked.
    #[must_use]
    pub fn find(&self, serial: &SerialNumber) -> Option<&RevokedEntry> {
        self.entries.iter().find(|entry| entry.serial == *serial)
    }
}

/// Reads the output of [`encode_entries`]. Of a reason extension, only the code is looked at; the caller re-encodes to verify
/// the rest.
fn read_entries(content: &[u8]) -> Option<Vec<RevokedEntry>> {
    let mut entries = Vec::with_capacity(content.len() / ENTRY_OCTETS);
    let mut reader = SliceReader::new(content).ok()?;
    while !reader.is_finished() {
        let entry = RevokedCertificate::decode(&mut reader).ok()?;
        let reason = match entry.crl_entry_extensions {
            Some(extensions) => RevocationReason::from_code(*extensions.value().last()?)?,
            None => RevocationReason::Unspecified,
        };
        entries.push(RevokedEntry {
            serial: SerialNumber::from_magnitude(entry.user_certificate.as_bytes()).ok()?,
            revoked_at: Timestamp::from_date_time(entry.revocation_date.to_date_time()),
            reason,
        });
    }
    Some(entries)
}

#[cfg(test)]
mod tests;

//! Signed messages (CMS SignedData, RFC 5652) with ESS signingCertificateV2 (RFC 5035).

use aws_lc_rs::digest::{self, SHA256, SHA384};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedAttributes, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA, ID_SIGNING_TIME,
};
use const_oid::db::rfc5912::{ID_SHA_256, ID_SHA_384};
use der::asn1::{Any, OctetString, SetOfVec};
use der::{Decode, Encode, EncodeValue, Sequence, Tag, Tagged};
use spki::AlgorithmIdentifierOwned;
use x509_cert::attr::Attribute;

use crate::{Certificate, Curve, SignError, Signer, Timestamp};

/// Signs `content` (id-data, enclosed), includes `certificate` and `chain`, and returns a DER ContentInfo.
///
/// Signed attributes: contentType, messageDigest, signingTime (`at`), signingCertificateV2 (EN 319 122-1, B-B).
///
/// # Errors
/// If the signer refuses, or `certificate` certifies another key than the signer's.
pub fn sign_enclosed(
    content: &[u8],
    signer: &dyn Signer,
    certificate: &Certificate,
    chain: &[Certificate],
    at: Timestamp,
) -> Result<Vec<u8>, SignError> {
    if signer.public_key() != certificate.public_key() {
        return Err(SignError);
    }
    let curve = signer.public_key().curve();
    let attributes = signed_attributes(content, curve, certificate, at).map_err(|_| SignError)?;
    // The signature covers the attributes under a SET tag, not the [0] with which they are encoded (RFC 5652 §5.4).
    let signature = signer.sign(&attributes.to_der().map_err(|_| SignError)?)?;
    let signer_info = signer_info(certificate, curve, attributes, signature).map_err(|_| SignError)?;
    signed_data(content, curve, certificate, chain, signer_info).map_err(|_| SignError)
}

/// Not SignedData with enclosed content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a signed message that encloses its content")]
pub struct NothingEnclosed;

/// The content (id-data) enclosed in a DER ContentInfo with SignedData. Does not verify the signature: for callers that
/// received the message directly from the signer.
///
/// # Errors
/// If it is anything else.
pub fn enclosed_content(message: &[u8]) -> Result<Vec<u8>, NothingEnclosed> {
    let message = ContentInfo::from_der(message).map_err(|_| NothingEnclosed)?;
    if message.content_type != ID_SIGNED_DATA {
        return Err(NothingEnclosed);
    }
    let signed_data: SignedData = message.content.decode_as().map_err(|_| NothingEnclosed)?;
    let enclosed = signed_data.encap_content_info;
    if enclosed.econtent_type != ID_DATA {
        return Err(NothingEnclosed);
    }
    let content: OctetString = enclosed.econtent.ok_or(NothingEnclosed)?.decode_as().map_err(|_| NothingEnclosed)?;
    Ok(content.as_bytes().to_vec())
}

/// `SigningCertificateV2` (RFC 5035 §3), without policies.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certs: Vec<EssCertIdV2>,
}

/// `ESSCertIDv2`. hashAlgorithm is SHA-256, the default, and therefore absent in DER. The hash identifies the certificate, so
/// there is no issuerSerial.
#[derive(Sequence)]
struct EssCertIdV2 {
    cert_hash: OctetString,
}

fn signed_attributes(content: &[u8], curve: Curve, certificate: &Certificate, at: Timestamp) -> der::Result<SignedAttributes> {
    let message_digest = match curve {
        Curve::P256 => digest::digest(&SHA256, content),
        Curve::P384 => digest::digest(&SHA384, content),
    };
    let signing_certificate =
        SigningCertificateV2 { certs: vec![EssCertIdV2 { cert_hash: OctetString::new(*certificate.fingerprint().as_bytes())? }] };
    SetOfVec::try_from(vec![
        attribute(ID_CONTENT_TYPE, &ID_DATA)?,
        attribute(ID_MESSAGE_DIGEST, &OctetString::new(message_digest.as_ref())?)?,
        attribute(ID_SIGNING_TIME, &at.to_time())?,
        attribute(ID_AA_SIGNING_CERTIFICATE_V_2, &signing_certificate)?,
    ])
}

fn attribute(oid: ObjectIdentifier, value: &(impl EncodeValue + Tagged)) -> der::Result<Attribute> {
    Ok(Attribute { oid, values: SetOfVec::try_from([Any::encode_from(value)?])? })
}

/// The AlgorithmIdentifier of the curve's hash, without parameters (RFC 5754 §2).
fn digest_algorithm(curve: Curve) -> AlgorithmIdentifierOwned {
    let oid = match curve {
        Curve::P256 => ID_SHA_256,
        Curve::P384 => ID_SHA_384,
    };
    AlgorithmIdentifierOwned { oid, parameters: None }
}

fn signer_info(
    certificate: &Certificate,
    curve: Curve,
    attributes: SignedAttributes,
    signature: Vec<u8>,
) -> der::Result<SignerInfo> {
    let certificate = x509_cert::Certificate::from_der(certificate.der())?;
    let certificate = certificate.tbs_certificate();
    Ok(SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: certificate.issuer().clone(),
            serial_number: certificate.serial_number().clone(),
        }),
        digest_alg: digest_algorithm(curve),
        signed_attrs: Some(attributes),
        signature_algorithm: AlgorithmIdentifierOwned { oid: curve.signature_algorithm().oid, parameters: None },
        signature: OctetString::new(signature)?,
        unsigned_attrs: None,
    })
}

/// Version 1, because there is one signer identified by issuer and serial number, plain data, and only X.509 certificates (RFC
/// 5652 §5.1).
fn signed_data(
    content: &[u8],
    curve: Curve,
    certificate: &Certificate,
    chain: &[Certificate],
    signer_info: SignerInfo,
) -> der::Result<Vec<u8>> {
    let certificates = std::iter::once(certificate)
        .chain(chain)
        .map(|certificate| Ok(CertificateChoices::Certificate(x509_cert::Certificate::from_der(certificate.der())?)))
        .collect::<der::Result<Vec<_>>>()?;
    let signed_data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from([digest_algorithm(curve)])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: ID_DATA,
            econtent: Some(Any::new(Tag::OctetString, content)?),
        },
        certificates: Some(CertificateSet::try_from(certificates)?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![signer_info])?,
    };
    ContentInfo { content_type: ID_SIGNED_DATA, content: Any::encode_from(&signed_data)? }.to_der()
}

#[cfg(test)]
mod tests;

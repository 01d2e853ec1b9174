//! Encoding and signing of OCSP responses (RFC 6960 §4.2).

use const_oid::db::rfc6960::{ID_PKIX_OCSP_ARCHIVE_CUTOFF, ID_PKIX_OCSP_BASIC};
use der::Encode;
use der::asn1::{AnyRef, BitStringRef, Null, OctetString, OctetStringRef};
use x509_cert::ext::Extension;

use super::basic_response::{
    BasicOcspResponse, EncodedOcspResponse, EncodedSingleResponse, ResponseBytes, ResponseData, ResponseStatus, RevokedInfo,
    Status,
};
use super::request::nonce_extension;
use super::{CertId, Nonce};
use crate::crl::RevocationReason;
use crate::{Certificate, PublicKey, SignError, Signer, Timestamp};

/// The error statuses of a response (RFC 6960 §4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorStatus {
    /// malformedRequest, 1.
    MalformedRequest,
    /// internalError, 2.
    InternalError,
    /// tryLater, 3.
    TryLater,
    /// unauthorized, 6.
    Unauthorized,
}

/// The complete `OCSPResponse` for an error, without responseBytes.
#[must_use]
pub const fn error_response(status: ErrorStatus) -> [u8; 5] {
    let code = match status {
        ErrorStatus::MalformedRequest => 1,
        ErrorStatus::InternalError => 2,
        ErrorStatus::TryLater => 3,
        ErrorStatus::Unauthorized => 6,
    };
    [0x30, 0x03, 0x0a, 0x01, code]
}

/// The status of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertStatus {
    /// Issued and not revoked.
    Good,
    /// Revoked. The reason is the published one; unspecified is never encoded.
    Revoked {
        /// When the revocation was decided.
        at: Timestamp,
        /// The published reason.
        reason: RevocationReason,
    },
    /// Not issued by this CA.
    Unknown,
}

/// The status for one CertID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleResponse {
    /// As the client sent it.
    pub cert_id: CertId,
    /// The certificate's status.
    pub status: CertStatus,
}

/// The content of a basic response (`ResponseData`).
#[derive(Clone, Copy, Debug)]
pub struct ResponseContent<'a> {
    /// In the order of the request.
    pub singles: &'a [SingleResponse],
    /// producedAt, and thisUpdate of every single response.
    pub this_update: Timestamp,
    /// nextUpdate of every single response.
    pub next_update: Timestamp,
    /// id-pkix-ocsp-archive-cutoff of every single response: the CA certificate's notBefore (EN 319 411-2 CSS-6.3.10-10).
    pub archive_cutoff: Timestamp,
    /// Echoed if present.
    pub nonce: Option<&'a Nonce>,
}

impl ResponseContent<'_> {
    /// Encodes and signs a successful `OCSPResponse` with responderID `byKey` and the certificate `responder` included.
    ///
    /// # Errors
    /// If the signer refuses, or `responder` certifies another key than the signer's.
    pub fn sign(&self, signer: &dyn Signer, responder: &Certificate) -> Result<Vec<u8>, SignError> {
        if signer.public_key() != responder.public_key() {
            return Err(SignError);
        }
        let tbs = self.response_data(responder.public_key()).map_err(|_| SignError)?;
        let signature = signer.sign(&tbs)?;
        successful(&tbs, &signature, responder).map_err(|_| SignError)
    }

    /// The DER `ResponseData` for the responder key `key`.
    pub(super) fn response_data(&self, key: &PublicKey) -> der::Result<Vec<u8>> {
        let key_hash = key.sha1();
        let nonce = self.nonce.map(|nonce| nonce_extension(nonce.octets())).transpose()?;
        ResponseData {
            responder_key_hash: OctetStringRef::new(&key_hash)?,
            produced_at: self.this_update.to_generalized_time(),
            responses: self.singles.iter().map(|single| self.single(single)).collect::<der::Result<_>>()?,
            response_extensions: nonce.map(|extension| vec![extension]),
        }
        .to_der()
    }

    fn single<'s>(&self, single: &'s SingleResponse) -> der::Result<EncodedSingleResponse<'s>> {
        let archive_cutoff = Extension {
            extn_id: ID_PKIX_OCSP_ARCHIVE_CUTOFF,
            critical: false,
            extn_value: OctetString::new(self.archive_cutoff.to_generalized_time().to_der()?)?,
        };
        Ok(EncodedSingleResponse {
            cert_id: AnyRef::try_from(single.cert_id.der())?,
            cert_status: single.status.into(),
            this_update: self.this_update.to_generalized_time(),
            next_update: self.next_update.to_generalized_time(),
            single_extensions: vec![archive_cutoff],
        })
    }
}

impl From<CertStatus> for Status {
    fn from(status: CertStatus) -> Self {
        match status {
            CertStatus::Good => Self::Good(Null),
            CertStatus::Revoked { at, reason } => {
                Self::Revoked(RevokedInfo { revocation_time: at.to_generalized_time(), revocation_reason: reason.published() })
            }
            CertStatus::Unknown => Self::Unknown(Null),
        }
    }
}

/// The DER `OCSPResponse` around a signed `ResponseData`.
pub(super) fn successful(tbs: &[u8], signature: &[u8], responder: &Certificate) -> der::Result<Vec<u8>> {
    let basic = BasicOcspResponse {
        tbs_response_data: AnyRef::try_from(tbs)?,
        signature_algorithm: responder.public_key().curve().signature_algorithm(),
        signature: BitStringRef::from_bytes(signature)?,
        certs: vec![AnyRef::try_from(responder.der())?],
    }
    .to_der()?;
    EncodedOcspResponse {
        response_status: ResponseStatus::Successful,
        response_bytes: Some(ResponseBytes { response_type: ID_PKIX_OCSP_BASIC, response: OctetStringRef::new(&basic)? }),
    }
    .to_der()
}

//! Parsing of OCSP responses, as strict as our responder's encoding.

use const_oid::db::rfc6960::ID_PKIX_OCSP_BASIC;
use der::asn1::GeneralizedTime;
use der::{Decode, Encode};

use super::basic_response::{
    BasicOcspResponse, EncodedOcspResponse, EncodedSingleResponse, ResponseData, ResponseStatus, Status,
};
use super::response::successful;
use super::{CertId, CertStatus, IssuerId, Nonce, ResponseContent, SingleResponse};
use crate::certificate::ExtendedKeyUsage;
use crate::crl::RevocationReason;
use crate::{Certificate, Timestamp};

/// A parsed response.
#[derive(Clone, Debug)]
pub enum OcspResponse {
    /// An error status, as its number.
    Error(u8),
    /// A basic response whose signature was not verified yet.
    Basic {
        /// One for each CertID.
        singles: Vec<SingleResponse>,
        /// thisUpdate of every single response, and producedAt.
        this_update: Timestamp,
        /// nextUpdate of every single response.
        next_update: Timestamp,
        /// The nonce.
        nonce: Option<Vec<u8>>,
        /// The included responder certificate, whose key the responderID identifies.
        responder: Box<Certificate>,
        /// The signed octets.
        tbs: Vec<u8>,
        /// The signature.
        signature: Vec<u8>,
    },
}

/// Not a response in the form that our responder writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an OCSP response of this project's responder")]
pub struct NotAnOcspResponse;

impl OcspResponse {
    /// Reads a DER `OCSPResponse`.
    ///
    /// # Errors
    /// If it is not strict DER or not in the form that our responder writes.
    pub fn from_der(der: &[u8]) -> Result<Self, NotAnOcspResponse> {
        Self::read(der).ok_or(NotAnOcspResponse)
    }

    fn read(der: &[u8]) -> Option<Self> {
        let response = EncodedOcspResponse::from_der(der).ok()?;
        match (response.response_status, response.response_bytes) {
            (ResponseStatus::Successful, Some(bytes)) if bytes.response_type == ID_PKIX_OCSP_BASIC => {
                Self::read_basic(&BasicOcspResponse::from_der(bytes.response.as_bytes()).ok()?, der)
            }
            (ResponseStatus::Successful, _) | (_, Some(_)) => None,
            (status, None) => Some(Self::Error(status as u8)),
        }
    }

    fn read_basic(basic: &BasicOcspResponse<'_>, der: &[u8]) -> Option<Self> {
        let data = basic.tbs_response_data.decode_as::<ResponseData<'_>>().ok()?;
        let first = data.responses.first()?;
        let archive_cutoff = first.single_extensions.first()?.extn_value.as_bytes();
        let nonce = Nonce::among(data.response_extensions.as_deref().unwrap_or_default()).ok()?;
        let singles = data.responses.iter().map(read_single).collect::<der::Result<Vec<_>>>().ok()?;
        let content = ResponseContent {
            singles: &singles,
            this_update: moment(first.this_update),
            next_update: moment(first.next_update),
            archive_cutoff: moment(GeneralizedTime::from_der(archive_cutoff).ok()?),
            nonce: nonce.as_ref(),
        };
        let [responder] = basic.certs.as_slice() else { return None };
        let responder = Certificate::from_der(&responder.to_der().ok()?).ok()?;
        let signature = basic.signature.as_bytes()?;
        // Re-encoding yields the same octets, so the input contains nothing that our responder would not write.
        let tbs = content.response_data(responder.public_key()).ok()?;
        if successful(&tbs, signature, &responder).ok()? != der {
            return None;
        }
        Some(Self::Basic {
            this_update: content.this_update,
            next_update: content.next_update,
            nonce: nonce.as_ref().map(|nonce| nonce.octets().to_vec()),
            singles,
            responder: Box::new(responder),
            tbs,
            signature: signature.to_vec(),
        })
    }

    /// Whether a responder that `issuer` certified for OCSP signed it, with a certificate valid at `now`, and it concerns
    /// certificates of `issuer` only.
    ///
    /// Does not check freshness.
    #[must_use]
    pub fn is_authorised_by(&self, issuer: &Certificate, now: Timestamp) -> bool {
        let Self::Basic { singles, responder, tbs, signature, .. } = self else { return false };
        let asked = IssuerId::of(issuer);
        responder.is_signed_by(issuer)
            && responder.allows(ExtendedKeyUsage::OcspSigning)
            && responder.validity().contains(now)
            && singles.iter().all(|single| asked.matches(&single.cert_id))
            && responder.public_key().verifies(tbs, signature)
    }
}

fn read_single(single: &EncodedSingleResponse<'_>) -> der::Result<SingleResponse> {
    let status = match &single.cert_status {
        Status::Good(_) => CertStatus::Good,
        Status::Revoked(revoked) => CertStatus::Revoked {
            at: moment(revoked.revocation_time),
            reason: revoked.revocation_reason.unwrap_or(RevocationReason::Unspecified),
        },
        Status::Unknown(_) => CertStatus::Unknown,
    };
    Ok(SingleResponse { cert_id: CertId::from_der(&single.cert_id.to_der()?)?, status })
}

fn moment(time: GeneralizedTime) -> Timestamp {
    Timestamp::from_date_time(time.to_date_time())
}

//! What the certificate authority states about a revocation: at once, and in its receipt.

use ca_contract::revocation as contract;
use pki::{Id, SerialNumber, Timestamp, TokenNumber};
use policies::AuthorityName;
use serde::{Deserialize, Serialize};

use super::{RequestChannel, RequestReason};

/// Marks identifiers of revocation requests at the certificate authority.
#[derive(Debug)]
pub enum AuthorityRequest {}

/// A revocation that was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevocationSummary {
    /// The request; needed to fetch its receipt.
    pub request: Id<AuthorityRequest>,
    pub token: TokenNumber,
    /// Whether this request caused the revocation, as opposed to finding the token already revoked.
    pub effective: bool,
    /// T0 of this request.
    pub received_at: Timestamp,
    /// T1 of the revocation.
    pub decided_at: Timestamp,
    /// Whether the person has another token whose certificates stay valid.
    pub other_tokens_stay_valid: bool,
}

impl From<contract::RevocationSummary> for RevocationSummary {
    fn from(summary: contract::RevocationSummary) -> Self {
        Self {
            request: summary.request.retyped(),
            token: summary.token,
            effective: summary.effective,
            received_at: summary.received_at,
            decided_at: summary.decided_at,
            other_tokens_stay_valid: summary.other_tokens_stay_valid,
        }
    }
}

/// The content of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevocationReceipt {
    pub request: Id<AuthorityRequest>,
    pub token: TokenNumber,
    /// T0 of this request.
    pub received_at: Timestamp,
    pub channel: RequestChannel,
    pub reason: RequestReason,
    /// Whether this request caused the revocation.
    pub effective: bool,
    /// The reason of the request that caused the revocation.
    pub effective_reason: RequestReason,
    /// T1.
    pub decided_at: Timestamp,
    /// T2: all CRLs that list the serial numbers were signed.
    pub signed_at: Timestamp,
    /// T3: read back from every origin.
    pub published_at: Timestamp,
    pub certificates: Vec<RevokedCertificate>,
    /// Whether the person has another token whose certificates stay valid.
    pub other_tokens_stay_valid: bool,
}

/// A revoked certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokedCertificate {
    pub issuer: AuthorityName,
    pub serial: SerialNumber,
    /// The number of the first CRL that lists it.
    pub crl_number: u64,
    /// Until when an OCSP response from before the revocation, with status `good`, remains valid.
    pub ocsp_valid_until: Timestamp,
    /// Until when a CRL from before the revocation remains valid.
    pub crl_valid_until: Timestamp,
}

impl From<contract::RevocationReceipt> for RevocationReceipt {
    fn from(content: contract::RevocationReceipt) -> Self {
        Self {
            request: content.request.retyped(),
            token: content.token,
            received_at: content.received_at,
            channel: content.channel.into(),
            reason: content.reason.into(),
            effective: content.effective,
            effective_reason: content.effective_reason.into(),
            decided_at: content.decided_at,
            signed_at: content.signed_at,
            published_at: content.published_at,
            certificates: content.certificates.into_iter().map(RevokedCertificate::from).collect(),
            other_tokens_stay_valid: content.other_tokens_stay_valid,
        }
    }
}

impl From<contract::RevokedCertificate> for RevokedCertificate {
    fn from(certificate: contract::RevokedCertificate) -> Self {
        Self {
            issuer: certificate.issuer,
            serial: certificate.serial,
            crl_number: certificate.crl_number,
            ocsp_valid_until: certificate.ocsp_valid_until,
            crl_valid_until: certificate.crl_valid_until,
        }
    }
}

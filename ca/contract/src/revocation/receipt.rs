//! The signed receipt of a revocation.

use pki::{Id, SerialNumber, Timestamp, TokenNumber};
use policies::AuthorityName;
use serde::{Deserialize, Serialize};

use super::{RequestChannel, RequestReason, RevocationRequest};
use crate::{Der, Operation, Refusal};

/// Requests the signed receipt of a revocation. Waits until the revocation is visible at every origin (T3).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FetchRevocationReceipt {
    /// The request.
    pub request: Id<RevocationRequest>,
    /// How long to wait for T3, at most 20 s.
    pub wait_ms: u32,
}

/// The signed receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedReceipt {
    /// CMS SignedData over a [`RevocationReceipt`] as JSON, signed by the service seal.
    pub receipt: Der,
}

/// The content of a receipt, built by the certificate authority from its own data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevocationReceipt {
    /// The revocation request.
    pub request: Id<RevocationRequest>,
    /// The token.
    pub token: TokenNumber,
    /// T0 of this request.
    pub received_at: Timestamp,
    /// Its channel.
    pub channel: RequestChannel,
    /// Its reason.
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
    /// The revoked certificates.
    pub certificates: Vec<RevokedCertificate>,
    /// Whether the person has another token whose certificates stay valid.
    pub other_tokens_stay_valid: bool,
}

/// A revoked certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokedCertificate {
    /// Its issuer.
    pub issuer: AuthorityName,
    /// Its serial number.
    pub serial: SerialNumber,
    /// The number of the first CRL that lists it.
    pub crl_number: u64,
    /// Until when an OCSP response from before the revocation, with status `good`, remains valid.
    pub ocsp_valid_until: Timestamp,
    /// Until when a CRL from before the revocation remains valid.
    pub crl_valid_until: Timestamp,
}

/// Why there is no receipt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum RevocationReceiptError {
    /// No such request.
    #[error("no such revocation request")]
    UnknownRequest,
    /// Not read back from every origin yet; try again.
    #[error("the revocation is decided, but not yet visible at every origin; try again")]
    NotYetPublished,
}

impl Refusal for RevocationReceiptError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownRequest => "unknown-request",
            Self::NotYetPublished => "not-yet-published",
        }
    }
}

impl Operation for FetchRevocationReceipt {
    const NAME: &'static str = "FetchRevocationReceipt";
    type Answer = SignedReceipt;
    type Error = RevocationReceiptError;
}

//! The signed account of a revocation.

use pki::{Id, SerialNumber, Timestamp, TokenNumber};
use policies::AuthorityName;
use serde::{Deserialize, Serialize};

use super::{RequestChannel, RequestReason, RevocationRequest};
use crate::{Der, Operation, Refusal};

/// Asks for the signed account of a revocation; waits until it is live at every origin (T3).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevocationAccount {
    /// The request.
    pub request: Id<RevocationRequest>,
    /// How long to wait for T3, at most 20 s.
    pub wait_ms: u32,
}

/// The signed account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedAccount {
    /// CMS SignedData over an [`Account`] as JSON, signed by the service seal.
    pub receipt: Der,
}

/// What the receipt says: built by the certificate authority from its own rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The request that this account answers.
    pub request: Id<RevocationRequest>,
    /// The token.
    pub token: TokenNumber,
    /// T0 of this request.
    pub received_at: Timestamp,
    /// Its channel.
    pub channel: RequestChannel,
    /// Its reason.
    pub reason: RequestReason,
    /// Whether this request brought the revocation about.
    pub effective: bool,
    /// The reason of the request that did.
    pub effective_reason: RequestReason,
    /// T1.
    pub decided_at: Timestamp,
    /// T2: every CRL that names the serials was signed.
    pub signed_at: Timestamp,
    /// T3: read back from every origin.
    pub live_at: Timestamp,
    /// Both serials.
    pub certificates: Vec<RevokedCertificate>,
    /// Whether the person has another token whose certificates stay valid.
    pub other_tokens_stay_valid: bool,
}

/// One revoked certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokedCertificate {
    /// Who issued it.
    pub issuer: AuthorityName,
    /// Its serial.
    pub serial: SerialNumber,
    /// The first CRL that names it.
    pub crl_number: u64,
    /// Until when an OCSP answer given out before may say `good`.
    pub ocsp_believed_until: Timestamp,
    /// Until when a CRL given out before may be believed.
    pub crl_believed_until: Timestamp,
}

/// Why there is no account.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum AccountError {
    /// No such request.
    #[error("no such revocation request")]
    UnknownRequest,
    /// Not read back from every origin yet: ask again.
    #[error("the revocation is decided, but not yet live at every origin; ask again")]
    NotYetLive,
}

impl Refusal for AccountError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownRequest => "unknown-request",
            Self::NotYetLive => "not-yet-live",
        }
    }
}

impl Operation for RevocationAccount {
    const NAME: &'static str = "RevocationAccount";
    type Answer = SignedAccount;
    type Error = AccountError;
}

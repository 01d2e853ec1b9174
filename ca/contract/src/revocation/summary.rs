//! The answer to a revocation request.

use pki::{Id, Timestamp, TokenNumber};
use serde::{Deserialize, Serialize};

/// Tags identifiers of revocation requests.
#[derive(Debug)]
pub enum RevocationRequest {}

/// A revocation that was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevocationSummary {
    /// This request; needed to fetch its receipt.
    pub request: Id<RevocationRequest>,
    /// The token.
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

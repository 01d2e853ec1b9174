//! What becomes of tokens, for the portal to follow: it tells holders, and moves their orders on.

use pki::{Digest, Id, SerialNumber, Timestamp, TokenNumber};
use policies::AuthorityName;
use serde::{Deserialize, Serialize};

use crate::revocation::{RequestChannel, RequestReason, RevocationRequest};
use crate::statement::OrderNumber;
use crate::{Operation, Refusal};

/// Follows what becomes of tokens: everything after a sequence number, waiting for the first when there is none.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowTokens {
    /// The last sequence number seen; 0 for none. Events are kept for good.
    pub after: u64,
    /// At most 1,000.
    pub at_most: u16,
    /// How long to wait for an event, at most 30 s.
    pub wait_ms: u32,
}

/// What followed: without a gap, from `after + 1`; none when nothing happened within the wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenEvents {
    /// In order.
    pub events: Vec<TokenEvent>,
}

/// Something that happened to a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenEvent {
    /// One more than that of the event before.
    pub sequence: u64,
    /// When.
    pub at: Timestamp,
    /// The order that the token was produced for.
    pub order: OrderNumber,
    /// The token.
    pub token: TokenNumber,
    /// What happened.
    pub what: TokenChange,
}

/// What happened to a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum TokenChange {
    /// Its certificates were issued.
    Issued {
        /// The token's model.
        model: String,
        /// By slot.
        certificates: Vec<CertificateFacts>,
    },
    /// Its PIN and PUK were sealed: for the first time, or anew after the PIN had been released, so that its letter says another
    /// PIN and must be made again.
    Personalised,
    /// Its transport PIN was released for the letter.
    PinReleased,
    /// Its PUK was released to the holder.
    PukReleased,
    /// The emergency revocation code of one of its certificates was set.
    CodeSet {
        /// The certificate's role: `main`, `companion`.
        role: String,
        /// Whether another code was in force before.
        changed: bool,
    },
    /// Ten more wrong answers in a row were given about its holder, under every channel and source. Told for one token of the
    /// holder's: the one that was named, else the newest.
    WrongCodes {
        /// How many in a row by now.
        count: u32,
    },
    /// Its certificates were revoked.
    Revoked {
        /// The request that brought it about.
        request: Id<RevocationRequest>,
        /// How it came in.
        channel: RequestChannel,
        /// Why.
        reason: RequestReason,
        /// T1.
        decided_at: Timestamp,
    },
    /// The revocation is shown at every origin (T3): its account can be asked for.
    RevocationLive {
        /// The request that brought it about.
        request: Id<RevocationRequest>,
    },
}

/// What an order needs to know of a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateFacts {
    /// `main`, `companion`.
    pub role: String,
    /// Its serial; lower-case hexadecimal on the wire.
    pub serial: SerialNumber,
    /// Who issued it.
    pub issuer: AuthorityName,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid until.
    pub not_after: Timestamp,
    /// SHA-256 of its DER.
    pub fingerprint: Digest,
}

/// Why nothing can follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum FollowTokensError {
    /// No event has that number yet: the certificate authority's database was restored from a copy older than the follower's.
    #[error("the last event has number {head}; there is nothing to follow after a later one")]
    NeverGotThatFar {
        /// The last number given out.
        head: u64,
    },
}

impl Refusal for FollowTokensError {
    fn code(&self) -> &'static str {
        match self {
            Self::NeverGotThatFar { .. } => "never-got-that-far",
        }
    }
}

impl Operation for FollowTokens {
    const NAME: &'static str = "FollowTokens";
    type Answer = TokenEvents;
    type Error = FollowTokensError;
}

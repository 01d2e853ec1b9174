//! Events of tokens, which the portal follows to inform holders and update their orders.

use pki::{Digest, Id, SerialNumber, Timestamp, TokenNumber};
use policies::AuthorityName;
use serde::{Deserialize, Serialize};

use crate::revocation::{RequestChannel, RequestReason, RevocationRequest};
use crate::statement::OrderNumber;
use crate::{Operation, Refusal, UnknownChange};

/// Follows the events of tokens after a sequence number. Waits for the next one if there is none.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowTokens {
    /// The last sequence number seen; 0 for none. Events are kept permanently.
    pub after: u64,
    /// At most 1,000.
    pub at_most: u16,
    /// How long to wait for an event, at most 30 s.
    pub wait_ms: u32,
}

/// The events from `after + 1` without gaps; none if nothing happened in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenEvents {
    /// In order.
    pub events: Vec<TokenEvent>,
}

/// An event of a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "TokenEventAsSent")]
pub struct TokenEvent {
    /// The sequence number, one more than that of the previous event.
    pub sequence: u64,
    /// When it happened.
    pub at: Timestamp,
    /// The order for which the token was produced.
    pub order: OrderNumber,
    /// The token.
    pub token: TokenNumber,
    /// Whether a reader that does not know this kind of change must stop following instead of skipping it.
    pub critical: bool,
    /// What happened.
    pub change: TokenChange,
}

#[derive(Deserialize)]
struct TokenEventAsSent {
    sequence: u64,
    at: Timestamp,
    order: OrderNumber,
    token: TokenNumber,
    critical: bool,
    change: TokenChange,
}

impl TryFrom<TokenEventAsSent> for TokenEvent {
    type Error = &'static str;

    fn try_from(sent: TokenEventAsSent) -> Result<Self, Self::Error> {
        let TokenEventAsSent { sequence, at, order, token, critical, change } = sent;
        match &change {
            TokenChange::Unknown(unknown) if unknown.is_malformed(&TokenChange::KINDS) => Err("a malformed change of a token"),
            _ => Ok(Self { sequence, at, order, token, critical, change }),
        }
    }
}

/// What happened to a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum TokenChange {
    /// Its certificates were issued.
    Issued {
        /// The token's model.
        model: String,
        /// By slot.
        certificates: Vec<CertificateFacts>,
    },
    /// Its PIN and PUK were deposited in escrow: for the first time, or again after the PIN was released, in which case the PIN
    /// letter must be made again.
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
    /// Ten or more wrong answers were given about its holder, counted over all channels and sources. Reported at most once an hour
    /// and three times a day, for one of the holder's tokens: the one named in the last answers, else the newest.
    WrongCodes {
        /// The number of wrong answers since the last report.
        count: u32,
    },
    /// Its certificates were revoked.
    Revoked {
        /// The request that caused it.
        request: Id<RevocationRequest>,
        /// Its channel.
        channel: RequestChannel,
        /// Its reason.
        reason: RequestReason,
        /// T1.
        decided_at: Timestamp,
    },
    /// The revocation is visible at every origin (T3), so its receipt is available.
    #[serde(alias = "revocation-live")]
    RevocationPublished {
        /// The request that caused it.
        request: Id<RevocationRequest>,
    },
    /// Something that this version of the contract does not know.
    #[serde(untagged)]
    Unknown(UnknownChange),
}

impl TokenChange {
    /// The kinds that this version knows.
    pub const KINDS: [&str; 8] =
        ["issued", "personalised", "pin-released", "puk-released", "code-set", "wrong-codes", "revoked", "revocation-published"];

    /// Whether a reader that does not know this change must stop following, because otherwise orders would be in a wrong state,
    /// or a holder would not receive a notification that protects them. A change that was stored by a later version is critical
    /// too: this version cannot assess it.
    #[must_use]
    pub const fn is_critical(&self) -> bool {
        match self {
            Self::Issued { .. }
            | Self::Personalised
            | Self::PukReleased
            | Self::CodeSet { .. }
            | Self::WrongCodes { .. }
            | Self::Revoked { .. }
            | Self::Unknown(_) => true,
            Self::PinReleased | Self::RevocationPublished { .. } => false,
        }
    }
}

/// A certificate, as an order refers to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateFacts {
    /// `main`, `companion`.
    pub role: String,
    /// Its serial number, serialised in lower-case hexadecimal.
    pub serial: SerialNumber,
    /// Its issuer.
    pub issuer: AuthorityName,
    /// notBefore.
    pub not_before: Timestamp,
    /// notAfter.
    pub not_after: Timestamp,
    /// SHA-256 of its DER.
    pub fingerprint: Digest,
}

/// Why events cannot be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum FollowTokensError {
    /// No event has that number yet: the certificate authority's database was restored from an older copy.
    #[error("the last event has number {head}; events after a higher number cannot be followed")]
    AheadOfFeed {
        /// The number of the last event.
        head: u64,
    },
}

impl Refusal for FollowTokensError {
    fn code(&self) -> &'static str {
        match self {
            Self::AheadOfFeed { .. } => "ahead-of-feed",
        }
    }
}

impl Operation for FollowTokens {
    const NAME: &'static str = "FollowTokens";
    type Answer = TokenEvents;
    type Error = FollowTokensError;
}

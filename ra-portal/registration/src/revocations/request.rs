//! An officers' revocation request, from its recording to its outcome.

use pki::{Id, Timestamp, TokenNumber};
use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, OfficersReason};
use crate::officers::OfficerId;
use crate::orders::{OrderId, OrderNumber, OrderState};

/// Marks identifiers of requests that officers recorded.
#[derive(Debug)]
pub enum RequestTag {}

/// Identifies a request; also the idempotency key of the call to the certificate authority.
pub type RequestId = Id<RequestTag>;

/// A request on record.
#[derive(Clone, Debug)]
pub struct RevocationRecord {
    pub id: RequestId,
    /// The order that the token was produced for.
    pub order: OrderId,
    pub number: OrderNumber,
    /// Given names and surname as typed.
    pub holder: String,
    pub token: TokenNumber,
    pub reason: OfficersReason,
    pub recorded_by: OfficerId,
    /// That officer's name.
    pub recorded_by_name: String,
    /// T0.
    pub recorded_at: Timestamp,
    pub confirmed: Option<Confirmed>,
    /// The outcome; none while the request is open.
    pub outcome: Option<RevocationOutcome>,
    pub(super) encrypted_evidence: Vec<u8>,
}

/// The second officer's confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    pub by: OfficerId,
    /// That officer's name.
    pub name: String,
    pub at: Timestamp,
}

/// The outcome of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum RevocationOutcome {
    /// The token's certificates are revoked, by this request or an earlier one.
    Revoked {
        /// T1.
        at: Timestamp,
    },
    /// An officer withdrew it before it was confirmed.
    Withdrawn { by: OfficerId, at: Timestamp },
    /// The certificates were revoked by another request before it was confirmed.
    Overtaken,
    /// The certificate authority refused.
    Refused {
        /// The refusal's code.
        code: String,
    },
}

/// What the page about an order's revocation shows.
#[derive(Clone, Debug)]
pub struct RevocationOverview {
    pub order: OrderId,
    pub number: OrderNumber,
    /// Given names and surname as typed.
    pub holder: String,
    /// The token that can be revoked; none before it is produced.
    pub token: Option<TokenNumber>,
    /// When the certificates were revoked.
    pub revoked_at: Option<Timestamp>,
    /// Whether the holder logged in with the token, so that it was not lost in the post.
    pub has_arrived: bool,
    /// The recorded requests, newest first, each with its evidence.
    pub requests: Vec<(RevocationRecord, Evidence)>,
}

/// Whether the holder logged in with the token.
pub(super) const fn has_arrived(state: &OrderState) -> bool {
    matches!(state, OrderState::Activated { .. } | OrderState::Accepted { .. } | OrderState::WrongDataReported { .. })
}

/// Whether the order's state contradicts the reason.
pub(super) const fn contradicts(state: &OrderState, reason: OfficersReason) -> bool {
    matches!(reason, OfficersReason::LostInPost) && has_arrived(state)
}

/// The token whose certificates can be revoked, and when they were.
pub(super) fn revocable(state: &OrderState) -> (Option<TokenNumber>, Option<Timestamp>) {
    match state {
        OrderState::InProduction { token, .. }
        | OrderState::Shipped { token, .. }
        | OrderState::Activated { token, .. }
        | OrderState::Accepted { token, .. }
        | OrderState::WrongDataReported { token, .. } => (Some(token.clone()), None),
        OrderState::Revoked { token, at } => (Some(token.clone()), Some(*at)),
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_its_holder_logged_in_with_was_not_lost_in_the_post() {
        let (token, at): (TokenNumber, _) = ("T-0000-0001".parse().unwrap(), Timestamp::from_millis(0));
        let shipped = OrderState::Shipped { token: token.clone(), at, tracking: None };
        let reported = OrderState::WrongDataReported { token: token.clone(), at, report: String::new() };
        assert!(!contradicts(&shipped, OfficersReason::LostInPost));
        for state in [OrderState::Activated { token: token.clone(), at }, OrderState::Accepted { token, at }, reported] {
            assert!(contradicts(&state, OfficersReason::LostInPost));
            assert!(!contradicts(&state, OfficersReason::Death));
        }
    }
}

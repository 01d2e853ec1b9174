//! A request to revoke, from its record to what became of it.

use pki::{Id, Timestamp, TokenNumber};
use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, OfficersReason};
use crate::officers::OfficerId;
use crate::orders::{OrderId, OrderNumber, OrderState};

/// Marks identifiers of requests that officers recorded.
#[derive(Debug)]
pub enum RequestTag {}

/// Identifies a request; also the key under which the certificate authority is asked.
pub type RequestId = Id<RequestTag>;

/// A request on record.
#[derive(Clone, Debug)]
pub struct RevocationRecord {
    /// Which.
    pub id: RequestId,
    /// The order that the token was produced for.
    pub order: OrderId,
    /// What people call it.
    pub number: OrderNumber,
    /// Given names and surname as typed.
    pub holder: String,
    /// The token.
    pub token: TokenNumber,
    /// Why.
    pub reason: OfficersReason,
    /// Who recorded it.
    pub recorded_by: OfficerId,
    /// As colleagues know them.
    pub recorded_by_name: String,
    /// When: T0.
    pub recorded_at: Timestamp,
    /// Who confirmed it, and when.
    pub confirmed: Option<Confirmed>,
    /// What became of it; none while it stands.
    pub outcome: Option<RevocationOutcome>,
    pub(super) encrypted_evidence: Vec<u8>,
}

/// The second pair of eyes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// Who.
    pub by: OfficerId,
    /// As colleagues know them.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum RevocationOutcome {
    /// The token's certificates are revoked, by this request or an earlier one.
    Revoked {
        /// T1.
        at: Timestamp,
    },
    /// An officer took it back before it was confirmed.
    Withdrawn {
        /// Who.
        by: OfficerId,
        /// When.
        at: Timestamp,
    },
    /// The certificates were revoked otherwise before it was confirmed.
    Overtaken,
    /// The certificate authority refused.
    Refused {
        /// Its code.
        code: String,
    },
}

/// What the page of an order's revocation shows.
#[derive(Clone, Debug)]
pub struct RevocationOverview {
    /// The order.
    pub order: OrderId,
    /// What people call it.
    pub number: OrderNumber,
    /// Given names and surname as typed.
    pub holder: String,
    /// The token that there is to revoke; none before it is produced.
    pub token: Option<TokenNumber>,
    /// When the certificates were revoked.
    pub revoked_at: Option<Timestamp>,
    /// Whether the holder logged in with it: it was not lost in the post.
    pub has_arrived: bool,
    /// What was recorded, the newest first, each with its evidence.
    pub requests: Vec<(RevocationRecord, Evidence)>,
}

/// Whether the holder logged in with the token.
pub(super) const fn has_arrived(state: &OrderState) -> bool {
    matches!(state, OrderState::Activated { .. } | OrderState::Accepted { .. } | OrderState::WrongDataReported { .. })
}

/// Whether the order's state shows that the reason is not true.
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

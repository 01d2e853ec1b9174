//! A request to revoke, as it is on record, whoever made it.

use pki::{Id, Timestamp, TokenNumber};
use serde::{Deserialize, Serialize};

use super::{Channel, HolderReason, OfficersReason};

/// Marks identifiers of revocation requests.
#[derive(Debug)]
pub enum RevocationRequest {}

/// How a request came in, as records and receipts say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestChannel {
    /// The public page.
    Web,
    /// An operator, by telephone.
    Telephone,
    /// Two registration officers.
    Officers,
}

impl From<Channel> for RequestChannel {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Web => Self::Web,
            Channel::Telephone => Self::Telephone,
        }
    }
}

/// Why a request was made, as records and receipts say it: a holder's reason, or the officers'.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestReason {
    /// The key is lost.
    Lost,
    /// The key was stolen.
    Stolen,
    /// Somebody else may use the key.
    Compromised,
    /// The PIN is forgotten, the PUK too.
    ForgottenPin,
    /// The person left the organisation.
    Departure,
    /// The activity ended.
    EndOfActivity,
    /// A datum in the certificate is wrong.
    WrongData,
    /// The token never reached its holder.
    LostInPost,
    /// The holder died.
    Death,
    /// The holder was struck off the list or register.
    StruckOff,
    /// The holder asked for it, and need not say why.
    HolderRequest,
}

impl From<HolderReason> for RequestReason {
    fn from(reason: HolderReason) -> Self {
        match reason {
            HolderReason::Lost => Self::Lost,
            HolderReason::Stolen => Self::Stolen,
            HolderReason::Compromised => Self::Compromised,
            HolderReason::ForgottenPin => Self::ForgottenPin,
            HolderReason::Departure => Self::Departure,
            HolderReason::EndOfActivity => Self::EndOfActivity,
            HolderReason::WrongData => Self::WrongData,
        }
    }
}

impl From<OfficersReason> for RequestReason {
    fn from(reason: OfficersReason) -> Self {
        match reason {
            OfficersReason::LostInPost => Self::LostInPost,
            OfficersReason::Death => Self::Death,
            OfficersReason::WrongData => Self::WrongData,
            OfficersReason::StruckOff => Self::StruckOff,
            OfficersReason::Compromised => Self::Compromised,
            OfficersReason::HolderRequest => Self::HolderRequest,
        }
    }
}

/// What is known of a revocation once it is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevocationSummary {
    /// This request: what its account is asked for by.
    pub request: Id<RevocationRequest>,
    /// The token.
    pub token: TokenNumber,
    /// Whether this request brought it about, or found it done.
    pub effective: bool,
    /// T0 of this request.
    pub received_at: Timestamp,
    /// T1 of the revocation in force.
    pub decided_at: Timestamp,
    /// Whether the person has another token whose certificates stay valid.
    pub other_tokens_stay_valid: bool,
}

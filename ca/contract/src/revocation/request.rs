//! Channel and reason of a revocation request, as recorded.

use serde::{Deserialize, Serialize};

use super::{HolderReason, OfficersReason, Source};

/// The channel of a request, in records and receipts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestChannel {
    /// The public page.
    Web,
    /// A hotline operator, by telephone.
    Telephone,
    /// Two registration officers.
    Officers,
}

impl From<&Source> for RequestChannel {
    fn from(source: &Source) -> Self {
        match source {
            Source::Web(_) => Self::Web,
            Source::Telephone(_) => Self::Telephone,
        }
    }
}

/// The reason for a request, in records and receipts: a holder's or the officers'.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestReason {
    /// The token is lost.
    Lost,
    /// The token was stolen.
    Stolen,
    /// Someone else may use the key.
    Compromised,
    /// The PIN and PUK are forgotten.
    ForgottenPin,
    /// The person left the organisation.
    Departure,
    /// The activity ended.
    EndOfActivity,
    /// The certificate contains wrong data.
    WrongData,
    /// The token never reached its holder.
    LostInPost,
    /// The holder died.
    Death,
    /// The holder was removed from the list or register.
    StruckOff,
    /// The holder requested it without giving a reason.
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

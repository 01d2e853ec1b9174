//! Reasons of revocations, and the channels of their requests.

use ca_contract::revocation as contract;
use serde::Deserialize;

/// A holder's reason for an emergency revocation (M19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HolderReason {
    /// The token is lost.
    Lost,
    /// The token was stolen.
    Stolen,
    /// Somebody else may know the PIN or have a copy.
    Compromised,
    /// The PIN and PUK are forgotten.
    ForgottenPin,
    /// The person left the organisation.
    Departure,
    /// The activity ended.
    EndOfActivity,
    /// The certificate contains wrong data.
    WrongData,
}

impl From<HolderReason> for contract::HolderReason {
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

impl From<contract::HolderReason> for HolderReason {
    fn from(reason: contract::HolderReason) -> Self {
        match reason {
            contract::HolderReason::Lost => Self::Lost,
            contract::HolderReason::Stolen => Self::Stolen,
            contract::HolderReason::Compromised => Self::Compromised,
            contract::HolderReason::ForgottenPin => Self::ForgottenPin,
            contract::HolderReason::Departure => Self::Departure,
            contract::HolderReason::EndOfActivity => Self::EndOfActivity,
            contract::HolderReason::WrongData => Self::WrongData,
        }
    }
}

/// The channel of a request, as receipts state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestChannel {
    /// The public page.
    Web,
    /// A hotline operator, by telephone.
    Telephone,
    /// Two registration officers.
    Officers,
}

impl From<contract::RequestChannel> for RequestChannel {
    fn from(channel: contract::RequestChannel) -> Self {
        match channel {
            contract::RequestChannel::Web => Self::Web,
            contract::RequestChannel::Telephone => Self::Telephone,
            contract::RequestChannel::Officers => Self::Officers,
        }
    }
}

/// The reason of a request, as receipts state it: a holder's or the officers'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl From<contract::RequestReason> for RequestReason {
    fn from(reason: contract::RequestReason) -> Self {
        match reason {
            contract::RequestReason::Lost => Self::Lost,
            contract::RequestReason::Stolen => Self::Stolen,
            contract::RequestReason::Compromised => Self::Compromised,
            contract::RequestReason::ForgottenPin => Self::ForgottenPin,
            contract::RequestReason::Departure => Self::Departure,
            contract::RequestReason::EndOfActivity => Self::EndOfActivity,
            contract::RequestReason::WrongData => Self::WrongData,
            contract::RequestReason::LostInPost => Self::LostInPost,
            contract::RequestReason::Death => Self::Death,
            contract::RequestReason::StruckOff => Self::StruckOff,
            contract::RequestReason::HolderRequest => Self::HolderRequest,
        }
    }
}

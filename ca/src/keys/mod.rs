//! Private keys of the zone: encrypted at rest, in memory while the zone runs, used only in the signing queue.

mod queue;
mod store;

pub(crate) use queue::{QueueError, SigningQueue};
pub(crate) use store::{create, load};

/// Marks identifiers of private keys.
pub(crate) enum SigningKey {}

/// What a private key is for; stored in its row, to tell keys apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A certificate authority's.
    Issuer,
    /// The service seal's.
    Seal,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Self::Issuer => "issuer",
            Self::Seal => "seal",
        }
    }
}

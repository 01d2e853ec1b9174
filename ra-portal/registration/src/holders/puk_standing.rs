//! Whether the PUK of a token can be collected.

use ca_contract::holder as contract;
use pki::Timestamp;

/// The state of a token's PUK at the certificate authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PukStatus {
    NotEscrowed,
    /// In escrow, not collected yet.
    Available,
    Released {
        at: Timestamp,
    },
}

impl From<contract::PukStatus> for PukStatus {
    fn from(puk: contract::PukStatus) -> Self {
        match puk {
            contract::PukStatus::NotEscrowed => Self::NotEscrowed,
            contract::PukStatus::Available => Self::Available,
            contract::PukStatus::Released { at } => Self::Released { at },
        }
    }
}

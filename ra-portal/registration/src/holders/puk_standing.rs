//! Whether the PUK of a token can be collected.

use ca_contract::holder as contract;
use pki::Timestamp;

/// Whether a token's PUK is in escrow at the certificate authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PukStanding {
    /// None is in escrow.
    NothingSealed,
    /// In escrow, not collected yet.
    Available,
    /// Collected.
    Released {
        /// When.
        at: Timestamp,
    },
}

impl From<contract::PukStanding> for PukStanding {
    fn from(puk: contract::PukStanding) -> Self {
        match puk {
            contract::PukStanding::NothingSealed => Self::NothingSealed,
            contract::PukStanding::Available => Self::Available,
            contract::PukStanding::Released { at } => Self::Released { at },
        }
    }
}

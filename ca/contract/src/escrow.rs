//! What the portal may get from escrow for an order: the key of its dossier, and the transport PIN for the letter.

use pki::{Timestamp, TokenNumber};
use serde::{Deserialize, Serialize};

use crate::statement::OrderNumber;
use crate::{Confidential, Operation, Refusal};

/// Requests the key with which an order's dossier is encrypted. It is generated on the first call and the same afterwards. The
/// order need not be approved or known.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DossierKey {
    /// The order.
    pub order: OrderNumber,
}

/// The key.
#[derive(Debug, Serialize, Deserialize)]
pub struct DossierKeyAnswer {
    /// 32 octets, as padded base64.
    pub key: Confidential,
}

/// Why no key was released.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum DossierKeyError {
    /// Keys for too many orders were requested within the hour. Orders whose key was released within that hour still get it.
    #[error("the keys of too many orders were released within the hour; try again after {retry_after_seconds} s")]
    RateLimited {
        /// How long to wait.
        retry_after_seconds: u32,
    },
}

impl Refusal for DossierKeyError {
    fn code(&self) -> &'static str {
        match self {
            Self::RateLimited { .. } => "rate-limited",
        }
    }
}

impl Operation for DossierKey {
    const NAME: &'static str = "DossierKey";
    type Answer = DossierKeyAnswer;
    type Error = DossierKeyError;
}

/// Releases the transport PIN of an order's token for the PIN letter, once. A call with the same idempotency key within 24
/// hours gets the same answer, so that an interruption while making the letter does not lose the PIN. If a station was
/// interrupted and deposited another PIN since, the released one is void, and the new one is released once.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasePin {
    /// The order.
    pub order: OrderNumber,
}

/// The transport PIN.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReleasedPin {
    /// The token.
    pub token: TokenNumber,
    /// The token's model.
    pub model: String,
    /// 4 to 8 digits.
    pub pin: Confidential,
    /// When it was first released.
    pub released_at: Timestamp,
}

/// Why no PIN was released.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum ReleasePinError {
    /// No token was produced for this order.
    #[error("no token was produced for this order")]
    UnknownOrder,
    /// Its certificates were revoked.
    #[error("the token's certificates were revoked")]
    Revoked,
    /// No PIN was deposited.
    #[error("no PIN is in escrow for this token")]
    NotEscrowed,
    /// Already released, with another idempotency key or more than 24 hours ago.
    #[error("the PIN was released at {at}")]
    Released {
        /// When it was released.
        at: Timestamp,
    },
    /// Too many PINs were requested within the hour.
    #[error("too many PINs were released within the hour; try again after {retry_after_seconds} s")]
    RateLimited {
        /// How long to wait.
        retry_after_seconds: u32,
    },
}

impl Refusal for ReleasePinError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownOrder => "unknown-order",
            Self::Revoked => "revoked",
            Self::NotEscrowed => "not-escrowed",
            Self::Released { .. } => "released",
            Self::RateLimited { .. } => "rate-limited",
        }
    }
}

impl Operation for ReleasePin {
    const NAME: &'static str = "ReleasePin";
    type Answer = ReleasedPin;
    type Error = ReleasePinError;
}

//! The PUK, which the holder collects once.

use pki::certificate::NotAdmitted;
use pki::{Digest, Timestamp, TokenNumber};
use serde::{Deserialize, Serialize};

use crate::{Confidential, Operation, Refusal};

/// Releases a token's PUK to its holder, once (M12). A call with the same idempotency key within ten minutes gets the same
/// answer, so that a lost response does not lose the PUK.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasePuk {
    /// SHA-256 of the DER of either certificate on the token.
    pub certificate: Digest,
}

/// The PUK.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReleasedPuk {
    /// The token.
    pub token: TokenNumber,
    /// Six digits.
    pub puk: Confidential,
    /// When it was first released.
    pub released_at: Timestamp,
}

/// Why no PUK was released.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum ReleasePukError {
    /// Not a certificate on a token.
    #[error("no such certificate")]
    UnknownCertificate,
    /// The certificate is revoked.
    #[error("the certificate was revoked")]
    Revoked,
    /// The certificate is not valid now; it may have expired.
    #[error("{fault}")]
    NotAdmitted {
        /// Why it is not.
        fault: NotAdmitted,
    },
    /// No PUK was deposited.
    #[error("no PUK is in escrow for this token")]
    NotEscrowed,
    /// Already released, with another idempotency key or more than ten minutes ago.
    #[error("the PUK was released at {at}")]
    Released {
        /// When it was released.
        at: Timestamp,
    },
    /// Too many PUKs were requested within the hour.
    #[error("too many PUKs were released within the hour; try again after {retry_after_seconds} s")]
    RateLimited {
        /// How long to wait.
        retry_after_seconds: u32,
    },
}

impl Refusal for ReleasePukError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCertificate => "unknown-certificate",
            Self::Revoked => "revoked",
            Self::NotAdmitted { .. } => "not-admitted",
            Self::NotEscrowed => "not-escrowed",
            Self::Released { .. } => "released",
            Self::RateLimited { .. } => "rate-limited",
        }
    }
}

impl Operation for ReleasePuk {
    const NAME: &'static str = "ReleasePuk";
    type Answer = ReleasedPuk;
    type Error = ReleasePukError;
}

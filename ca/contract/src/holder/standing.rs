//! Whose a certificate is that somebody showed, and how it stands.

use pki::{Digest, Id, SerialNumber, Timestamp, TokenNumber};
use policies::{AuthorityName, ProductName};
use serde::{Deserialize, Serialize};

use crate::revocation::RequestReason;
use crate::statement::{OrderNumber, Person};
use crate::{Der, Operation, Refusal};

/// Asks whose certificate this is. Says nothing of time: the portal judges by `not_after` whether it has expired.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhoseCertificate {
    /// SHA-256 of the certificate's DER.
    pub certificate: Digest,
}

/// Whose it is, with everything on the same token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateHolder {
    /// The holder.
    pub person: Id<Person>,
    /// The order that the token was produced for.
    pub order: OrderNumber,
    /// What was ordered.
    pub product: ProductName,
    /// The token.
    pub token: TokenNumber,
    /// The token's model.
    pub model: String,
    /// The role of the certificate that was shown: `main`, `companion`.
    pub role: String,
    /// Every certificate of the token, by slot: the shown one among them.
    pub certificates: Vec<PairedCertificate>,
    /// Whether the token's certificates were revoked.
    pub state: TokenStanding,
    /// Whether its PUK waits to be collected.
    pub puk: PukStanding,
}

/// A certificate of a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairedCertificate {
    /// The token's slot.
    pub slot: u8,
    /// `main`, `companion`.
    pub role: String,
    /// Who issued it.
    pub issuer: AuthorityName,
    /// Its serial.
    pub serial: SerialNumber,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid until.
    pub not_after: Timestamp,
    /// The certificate.
    pub certificate: Der,
    /// The issuing CA's certificate, then its root's.
    pub chain: Vec<Der>,
    /// When its emergency revocation code was last set; none while it has none.
    pub code_set_at: Option<Timestamp>,
}

/// Whether a token's certificates were revoked: always all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "status", deny_unknown_fields)]
pub enum TokenStanding {
    /// Not revoked; perhaps expired.
    Valid,
    /// Revoked, for good.
    Revoked {
        /// T1.
        at: Timestamp,
        /// The reason of the request that brought it about.
        reason: RequestReason,
    },
}

/// Where a token's PUK is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "status", deny_unknown_fields)]
pub enum PukStanding {
    /// None is in escrow.
    NothingSealed,
    /// In escrow, not released yet.
    Available,
    /// Released.
    Released {
        /// When.
        at: Timestamp,
    },
}

/// Why it is nobody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum WhoseCertificateError {
    /// Foreign, or of this certificate authority and on no token.
    #[error("no certificate of a token's")]
    UnknownCertificate,
}

impl Refusal for WhoseCertificateError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCertificate => "unknown-certificate",
        }
    }
}

impl Operation for WhoseCertificate {
    const NAME: &'static str = "WhoseCertificate";
    type Answer = CertificateHolder;
    type Error = WhoseCertificateError;
}

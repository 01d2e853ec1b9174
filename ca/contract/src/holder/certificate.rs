//! The holder of a certificate, and the status of its token.

use pki::{Digest, Id, SerialNumber, Timestamp, TokenNumber};
use policies::{AuthorityName, ProductName};
use serde::{Deserialize, Serialize};

use crate::revocation::RequestReason;
use crate::statement::{OrderNumber, Person};
use crate::{Der, Operation, Refusal};

/// Finds the holder of a certificate. Does not check validity: the portal decides by `not_after` whether it has expired.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindCertificateHolder {
    /// SHA-256 of the certificate's DER.
    pub certificate: Digest,
}

/// The holder of a certificate, with everything on the same token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateHolder {
    /// The holder.
    pub person: Id<Person>,
    /// The order for which the token was produced.
    pub order: OrderNumber,
    /// What was ordered.
    pub product: ProductName,
    /// The token.
    pub token: TokenNumber,
    /// The token's model.
    pub model: String,
    /// The role of the certificate in the request: `main`, `companion`.
    pub role: String,
    /// All certificates on the token, by slot, including the one in the request.
    pub certificates: Vec<PairedCertificate>,
    /// Whether the token's certificates were revoked.
    pub state: TokenStatus,
    /// Whether its PUK can be collected.
    pub puk: PukStatus,
}

/// A certificate on a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairedCertificate {
    /// The token's slot.
    pub slot: u8,
    /// `main`, `companion`.
    pub role: String,
    /// Its issuer.
    pub issuer: AuthorityName,
    /// Its serial number.
    pub serial: SerialNumber,
    /// notBefore.
    pub not_before: Timestamp,
    /// notAfter.
    pub not_after: Timestamp,
    /// The certificate.
    pub certificate: Der,
    /// The issuing CA's certificate, then its root's.
    pub chain: Vec<Der>,
    /// When its emergency revocation code was last set, if it has one.
    pub code_set_at: Option<Timestamp>,
}

/// Whether a token's certificates are revoked, which they always are together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "status")]
pub enum TokenStatus {
    /// Not revoked, but possibly expired.
    Valid,
    /// Revoked.
    Revoked {
        /// T1.
        at: Timestamp,
        /// The reason of the request that caused it.
        reason: RequestReason,
    },
}

/// Whether a token's PUK is in escrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "status")]
pub enum PukStatus {
    /// None is in escrow.
    NotEscrowed,
    /// In escrow, not released yet.
    Available,
    /// Released.
    Released {
        /// When it was released.
        at: Timestamp,
    },
}

/// Why no holder was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum FindCertificateHolderError {
    /// A foreign certificate, or one of this certificate authority that is not on a token.
    #[error("not a certificate on a token")]
    UnknownCertificate,
}

impl Refusal for FindCertificateHolderError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCertificate => "unknown-certificate",
        }
    }
}

impl Operation for FindCertificateHolder {
    const NAME: &'static str = "FindCertificateHolder";
    type Answer = CertificateHolder;
    type Error = FindCertificateHolderError;
}

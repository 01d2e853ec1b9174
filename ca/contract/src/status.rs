//! The status feed: what responders follow, fetch, and have certified.

use pki::crl::RevocationReason;
use pki::csr::RequestError;
use pki::{Id, SerialNumber, Timestamp};
use policies::AuthorityName;
use serde::{Deserialize, Serialize};

use crate::operation::NeverRefused;
use crate::{Der, Operation, Refusal};

/// Marks the identifier of a certificate authority service: its feed is nobody else's.
#[derive(Debug)]
pub enum Authority {}

/// Follows the feed: everything after a sequence number, waiting for the first when there is none.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowStatus {
    /// The last sequence number seen; 0 for none.
    pub after: u64,
    /// At most 1,000.
    pub at_most: u16,
    /// How long to wait for an event, at most 30 s.
    pub wait_ms: u32,
}

/// What followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "feed", deny_unknown_fields)]
pub enum Followed {
    /// Events without a gap, from `after + 1`; none when nothing happened within the wait.
    Events {
        /// Whose feed.
        authority: Id<Authority>,
        /// In order.
        events: Vec<StatusEvent>,
    },
    /// The feed does not reach back that far, or never got that far: take a snapshot.
    Gap {
        /// Whose feed.
        authority: Id<Authority>,
    },
}

/// Something that changed what the world may believe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusEvent {
    /// One more than that of the event before.
    pub sequence: u64,
    /// What changed.
    pub change: StatusChange,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum StatusChange {
    /// A certificate authority joined.
    IssuerAdded(StatusIssuer),
    /// A certificate was issued.
    Issued(IssuedSerial),
    /// A serial is revoked, whether a certificate is known for it or not.
    Revoked(RevokedSerial),
    /// A CRL can be fetched.
    CrlSigned(SignedCrl),
}

/// A certificate authority, for responders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusIssuer {
    /// Its name: the last segment of its public paths.
    pub name: AuthorityName,
    /// Its certificate.
    pub certificate: Der,
    /// Whether OCSP is offered for what it issues.
    pub ocsp: bool,
}

/// A serial that was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssuedSerial {
    /// By whom.
    pub issuer: AuthorityName,
    /// The serial.
    pub serial: SerialNumber,
}

/// A serial that is revoked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokedSerial {
    /// Whose.
    pub issuer: AuthorityName,
    /// The serial.
    pub serial: SerialNumber,
    /// When it was decided.
    pub at: Timestamp,
    /// The reason as published.
    pub reason: RevocationReason,
}

/// A CRL that can be fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedCrl {
    /// Whose.
    pub issuer: AuthorityName,
    /// Its number.
    pub number: u64,
}

impl Operation for FollowStatus {
    const NAME: &'static str = "FollowStatus";
    type Answer = Followed;
    type Error = NeverRefused;
}

/// A page of everything that holds at a sequence number.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusSnapshot {
    /// The page to give; none for the first.
    pub page: Option<SnapshotCursor>,
    /// At most 5,000 serials.
    pub at_most: u16,
}

/// Where a snapshot goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SnapshotCursor {
    /// The snapshot's sequence number, the same on all of its pages.
    pub sequence: u64,
    /// The sequence number of the last serial given.
    pub after: u64,
    /// Whether the issued serials are through and the revoked ones follow.
    pub revoked: bool,
}

/// A page of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SnapshotPage {
    /// Whose.
    pub authority: Id<Authority>,
    /// What it holds at: follow from here.
    pub sequence: u64,
    /// Every issuer, on the first page only.
    pub issuers: Vec<StatusIssuer>,
    /// The current CRLs, on the first page only.
    pub crls: Vec<SignedCrl>,
    /// Serials issued.
    pub issued: Vec<IssuedSerial>,
    /// Serials revoked.
    pub revoked: Vec<RevokedSerial>,
    /// How many issued serials the whole snapshot has.
    pub issued_total: u64,
    /// How many revoked serials the whole snapshot has.
    pub revoked_total: u64,
    /// Where to go on; none on the last page.
    pub next: Option<SnapshotCursor>,
}

impl Operation for StatusSnapshot {
    const NAME: &'static str = "StatusSnapshot";
    type Answer = SnapshotPage;
    type Error = NeverRefused;
}

/// Fetches a CRL that the feed named.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FetchCrl {
    /// Which.
    pub crl: SignedCrl,
}

/// The CRL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FetchedCrl {
    /// DER.
    pub crl: Der,
}

/// Why there is no CRL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum FetchCrlError {
    /// No such issuer or number, or no longer kept.
    #[error("no such CRL")]
    UnknownCrl,
}

impl Refusal for FetchCrlError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCrl => "unknown-crl",
        }
    }
}

impl Operation for FetchCrl {
    const NAME: &'static str = "FetchCrl";
    type Answer = FetchedCrl;
    type Error = FetchCrlError;
}

/// Asks an issuing CA to certify a responder's OCSP key (RFC 6960 §4.2.2.2), for at most 14 days.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertifyResponderKey {
    /// The issuing CA that it will answer for.
    pub issuer: AuthorityName,
    /// PKCS#10 for the responder's own key.
    pub request: Der,
}

/// The responder's certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertifiedResponderKey {
    /// DER.
    pub certificate: Der,
}

/// Why the key was not certified.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum CertifyError {
    /// No such issuing CA, or one without OCSP.
    #[error("no issuing CA of this name offers OCSP")]
    UnknownIssuer,
    /// The request was refused.
    #[error("{fault}")]
    Request {
        /// Why.
        fault: RequestError,
    },
    /// Another curve than the profile's.
    #[error("the profile wants another curve")]
    Curve,
    /// A key whose private half a standard prints.
    #[error("this key was published")]
    PublishedKey,
    /// A key that was certified before.
    #[error("a key is certified only once, in whatever hierarchy; make a new one")]
    KeyCertifiedBefore,
    /// The prepared certificate breaks rules.
    #[error("the certificate would break {rules:?}")]
    Lint {
        /// The lint's codes.
        rules: Vec<String>,
    },
    /// Signing broke off: make a new key.
    #[error("signing broke off; make a new key and ask again with a new key")]
    BrokenOff,
}

impl Refusal for CertifyError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownIssuer => "unknown-issuer",
            Self::Request { .. } => "request",
            Self::Curve => "curve",
            Self::PublishedKey => "published-key",
            Self::KeyCertifiedBefore => "key-certified-before",
            Self::Lint { .. } => "lint",
            Self::BrokenOff => "broken-off",
        }
    }
}

impl Operation for CertifyResponderKey {
    const NAME: &'static str = "CertifyResponderKey";
    type Answer = CertifiedResponderKey;
    type Error = CertifyError;
}

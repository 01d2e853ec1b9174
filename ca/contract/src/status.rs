//! Operations for responders: the status feed, CRLs, and certification of OCSP keys.

use pki::crl::RevocationReason;
use pki::csr::RequestError;
use pki::{Id, SerialNumber, Timestamp};
use policies::AuthorityName;
use serde::{Deserialize, Serialize};

use crate::operation::NeverRefused;
use crate::{Der, Operation, Refusal, UnknownChange};

/// Tags the identifier of a certificate authority, by which responders recognise its feed.
#[derive(Debug)]
pub enum Authority {}

/// Follows the events of the feed after a sequence number. Waits for the next one if there is none.
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

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "feed")]
pub enum StatusEvents {
    /// The events from `after + 1` without gaps; none if nothing happened in time.
    Events {
        /// The authority whose feed it is.
        authority: Id<Authority>,
        /// In order.
        events: Vec<StatusEvent>,
    },
    /// The feed no longer reaches back that far, or has not reached this number yet. Take a snapshot.
    Gap {
        /// The authority whose feed it is.
        authority: Id<Authority>,
    },
}

/// An event of the feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StatusEventAsSent")]
pub struct StatusEvent {
    /// The sequence number, one more than that of the previous event.
    pub sequence: u64,
    /// Whether a reader that does not know this kind of change must stop answering instead of skipping it.
    pub critical: bool,
    /// What changed.
    pub change: StatusChange,
}

#[derive(Deserialize)]
struct StatusEventAsSent {
    sequence: u64,
    critical: bool,
    change: StatusChange,
}

impl TryFrom<StatusEventAsSent> for StatusEvent {
    type Error = &'static str;

    fn try_from(sent: StatusEventAsSent) -> Result<Self, Self::Error> {
        let StatusEventAsSent { sequence, critical, change } = sent;
        match &change {
            StatusChange::Unknown(unknown) if unknown.is_malformed(&StatusChange::KINDS) => Err("a malformed change of status"),
            _ => Ok(Self { sequence, critical, change }),
        }
    }
}

impl StatusEvent {
    /// An event as the certificate authority sends it.
    #[must_use]
    pub fn new(sequence: u64, change: StatusChange) -> Self {
        Self { sequence, critical: change.is_critical(), change }
    }
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum StatusChange {
    /// A certificate authority was added.
    IssuerAdded(StatusIssuer),
    /// A certificate was issued.
    Issued(IssuedSerial),
    /// A serial number was revoked, whether or not a certificate with it is known.
    Revoked(RevokedSerial),
    /// A CRL is available.
    CrlSigned(SignedCrl),
    /// Something that this version of the contract does not know.
    #[serde(untagged)]
    Unknown(UnknownChange),
}

impl StatusChange {
    /// The kinds that this version knows.
    pub const KINDS: [&str; 4] = ["issuer-added", "issued", "revoked", "crl-signed"];
    /// Those of them that are critical. A snapshot names these only: a reader that does not know one of the others may answer from it.
    pub const CRITICAL_KINDS: [&str; 4] = Self::KINDS;

    /// Whether a reader that does not know this change must stop answering, because otherwise it would give relying parties wrong
    /// information. A change that was stored by a later version is critical too: this version cannot assess it.
    #[must_use]
    pub const fn is_critical(&self) -> bool {
        match self {
            Self::IssuerAdded(_) | Self::Issued(_) | Self::Revoked(_) | Self::CrlSigned(_) | Self::Unknown(_) => true,
        }
    }
}

/// A certificate authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusIssuer {
    /// Its name, the last segment of its public paths.
    pub name: AuthorityName,
    /// Its certificate.
    pub certificate: Der,
    /// Whether OCSP is offered for the certificates that it issues.
    pub ocsp: bool,
}

/// An issued certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedSerial {
    /// Its issuer.
    pub issuer: AuthorityName,
    /// Its serial number.
    pub serial: SerialNumber,
}

/// A revoked certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokedSerial {
    /// The issuer.
    pub issuer: AuthorityName,
    /// Its serial number.
    pub serial: SerialNumber,
    /// When the revocation was decided.
    pub at: Timestamp,
    /// The published reason.
    pub reason: RevocationReason,
}

/// A CRL that can be fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedCrl {
    /// The issuer.
    pub issuer: AuthorityName,
    /// Its number.
    pub number: u64,
}

impl Operation for FollowStatus {
    const NAME: &'static str = "FollowStatus";
    type Answer = StatusEvents;
    type Error = NeverRefused;
}

/// Requests a page of the state at a sequence number.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusSnapshot {
    /// The page; none for the first.
    pub page: Option<SnapshotCursor>,
    /// At most 5,000 serials.
    pub at_most: u16,
}

/// The position of a page in a snapshot, to be returned unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SnapshotCursor {
    /// The snapshot's sequence number, the same on all its pages.
    pub sequence: u64,
    /// The sequence number of the last entry of the previous page.
    pub after: u64,
    /// Whether the issued certificates are complete and the revoked ones follow.
    pub revoked: bool,
}

impl From<SnapshotCursor> for String {
    fn from(cursor: SnapshotCursor) -> Self {
        format!("{}-{}-{}", cursor.sequence, cursor.after, if cursor.revoked { "revoked" } else { "issued" })
    }
}

impl TryFrom<String> for SnapshotCursor {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let mut parts = text.split('-');
        let cursor = (|| {
            let (sequence, after) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let revoked = match parts.next()? {
                "issued" => false,
                "revoked" => true,
                _ => return None,
            };
            parts.next().is_none().then_some(Self { sequence, after, revoked })
        })();
        cursor.ok_or("not a snapshot's cursor")
    }
}

/// A page of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotPage {
    /// The issuer.
    pub authority: Id<Authority>,
    /// The sequence number of this state, after which to follow the feed.
    pub sequence: u64,
    /// The kinds of critical changes that the snapshot includes: a reader that does not know one of them must not answer from it.
    pub kinds: Vec<String>,
    /// All issuers, on the first page only.
    pub issuers: Vec<StatusIssuer>,
    /// The current CRLs, on the first page only.
    pub crls: Vec<SignedCrl>,
    /// Issued certificates.
    pub issued: Vec<IssuedSerial>,
    /// Revoked certificates.
    pub revoked: Vec<RevokedSerial>,
    /// The number of issued certificates in the whole snapshot.
    pub issued_total: u64,
    /// The number of revoked certificates in the whole snapshot.
    pub revoked_total: u64,
    /// The position of the next page; none on the last.
    pub next: Option<SnapshotCursor>,
}

impl Operation for StatusSnapshot {
    const NAME: &'static str = "StatusSnapshot";
    type Answer = SnapshotPage;
    type Error = NeverRefused;
}

/// Fetches a CRL announced by the feed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FetchCrl {
    /// The issuer.
    pub issuer: AuthorityName,
    /// The CRL number.
    pub number: u64,
}

/// The CRL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchedCrl {
    /// DER.
    pub crl: Der,
}

/// Why the CRL is not available.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum FetchCrlError {
    /// Unknown issuer or number, or no longer stored.
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

/// Requests the certification of a responder's OCSP key by an issuing CA (RFC 6960 §4.2.2.2), for at most 14 days.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertifyResponderKey {
    /// The issuing CA for which it will answer.
    pub issuer: AuthorityName,
    /// PKCS #10 for the responder's key.
    pub request: Der,
}

/// The responder's certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertifiedResponderKey {
    /// DER.
    pub certificate: Der,
}

/// Why the key was not certified.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum CertifyError {
    /// Unknown issuing CA, or one without OCSP.
    #[error("no issuing CA of this name offers OCSP")]
    UnknownIssuer,
    /// The request was refused.
    #[error("{fault}")]
    Request {
        /// The reason.
        fault: RequestError,
    },
    /// The key is on another curve than the profile requires.
    #[error("the profile requires another curve")]
    Curve,
    /// The key's private key is printed in a standard.
    #[error("this private key was published")]
    PublishedKey,
    /// The key was certified before.
    #[error("a key is certified only once, in any hierarchy; generate a new one")]
    KeyCertifiedBefore,
    /// The lint refused the certificate.
    #[error("the certificate would violate {rules:?}")]
    Lint {
        /// The lint's codes.
        rules: Vec<String>,
    },
    /// Signing was interrupted; generate a new key.
    #[error("signing was interrupted; generate a new key and try again with a new idempotency key")]
    SigningInterrupted,
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
            Self::SigningInterrupted => "signing-interrupted",
        }
    }
}

impl Operation for CertifyResponderKey {
    const NAME: &'static str = "CertifyResponderKey";
    type Answer = CertifiedResponderKey;
    type Error = CertifyError;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_of_kinds_are_those_of_the_changes() {
        let issuer = || "advanced".parse::<AuthorityName>().unwrap();
        let serial = || SerialNumber::from_magnitude(&[0x40; 16]).unwrap();
        let changes: [_; StatusChange::KINDS.len()] = [
            StatusChange::IssuerAdded(StatusIssuer { name: issuer(), certificate: Der(Vec::new()), ocsp: true }),
            StatusChange::Issued(IssuedSerial { issuer: issuer(), serial: serial() }),
            StatusChange::Revoked(RevokedSerial {
                issuer: issuer(),
                serial: serial(),
                at: Timestamp::from_millis(0),
                reason: RevocationReason::Superseded,
            }),
            StatusChange::CrlSigned(SignedCrl { issuer: issuer(), number: 1 }),
        ];
        let mut critical = Vec::new();
        for (change, kind) in changes.into_iter().zip(StatusChange::KINDS) {
            // Whoever adds a variant adds one to `changes` too: both lists then have to name its kind.
            match change {
                StatusChange::IssuerAdded(_)
                | StatusChange::Issued(_)
                | StatusChange::Revoked(_)
                | StatusChange::CrlSigned(_)
                | StatusChange::Unknown(_) => {}
            }
            let event = serde_json::to_value(StatusEvent::new(1, change)).unwrap();
            assert_eq!(event["change"]["kind"], kind);
            critical.extend((event["critical"] == true).then_some(kind));
        }
        assert_eq!(critical, StatusChange::CRITICAL_KINDS);
    }
}

//! A line of evidence.

use ca_contract::AuthorityName;
use ca_contract::status::Authority;
use pki::{Digest, Id, Timestamp};
use serde::Serialize;

/// What the answers to OCSP requests follow from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct State {
    /// The authority whose feed is followed; `None` before the first contact.
    pub(crate) authority: Option<Id<Authority>>,
    /// The sequence number up to which its feed is known.
    pub(crate) sequence: Option<u64>,
    /// Whether statuses are answered, and not `tryLater`.
    pub(crate) answering: bool,
    pub(crate) issuers: Vec<IssuerState>,
}

/// A CA for which requests are answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct IssuerState {
    pub(crate) name: AuthorityName,
    /// The SHA-256 fingerprint of the certificate whose key signs answers; without one, the answer is `tryLater`.
    pub(crate) signer: Option<Digest>,
    /// The number of the published CRL.
    pub(crate) crl: Option<u64>,
}

/// Why a line was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Event {
    /// The responder was opened. If the line before it is not `Stop`, it was killed some time after that line.
    Start,
    Change,
    /// The responder was told to stop: only requests in progress were answered from then on.
    Stop,
}

/// A line: from `at` on, answers follow from `state`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub(super) at: Timestamp,
    pub(super) event: Event,
    #[serde(flatten)]
    pub(super) state: State,
}

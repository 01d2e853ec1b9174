//! Proposals to enrol, dismiss or renew an officer: one officer proposes, another confirms, the certificate authority carries it
//! out.

use std::time::Duration;

use pki::{Id, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Candidate, Der, OfficerId};
use crate::access::Role;

/// A proposal that is not confirmed within this time lapses.
const STANDS_FOR: Duration = Duration::from_secs(7 * 24 * 3600);

/// Marks identifiers of proposals.
#[derive(Debug)]
pub enum ProposalTag {}

/// Identifies a proposal.
pub type ProposalId = Id<ProposalTag>;

/// A proposal and its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub id: ProposalId,
    pub change: Change,
    pub proposed_by: OfficerId,
    pub proposed_at: Timestamp,
    /// Who confirmed it, and when.
    pub confirmed: Option<(OfficerId, Timestamp)>,
    /// The certificate authority's answer.
    pub outcome: Option<Outcome>,
}

/// The proposed change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "change", deny_unknown_fields)]
pub enum Change {
    /// Somebody is enrolled.
    Join {
        /// First name, a space, surname.
        name: String,
        /// E-mail address, in lower case.
        email: String,
        roles: Vec<Role>,
        /// PKCS#10 for the key on their token.
        request: Der,
    },
    /// An officer is dismissed.
    Leave { officer: OfficerId },
    /// An officer gets a new certificate.
    Renew {
        officer: OfficerId,
        /// PKCS#10 for the new key on their token.
        request: Der,
    },
}

/// The certificate authority's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome", deny_unknown_fields)]
pub enum Outcome {
    Enrolled {
        /// The new officer's identifier.
        officer: OfficerId,
        /// Their login certificate.
        certificate: Der,
        /// The internal authority's certificates.
        chain: Vec<Der>,
    },
    Dismissed {
        at: Timestamp,
    },
    Renewed {
        /// Their login certificate.
        certificate: Der,
        /// The internal authority's certificates.
        chain: Vec<Der>,
    },
    Refused {
        /// The refusal's code: `address-in-use`.
        code: String,
    },
}

impl Change {
    pub(super) fn join(candidate: Candidate) -> Self {
        let Candidate { name, email, roles, request } = candidate;
        Self::Join { name, email, roles, request: request.0 }
    }
}

impl Outcome {
    /// The certificate that was issued, and those of its issuers, DER.
    #[must_use]
    pub fn certificate(&self) -> Option<(&Der, &[Der])> {
        match self {
            Self::Enrolled { certificate, chain, .. } | Self::Renewed { certificate, chain } => Some((certificate, chain)),
            Self::Dismissed { .. } | Self::Refused { .. } => None,
        }
    }
}

impl Proposal {
    /// Whether it waits for a second officer at `now`.
    #[must_use]
    pub fn waits(&self, now: Timestamp) -> bool {
        self.confirmed.is_none() && now.since(self.proposed_at) < STANDS_FOR
    }
}

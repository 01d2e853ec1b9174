//! Proposals that an officer joins, leaves or gets a new certificate: one proposes, another confirms, the certificate authority does it.

use std::time::Duration;

use pki::{Id, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Candidate, Der, OfficerId};
use crate::access::Role;

/// A proposal that nobody confirmed within this time lapses.
const STANDS_FOR: Duration = Duration::from_secs(7 * 24 * 3600);

/// Marks identifiers of proposals.
#[derive(Debug)]
pub enum ProposalTag {}

/// Identifies a proposal.
pub type ProposalId = Id<ProposalTag>;

/// A proposal and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Which.
    pub id: ProposalId,
    /// What is to happen.
    pub change: Change,
    /// Who proposed it.
    pub proposed_by: OfficerId,
    /// When.
    pub proposed_at: Timestamp,
    /// Who confirmed it, and when.
    pub confirmed: Option<(OfficerId, Timestamp)>,
    /// What the certificate authority answered.
    pub outcome: Option<Outcome>,
}

/// What is to happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "change", deny_unknown_fields)]
pub enum Change {
    /// Somebody joins.
    Join {
        /// First name, a space, surname.
        name: String,
        /// Their address, in lower case.
        email: String,
        /// In what capacities they will act.
        roles: Vec<Role>,
        /// PKCS#10 for the key on their token.
        request: Der,
    },
    /// Somebody leaves.
    Leave {
        /// Who.
        officer: OfficerId,
    },
    /// An officer gets a new certificate.
    Renew {
        /// Who.
        officer: OfficerId,
        /// PKCS#10 for the new key on their token.
        request: Der,
    },
}

/// What the certificate authority answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome", deny_unknown_fields)]
pub enum Outcome {
    /// Enrolled.
    Enrolled {
        /// What they are known by.
        officer: OfficerId,
        /// Their login certificate.
        certificate: Der,
        /// The internal authority's.
        chain: Vec<Der>,
    },
    /// Dismissed.
    Dismissed {
        /// Since when.
        at: Timestamp,
    },
    /// A new certificate.
    Renewed {
        /// Their login certificate.
        certificate: Der,
        /// The internal authority's.
        chain: Vec<Der>,
    },
    /// Refused.
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
    /// The certificate that came of it, then its issuer's, DER.
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

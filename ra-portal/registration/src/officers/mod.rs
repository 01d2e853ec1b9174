//! Officers, each with roles, authenticated by the certificate with which the certificate authority enrolled them.

mod acting;
mod candidate;
mod confirm;
mod der;
#[cfg(test)]
pub(crate) mod fixture;
mod follow;
mod login;
mod name;
mod officer;
mod proposal;
mod reminders;
mod service;
mod store;

use std::sync::Arc;

pub use crate::access::{OfficerId, OfficerMark};
pub(crate) use acting::{acting, may};
pub use candidate::{Candidate, CandidateFault, CandidateField, KeyRequest};
pub use confirm::ConfirmError;
pub use der::Der;
pub use login::NotAnOfficer;
pub(crate) use name::{contains_either_way, name_words};
pub use officer::{Enrolled, Officer, OfficerRecord};
pub use proposal::{Change, Outcome, Proposal, ProposalId, ProposalTag};
pub use service::{OfficersOverview, ProposeError};
pub(crate) use store::find;

use crate::core::Core;

/// The officers, and how somebody becomes or stops being one.
#[derive(Clone)]
pub struct Officers {
    pub(crate) core: Arc<Core>,
}

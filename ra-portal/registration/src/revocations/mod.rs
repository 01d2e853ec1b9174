//! Revocations by officers, with reason and evidence: one records, another confirms (M19).

mod confirm;
mod evidence;
mod record;
mod request;
mod store;

use std::sync::Arc;

pub use confirm::ConfirmRevocationError;
pub use evidence::{Evidence, NotEvidence, OfficersReason};
pub use record::{RecordRevocationError, WithdrawError};
pub use request::{Confirmed, RequestId, RevocationOutcome, RevocationOverview, RevocationRecord};

use crate::core::Core;

/// Revocation by two officers, with evidence.
#[derive(Clone)]
pub struct Revocations {
    pub(crate) core: Arc<Core>,
}

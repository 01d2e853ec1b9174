//! Emergency revocation on the public page: four answers, a confirmation, and the certificate authority's receipt (M19).
//!
//! Nothing is stored here. What one page passes to the next is encrypted inside the page.

mod answers;
mod carried;
mod dates;
mod faulty_answer;
mod reason;
mod receipt;
mod receipt_content;
mod revoke;

use std::sync::Arc;

pub use answers::{Answers, TypedAnswers, TypedFurtherFacts};
pub use carried::{CarriedAnswers, NotCarried};
pub use faulty_answer::{AnswerFault, AnswerField, FaultyAnswer};
pub use reason::{HolderReason, RequestChannel, RequestReason};
pub use receipt::{NoReceipt, Receipt};
pub use receipt_content::{AuthorityRequest, RevocationReceipt, RevocationSummary, RevokedCertificate};
pub use revoke::{EmergencyOutcome, NotRevoked};

use crate::core::Core;

/// Revocation with the emergency revocation code on the public page (M19).
#[derive(Clone)]
pub struct EmergencyRevocation {
    pub(crate) core: Arc<Core>,
}

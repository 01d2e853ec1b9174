//! The officers' desk: queue, pieces, identity check, review, authorisation.
//!
//! Four-eyes principle: one officer reviews, another authorises, and neither is the holder. A digest covers what the first
//! officer saw; the second authorises exactly that, and exactly that is sent to the certificate authority.

mod approval;
mod authorisation;
mod authorise;
mod case_file;
mod document_end;
mod four_eyes;
mod history;
mod identity_check;
mod overview;
mod piece_decision;
mod queue;
mod record_check;
mod reopen;
mod review;
mod statement;
mod store;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use authorisation::ApprovalRefusal;
pub use authorise::AuthoriseError;
pub use document_end::DocumentEnd;
pub use history::{ACTS, Actor, HistoryEntry};
pub use identity_check::{CheckFault, CheckField, DocumentKind, FaceToFace, IdentityCheck, TypedCheck};
pub use overview::DeskOrder;
pub use piece_decision::{PieceDecisionError, Reason, ReasonFault};
pub use queue::{Queue, Waiting};
pub use record_check::RecordCheckError;
pub use review::ReviewError;

pub use reopen::Consequences;

pub(crate) use reopen::{consequences, reopen_proofs};

use four_eyes::is_holder;

use crate::core::Core;

/// The registration officers' work on orders: queue, pieces, identity check, review, authorisation.
#[derive(Clone)]
pub struct Desk {
    pub(crate) core: Arc<Core>,
}

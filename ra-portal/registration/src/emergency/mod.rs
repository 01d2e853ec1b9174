//! Emergency revocation on the public page: four answers, a confirmation, the certificate authority's account of it (M19).
//!
//! Nothing is stored here. What one page asked travels to the next inside it, sealed.

mod answers;
mod carried;
mod receipt;
mod revoke;

pub use answers::{AnswerFault, AnswerField, Answers, FaultyAnswer, TypedAnswers, TypedFurtherFacts};
pub use ca_contract::revocation::{Account, HolderReason, RequestChannel, RequestReason, RevocationSummary, RevokedCertificate};
pub use carried::{CarriedAnswers, NotCarried};
pub use receipt::{NoReceipt, Receipt};
pub use revoke::{EmergencyOutcome, NotRevoked};

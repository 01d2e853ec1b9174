//! Revocation by the holder with a code and by two officers, and its signed receipt.

mod by_code;
mod by_officers;
mod contact;
mod receipt;
mod request;
mod source;
mod summary;

pub use by_code::{FurtherFacts, HolderReason, RevokeByCode, RevokeByCodeError, RevokedByCode};
pub use by_officers::{Evidence, NotEvidence, OfficersReason, RevokeByOfficers, RevokeByOfficersError};
pub use contact::{Contact, NotAContact, bare_address};
pub use receipt::{FetchRevocationReceipt, RevocationReceipt, RevocationReceiptError, RevokedCertificate, SignedReceipt};
pub use request::{RequestChannel, RequestReason};
pub use source::{NotAnOperatorName, OperatorName, Source};
pub use summary::{RevocationRequest, RevocationSummary};

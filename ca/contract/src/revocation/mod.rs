//! Revocation by the holder with a code and by two officers, and its signed receipt.

mod account;
mod by_code;
mod by_officers;
mod contact;
mod request;
mod source;
mod summary;

pub use account::{Account, AccountError, RevocationAccount, RevokedCertificate, SignedAccount};
pub use by_code::{FurtherFacts, HolderReason, RevokeByCode, RevokeByCodeError, RevokedByCode};
pub use by_officers::{Evidence, NotEvidence, OfficersReason, RevokeByOfficers, RevokeByOfficersError};
pub use contact::{Contact, NotAContact, bare_address};
pub use request::{RequestChannel, RequestReason};
pub use source::{NotAnOperatorName, OperatorName, Source};
pub use summary::{RevocationRequest, RevocationSummary};

//! Revocation: by the holder against a code, by two officers, and the signed account of it.

mod account;
mod by_code;
mod by_officers;
mod request;

pub use account::{Account, AccountError, RevocationAccount, RevokedCertificate, SignedAccount};
pub use by_code::{Channel, Contact, FurtherFacts, HolderReason, RevokeByCode, RevokeByCodeError, RevokedByCode};
pub use by_officers::{Evidence, NotEvidence, OfficersReason, RevokeByOfficers, RevokeByOfficersError};
pub use request::{RequestChannel, RequestReason, RevocationRequest, RevocationSummary};

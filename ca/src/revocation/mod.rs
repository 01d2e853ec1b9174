//! Revocation: always every certificate of a token, in one transaction (M17); then the CRLs, the read-back, the signed account.

mod account;
mod by_code;
mod held;
mod progress;
mod read_back;
mod store;

pub(crate) use account::account;
pub(crate) use by_code::by_code;
pub(crate) use held::{held_by_fingerprint, is_revoked};
pub(crate) use progress::mark_signed;
pub(crate) use read_back::{ReadBack, read_back_due};

/// Marks identifiers of revocations.
pub(crate) enum Revocation {}

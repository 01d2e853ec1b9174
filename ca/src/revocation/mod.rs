//! Revocation: always every certificate of a token, in one transaction (M17); then the CRLs, the read-back, the signed receipt.

mod by_code;
mod by_officers;
mod progress;
mod read_back;
mod receipt;
mod store;

pub(crate) use progress::mark_signed;
pub(crate) use read_back::{ReadBack, read_back_due};

/// Marks identifiers of revocations.
pub(crate) enum Revocation {}

#[cfg(test)]
mod tests;

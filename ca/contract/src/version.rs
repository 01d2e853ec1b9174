//! The version of the contract, which both sides state.
//!
//! A version is a whole number. It is incremented when a request gains a field or the contract an operation, when an answer gains
//! a field that callers rely on, or when a feed gains a kind of event. Requests are strict, so that nothing in a request is
//! ignored: the certificate authority refuses callers of a later version. Answers and events are tolerant: a caller skips fields
//! that it does not know. The certificate authority is therefore upgraded first.

use std::fmt;
use std::str::FromStr;

/// The header with the sender's version.
pub const VERSION_HEADER: &str = "contract-version";

/// A version of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContractVersion(u32);

/// Not a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a version of the contract is a whole number from 1")]
pub struct NotAVersion;

impl ContractVersion {
    /// The version of this program. Release 0.1.0 has version 1; in version 2 a holder may have no given name, and a birth date no
    /// day.
    pub const OURS: Self = Self(2);
}

impl FromStr for ContractVersion {
    type Err = NotAVersion;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().ok().filter(|number| *number > 0).map(Self).ok_or(NotAVersion)
    }
}

impl fmt::Display for ContractVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

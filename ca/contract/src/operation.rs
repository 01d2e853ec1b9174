//! Operations of the contract, and how a call can fail.

use serde::{Serialize, de::DeserializeOwned};

use crate::ContractVersion;

/// An operation of the certificate authority.
pub trait Operation: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name, the last segment of its path and the key of its row in [`crate::OPERATIONS`].
    const NAME: &'static str;
    /// The answer to a successful call.
    type Answer: Serialize + DeserializeOwned + Send + 'static;
    /// The refusal of a call.
    type Error: Refusal;
}

/// A refusal by the certificate authority, final for this call and recorded in its ledger.
pub trait Refusal: Serialize + DeserializeOwned + std::error::Error + Send + 'static {
    /// A stable code in kebab-case, without the operation's name: `approval-used`.
    fn code(&self) -> &'static str;
}

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failed<E> {
    /// The certificate authority refused.
    #[error("refused: {0}")]
    Refused(E),
    /// The caller may not call this operation.
    #[error("this caller may not call this operation of the certificate authority")]
    NotAllowed,
    /// The idempotency key was used for another call. Nothing was done.
    #[error("the idempotency key was used for another call")]
    KeyReused,
    /// The message does not conform to the contract.
    #[error("the certificate authority cannot read this call: {0}")]
    Invalid(String),
    /// The caller uses a later version of the contract: the certificate authority must be upgraded first.
    #[error(
        "the certificate authority uses version {theirs} of the contract, this caller version {ours}; upgrade the certificate authority first"
    )]
    LaterVersion {
        /// The certificate authority's version.
        theirs: ContractVersion,
        /// The caller's version.
        ours: ContractVersion,
    },
    /// The certificate authority acted, but its answer does not conform to the contract: retrying does not help.
    #[error("the certificate authority's answer does not conform to version {ours} of the contract; its version is {theirs}")]
    UnreadableAnswer {
        /// The certificate authority's version.
        theirs: ContractVersion,
        /// The caller's version.
        ours: ContractVersion,
    },
    /// It is unknown whether the call took effect; repeat it with the same key.
    #[error("the certificate authority did not answer in time; try again with the same idempotency key")]
    Unavailable,
    /// Something at the certificate authority is broken, and retrying does not help: its operator finds the cause in its log
    /// under `id`, eight hexadecimal digits. Nothing was done, unless by an earlier attempt with the same key.
    #[error("incident {id} at the certificate authority")]
    Incident {
        /// The identifier in the log.
        id: String,
    },
}

/// For operations that are never refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum NeverRefused {}

impl Refusal for NeverRefused {
    fn code(&self) -> &'static str {
        match *self {}
    }
}

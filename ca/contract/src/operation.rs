//! One operation of the contract, and how a call can fail.

use serde::{Serialize, de::DeserializeOwned};

/// Something that may be asked of the certificate authority.
pub trait Operation: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name: the last segment of its path, and its row in [`crate::OPERATIONS`].
    const NAME: &'static str;
    /// What a granted call answers.
    type Answer: Serialize + DeserializeOwned + Send + 'static;
    /// What a refused call says.
    type Error: Refusal;
}

/// A refusal that the certificate authority decided on: final for this question, recorded in its ledger.
pub trait Refusal: Serialize + DeserializeOwned + std::error::Error + Send + 'static {
    /// Kebab-case and stable, without the operation's name: `approval-used`.
    fn code(&self) -> &'static str;
}

/// Why a call brought no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failed<E> {
    /// The certificate authority understood, and decided against it.
    #[error("refused: {0}")]
    Refused(E),
    /// This caller may not ask this.
    #[error("this caller may not ask this of the certificate authority")]
    NotAllowed,
    /// The idempotency key was used for another question: nothing was done for this one.
    #[error("the idempotency key was used for another question")]
    KeyReused,
    /// The message does not fit the contract.
    #[error("the certificate authority cannot read this call: {0}")]
    Invalid(String),
    /// Nobody knows whether it happened: ask again with the same key.
    #[error("the certificate authority did not answer in time; ask again with the same key")]
    Unavailable,
}

/// For operations that are never refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum NeverRefused {}

impl Refusal for NeverRefused {
    fn code(&self) -> &'static str {
        match *self {}
    }
}

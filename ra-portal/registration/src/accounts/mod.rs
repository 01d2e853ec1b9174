//! Accounts: who may sign in, and how.
//!
//! An account is an e-mail address that was verified by a code, and a password. Each login takes both: the password, then a code by
//! mail. Whether an address has an account is told to its mailbox, never to whoever asks (docs/codes.md#storage).

mod budget;
mod code;
mod confirm;
mod email_address;
mod password;
mod pending;
mod pending_store;
mod service;
mod session;
mod store;
mod token;

use std::sync::Arc;

pub use code::{CodeAttempt, NotACode};
pub use confirm::CodeError;
pub use email_address::{EmailAddress, EmailAddressFault};
pub use password::{Password, PasswordAttempt, PasswordFault};
pub use pending::{AwaitedCode, ResendError};
pub use service::{NotAwaited, SignInError, SlowDown};
pub use session::Session;
pub use token::{PendingToken, SessionToken};

pub(crate) use store::contact;

use pki::Id;

/// Marks identifiers of accounts.
#[derive(Debug)]
pub enum AccountKind {}

/// Identifies an account.
pub type AccountId = Id<AccountKind>;

use crate::core::Core;

/// Sign-up, sign-in, passwords and sessions.
#[derive(Clone)]
pub struct Accounts {
    pub(crate) core: Arc<Core>,
}

#[cfg(test)]
mod tests;

//! Accounts: who may sign in, and how.
//!
//! An account is an e-mail address that was verified by a code, and a password. Each login takes both: the password, then a code
//! by mail. Only the mailbox learns whether an address has an account; the person at the browser never does
//! (docs/codes.md#storage).

mod budget;
mod code;
mod confirm;
mod email_address;
mod kept_form;
mod password;
mod pending;
mod pending_store;
mod send_code;
mod service;
mod session;
mod store;
mod token;

use std::sync::Arc;

pub use crate::account_id::{AccountId, AccountTag};
pub use code::{CodeAttempt, NotACode};
pub use confirm::CodeError;
pub use email_address::{EmailAddress, EmailAddressFault};
pub use kept_form::KeptFields;
pub use password::{Password, PasswordAttempt, PasswordFault};
pub use send_code::{AwaitedCode, ResendError};
pub use service::{NotAwaited, RateLimited, SignInError, Submission};
pub use session::Session;
pub use token::{PendingToken, SessionToken};

pub(crate) use store::{account_of, contact};

use crate::core::Core;

/// Sign-up, sign-in, passwords and sessions.
#[derive(Clone)]
pub struct Accounts {
    pub(crate) core: Arc<Core>,
}

#[cfg(test)]
mod tests;

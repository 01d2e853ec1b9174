//! Sign-ups, logins and new passwords that wait for their one-time code.

use i18n::Language;
use pki::{Digest, Timestamp};

use super::AccountId;
use super::email_address::EmailAddress;
use super::password::Verifier;
use crate::messages::CodePurpose;

/// A sign-up, login or new password whose code is awaited.
pub(super) struct Pending {
    pub(super) purpose: CodePurpose,
    /// As typed at sign-up, or as the account stores it.
    pub(super) email: EmailAddress,
    pub(super) language: Language,
    /// The account, if there is one.
    pub(super) account: Option<AccountId>,
    /// The password chosen at sign-up.
    pub(super) password: Option<Verifier>,
    pub(super) begun_at: Timestamp,
    /// The keyed digest of the newest code; none when no code can be right.
    pub(super) code: Option<Digest>,
    pub(super) sent_at: Timestamp,
    pub(super) tries: i64,
    /// When the code was accepted and a new password became awaited.
    pub(super) accepted_at: Option<Timestamp>,
}

//! Sign-ups, logins and new passwords that wait for their one-time code.

use i18n::Language;
use pki::{Digest, Timestamp};

use super::AccountId;
use super::email_address::EmailAddress;
use super::password::Verifier;
use crate::messages::CodePurpose;

/// What waits for its code.
pub(super) struct Pending {
    pub(super) purpose: CodePurpose,
    /// As typed at sign-up, or as the account has it.
    pub(super) email: EmailAddress,
    pub(super) language: Language,
    /// Whose it is, when somebody's.
    pub(super) account: Option<AccountId>,
    /// The password chosen at sign-up.
    pub(super) password: Option<Verifier>,
    pub(super) begun_at: Timestamp,
    /// The keyed digest of the newest code; none when no code can be right.
    pub(super) code: Option<Digest>,
    pub(super) sent_at: Timestamp,
    pub(super) tries: i64,
    /// Since when a new password is awaited.
    pub(super) accepted_at: Option<Timestamp>,
}

//! Sign-ups, logins and new passwords that wait for their one-time code.

use std::time::Duration;

use i18n::Language;
use pki::{Digest, Timestamp};

use super::AccountId;
use super::email_address::EmailAddress;
use super::password::Verifier;
use crate::messages::CodePurpose;

/// How long a form that was accepted may arrive again and gets the same answer: a browser may have sent it twice.
const REPEATED_WITHIN: Duration = Duration::from_secs(60);

/// A sign-up, login or new password whose code is awaited.
pub(super) struct Pending {
    pub(super) purpose: CodePurpose,
    /// As typed at sign-up, or as the account stores it.
    pub(super) email: EmailAddress,
    pub(super) language: Language,
    /// The account, if there is one.
    pub(super) account: Option<AccountId>,
    /// The password chosen at sign-up, or the new password once it was set.
    pub(super) password: Option<Verifier>,
    pub(super) begun_at: Timestamp,
    /// The keyed digest of the newest code; none when no code can be right.
    pub(super) code: Option<Digest>,
    pub(super) sent_at: Timestamp,
    pub(super) tries: i64,
    /// When the code was accepted, or the new password was set.
    pub(super) accepted_at: Option<Timestamp>,
}

impl Pending {
    /// Whether the code was accepted so long ago that a repeated form no longer gets the same answer.
    pub(super) fn is_code_used(&self, now: Timestamp) -> bool {
        self.accepted_at.is_some_and(|accepted_at| now.since(accepted_at) >= REPEATED_WITHIN)
    }

    /// Whether everything is done, and no form is answered any more.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        let is_last_step = self.purpose != CodePurpose::NewPassword || self.password.is_some();
        is_last_step && self.is_code_used(now)
    }
}

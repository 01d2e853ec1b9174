//! Error messages at fields of the account forms.

use std::time::Duration;

use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use registration::accounts::{EmailAddressFault, PasswordFault, RateLimited};

use crate::web::{FieldErrors, NoPage, Refusal, too_many};

/// An error message at a field of the submitted form.
pub(crate) struct Notice {
    pub(crate) errors: FieldErrors,
    /// The waiting time if a rate limit was reached.
    retry_after: Option<Duration>,
}

impl Notice {
    pub(super) fn at(field: &str, text: String) -> Self {
        Self { errors: FieldErrors::at(field, text), retry_after: None }
    }

    /// A message that says when the visitor can try again.
    pub(super) fn rate_limited(t: Words, field: &str, retry_after: Duration) -> Self {
        let minutes = retry_after.as_secs().div_ceil(60);
        let text = match minutes {
            ..120 => t.count("accounts-wait-minutes", minutes),
            _ => t.count("accounts-wait-hours", minutes.div_ceil(60)),
        };
        Self { errors: FieldErrors::at(field, text), retry_after: Some(retry_after) }
    }

    /// Renders the form's page with the message: status 429 with `Retry-After` if a rate limit was reached, otherwise 422.
    pub(super) fn answer(
        self,
        page: impl FnOnce(StatusCode, FieldErrors) -> Result<Response, NoPage>,
    ) -> Result<Response, NoPage> {
        let Some(retry_after) = self.retry_after else { return page(StatusCode::UNPROCESSABLE_ENTITY, self.errors) };
        Ok(too_many(page(StatusCode::UNPROCESSABLE_ENTITY, self.errors)?, retry_after))
    }
}

impl Refusal for RateLimited {
    type Told = Notice;

    fn told(self, t: Words) -> Result<Notice, NoPage> {
        Ok(Notice::rate_limited(t, "email", self.retry_after))
    }
}

pub(super) fn email_fault(t: Words, fault: EmailAddressFault) -> String {
    t.say(match fault {
        EmailAddressFault::Missing => "accounts-email-missing",
        EmailAddressFault::TooLong => "accounts-email-too-long",
        EmailAddressFault::NotAscii => "accounts-email-not-ascii",
        EmailAddressFault::Form => "accounts-email-form",
    })
}

pub(super) fn password_fault(t: Words, fault: PasswordFault) -> String {
    t.say(match fault {
        PasswordFault::TooShort => "accounts-password-too-short",
        PasswordFault::TooLong => "accounts-password-too-long",
        PasswordFault::Address => "accounts-password-address",
        PasswordFault::Guessable => "accounts-password-guessable",
    })
}

//! Signing up, signing in and out, a forgotten password: each ends with a code that is sent by mail.

pub(crate) mod code;
mod forgotten_password;
mod new_password;
mod sign_in;
mod sign_out;
mod sign_up;

use std::time::Duration;

use axum::response::Response;
use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue, StatusCode};
use i18n::Words;
use registration::access::Action::{SignIn, SignOut};
use registration::accounts::{EmailAddressFault, PasswordFault, PendingToken, SessionToken, SlowDown};

use crate::web::Entrance::Public;
use crate::web::{FieldErrors, NoPage, Refusal, Route, SESSION, cookies, see_other};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(Public, "/sign-up", SignIn, sign_up::show),
        Route::post(Public, "/sign-up", SignIn, sign_up::submit),
        Route::get(Public, "/sign-up/code", SignIn, code::show),
        Route::post(Public, "/sign-up/code", SignIn, code::submit),
        Route::post(Public, "/sign-up/code/resend", SignIn, code::resend),
        Route::get(Public, "/sign-in", SignIn, sign_in::show),
        Route::post(Public, "/sign-in", SignIn, sign_in::submit),
        Route::get(Public, "/sign-in/code", SignIn, code::show),
        Route::post(Public, "/sign-in/code", SignIn, code::submit),
        Route::post(Public, "/sign-in/code/resend", SignIn, code::resend),
        Route::get(Public, "/forgotten-password", SignIn, forgotten_password::show),
        Route::post(Public, "/forgotten-password", SignIn, forgotten_password::submit),
        Route::get(Public, "/forgotten-password/code", SignIn, code::show),
        Route::post(Public, "/forgotten-password/code", SignIn, code::submit),
        Route::post(Public, "/forgotten-password/code/resend", SignIn, code::resend),
        Route::get(Public, "/forgotten-password/new", SignIn, new_password::show),
        Route::post(Public, "/forgotten-password/new", SignIn, new_password::submit),
        Route::post(Public, "/sign-out", SignOut, sign_out::submit),
    ]
}

/// A sign-in, sign-up or new password that waits for its code.
const PENDING: &str = "__Host-pending";

/// What waits for its code in this browser.
fn pending(headers: &HeaderMap) -> Option<PendingToken> {
    cookies::read(headers, PENDING).and_then(|cookie| PendingToken::from_cookie(&cookie))
}

/// To the page that asks for the code.
fn awaiting_code(path: &str, token: &PendingToken) -> Response {
    let mut response = see_other(path);
    cookies::set(&mut response, PENDING, token.expose());
    response
}

/// To the first page of whoever is signed in now.
fn signed_in(path: &str, session: &SessionToken) -> Response {
    let mut response = see_other(path);
    cookies::set(&mut response, SESSION, session.expose());
    cookies::clear(&mut response, PENDING);
    response
}

/// Where somebody wanted to go before signing in: a page of their orders, or the list of them.
fn destination(next: &str) -> &str {
    let plain = next.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'/' | b'-' | b'.'));
    if plain && next.starts_with("/orders/") { next } else { "/orders" }
}

/// What is told beside a field of the form that was sent.
pub(crate) struct Notice {
    pub(crate) errors: FieldErrors,
    /// How long to wait, where it is for that.
    retry_after: Option<Duration>,
}

impl Notice {
    fn at(field: &str, text: String) -> Self {
        Self { errors: FieldErrors::at(field, text), retry_after: None }
    }

    /// That it can be tried again, and when.
    fn slow_down(t: Words, field: &str, retry_after: Duration) -> Self {
        let minutes = retry_after.as_secs().div_ceil(60);
        let text = match minutes {
            ..120 => t.count("accounts-wait-minutes", minutes),
            _ => t.count("accounts-wait-hours", minutes.div_ceil(60)),
        };
        Self { errors: FieldErrors::at(field, text), retry_after: Some(retry_after) }
    }

    /// The form's page with it: 429 with `Retry-After` where it is to wait, or else 422.
    fn answer(self, page: impl FnOnce(StatusCode, FieldErrors) -> Result<Response, NoPage>) -> Result<Response, NoPage> {
        let Some(retry_after) = self.retry_after else { return page(StatusCode::UNPROCESSABLE_ENTITY, self.errors) };
        let mut response = page(StatusCode::TOO_MANY_REQUESTS, self.errors)?;
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_after.as_secs().max(1)));
        Ok(response)
    }
}

impl Refusal for SlowDown {
    type Told = Notice;

    fn told(self, t: Words) -> Result<Notice, NoPage> {
        Ok(Notice::slow_down(t, "email", self.retry_after))
    }
}

fn email_fault(t: Words, fault: EmailAddressFault) -> String {
    t.say(match fault {
        EmailAddressFault::Missing => "accounts-email-missing",
        EmailAddressFault::TooLong => "accounts-email-too-long",
        EmailAddressFault::NotAscii => "accounts-email-not-ascii",
        EmailAddressFault::Form => "accounts-email-form",
    })
}

fn password_fault(t: Words, fault: PasswordFault) -> String {
    t.say(match fault {
        PasswordFault::TooShort => "accounts-password-too-short",
        PasswordFault::TooLong => "accounts-password-too-long",
        PasswordFault::Address => "accounts-password-address",
        PasswordFault::Guessable => "accounts-password-guessable",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere_after_signing_in() {
        assert_eq!(destination("/orders/0199a-7/payment"), "/orders/0199a-7/payment");
        for next in [
            "",
            "/",
            "//sceau.example.org/orders/",
            "https://sceau.example.org/orders/",
            "/orders/\r\nx",
            "/orders/?a",
            "/officer",
        ] {
            assert_eq!(destination(next), "/orders", "{next}");
        }
    }
}

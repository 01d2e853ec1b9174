//! `/sign-in`: address and password.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use registration::accounts::{EmailAddress, PasswordAttempt, SignInError};

use super::notice::{Notice, email_fault};
use super::pending::{awaiting_code, destination, submission};
use crate::web::{FieldErrors, Form, FormKey, NoPage, Portal, Refusal, Shell, Source, page_with, told};

#[derive(Template)]
#[template(path = "accounts/sign-in.html")]
struct SignInPage<'a> {
    shell: &'a Shell,
    errors: FieldErrors,
    email: &'a str,
    key: FormKey,
    next: &'a str,
}

fn render(shell: &Shell, status: StatusCode, errors: FieldErrors, email: &str, next: &str) -> Result<Response, NoPage> {
    page_with(status, &SignInPage { shell, errors, email, key: FormKey::draw(), next: destination(next) })
}

/// `GET /sign-in?next=…`.
pub(super) async fn show(shell: Shell, Query(query): Query<BTreeMap<String, String>>) -> Result<Response, NoPage> {
    let next = query.get("next").map_or("", String::as_str);
    render(&shell, StatusCode::OK, FieldErrors::default(), "", next)
}

/// `POST /sign-in`: a wrong address and a wrong password get the same answer.
pub(super) async fn submit(
    State(portal): State<Portal>,
    shell: Shell,
    Source(source): Source,
    form: Form,
) -> Result<Response, NoPage> {
    let t = shell.t;
    let next = form.text("next");
    if form.asked_again() {
        return render(&shell, StatusCode::OK, FieldErrors::default(), form.text("email"), next);
    }
    let email = match form.text("email").parse::<EmailAddress>() {
        Ok(email) => email,
        Err(fault) => {
            let errors = FieldErrors::at("email", email_fault(t, fault));
            return render(&shell, StatusCode::UNPROCESSABLE_ENTITY, errors, form.text("email"), next);
        }
    };
    let attempt = PasswordAttempt::new(&form.secret("password"));
    match portal.registration.accounts.sign_in(&email, &attempt, submission(&form, source)).await {
        Ok(token) => Ok(awaiting_code(&format!("/sign-in/code?next={}", destination(next)), &token)),
        Err(fault) => told(fault, t)?.answer(|status, errors| render(&shell, status, errors, email.as_str(), next)),
    }
}

impl Refusal for SignInError {
    type Told = Notice;

    fn told(self, t: Words) -> Result<Notice, NoPage> {
        Ok(match self {
            Self::Wrong => Notice::at("password", t.say("accounts-sign-in-wrong")),
            Self::RateLimited { retry_after } => Notice::rate_limited(t, "email", retry_after),
        })
    }
}

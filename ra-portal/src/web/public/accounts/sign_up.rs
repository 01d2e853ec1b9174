//! `/sign-up`: address and password of a new account.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use registration::accounts::{EmailAddress, Password};

use super::notice::{email_fault, password_fault};
use super::pending::{awaiting_code, submission};
use crate::web::{FieldErrors, Form, FormKey, NoPage, Portal, Shell, Source, page_with, told};

#[derive(Template)]
#[template(path = "accounts/sign-up.html")]
struct SignUpPage<'a> {
    shell: &'a Shell,
    errors: FieldErrors,
    email: &'a str,
    key: FormKey,
}

fn render(shell: &Shell, status: StatusCode, errors: FieldErrors, email: &str) -> Result<Response, NoPage> {
    page_with(status, &SignUpPage { shell, errors, email, key: FormKey::draw() })
}

/// `GET /sign-up`.
pub(super) async fn show(shell: Shell) -> Result<Response, NoPage> {
    render(&shell, StatusCode::OK, FieldErrors::default(), "")
}

/// `POST /sign-up`: the answer is the same whether or not the address has an account.
pub(super) async fn submit(
    State(portal): State<Portal>,
    shell: Shell,
    Source(source): Source,
    form: Form,
) -> Result<Response, NoPage> {
    if form.asked_again() {
        return render(&shell, StatusCode::OK, FieldErrors::default(), form.text("email"));
    }
    let t = shell.t;
    let mut errors = FieldErrors::default();
    let email = form.text("email").parse::<EmailAddress>().map_err(|fault| errors.add("email", email_fault(t, fault))).ok();
    // An invalid address is reported first; the password is then checked without it.
    let password = email.as_ref().and_then(|email| {
        Password::parse(&form.secret("password"), email).map_err(|fault| errors.add("password", password_fault(t, fault))).ok()
    });
    let (Some(email), Some(password)) = (email, password) else {
        return render(&shell, StatusCode::UNPROCESSABLE_ENTITY, errors, form.text("email"));
    };
    match portal.registration.accounts.sign_up(&email, &password, t.language(), submission(&form, source)).await {
        Ok(token) => Ok(awaiting_code("/sign-up/code", &token)),
        Err(fault) => told(fault, t)?.answer(|status, errors| render(&shell, status, errors, email.as_str())),
    }
}

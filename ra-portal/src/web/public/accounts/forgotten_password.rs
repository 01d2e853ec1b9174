//! `/forgotten-password`: asks for the address to which a code is sent.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use registration::accounts::EmailAddress;

use super::notice::email_fault;
use super::pending::{awaiting_code, submission};
use crate::web::{FieldErrors, Form, FormKey, NoPage, Portal, Shell, Source, page_with, told};

#[derive(Template)]
#[template(path = "accounts/forgotten-password.html")]
struct ForgottenPasswordPage<'a> {
    shell: &'a Shell,
    errors: FieldErrors,
    email: &'a str,
    key: FormKey,
}

fn render(shell: &Shell, status: StatusCode, errors: FieldErrors, email: &str) -> Result<Response, NoPage> {
    page_with(status, &ForgottenPasswordPage { shell, errors, email, key: FormKey::draw() })
}

/// `GET /forgotten-password`.
pub(super) async fn show(shell: Shell) -> Result<Response, NoPage> {
    render(&shell, StatusCode::OK, FieldErrors::default(), "")
}

/// `POST /forgotten-password`: the answer is the same whether or not the address has an account.
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
    let email = match form.text("email").parse::<EmailAddress>() {
        Ok(email) => email,
        Err(fault) => {
            let errors = FieldErrors::at("email", email_fault(t, fault));
            return render(&shell, StatusCode::UNPROCESSABLE_ENTITY, errors, form.text("email"));
        }
    };
    match portal.registration.accounts.forgot_password(&email, t.language(), submission(&form, source)).await {
        Ok(token) => Ok(awaiting_code("/forgotten-password/code", &token)),
        Err(fault) => told(fault, t)?.answer(|status, errors| render(&shell, status, errors, email.as_str())),
    }
}

//! `/forgotten-password`: the address that a code is sent to.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use registration::accounts::EmailAddress;
use registration::fault::Fault;

use super::{awaiting_code, email_fault, slow_down, with_retry_after};
use crate::web::{FieldErrors, Form, NoPage, PageFault, Portal, Shell, Source, page_with};

#[derive(Template)]
#[template(path = "accounts/forgotten-password.html")]
struct ForgottenPasswordPage<'a> {
    shell: &'a Shell,
    errors: FieldErrors,
    email: &'a str,
}

fn render(shell: &Shell, status: StatusCode, errors: FieldErrors, email: &str) -> Result<Response, NoPage> {
    page_with(status, &ForgottenPasswordPage { shell, errors, email })
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
    let t = shell.t;
    let mut errors = FieldErrors::default();
    let email = match form.text("email").parse::<EmailAddress>() {
        Ok(email) => email,
        Err(fault) => {
            errors.add("email", email_fault(t, fault));
            return render(&shell, StatusCode::UNPROCESSABLE_ENTITY, errors, form.text("email"));
        }
    };
    match portal.registration.accounts.forgot_password(&email, t.language(), source.into()).await {
        Ok(token) => Ok(awaiting_code("/forgotten-password/code", &token)),
        Err(Fault::Refused(refused)) => {
            errors.add("email", slow_down(t, refused.retry_after));
            let page = render(&shell, StatusCode::TOO_MANY_REQUESTS, errors, email.as_str())?;
            Ok(with_retry_after(page, refused.retry_after))
        }
        Err(Fault::Unavailable(what)) => Err(PageFault::Unavailable(what).into()),
    }
}

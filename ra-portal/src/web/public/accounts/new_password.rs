//! `/forgotten-password/new`: asks for the new password after the code was accepted.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use i18n::Words;
use registration::accounts::{AwaitedCode, NotAwaited, Password};
use registration::messages::CodePurpose;

use super::code::{Step, gone};
use super::notice::password_fault;
use super::pending::{pending, signed_in};
use crate::web::{FieldErrors, Form, NoPage, Portal, Refusal, Shell, Source, page_with, told};

#[derive(Template)]
#[template(path = "accounts/new-password.html")]
struct NewPasswordPage<'a> {
    shell: &'a Shell,
    errors: FieldErrors,
    email: &'a str,
}

fn render(shell: &Shell, status: StatusCode, errors: FieldErrors, awaited: &AwaitedCode) -> Result<Response, NoPage> {
    page_with(status, &NewPasswordPage { shell, errors, email: awaited.email.as_str() })
}

/// `GET /forgotten-password/new`.
pub(super) async fn show(State(portal): State<Portal>, shell: Shell, headers: HeaderMap) -> Result<Response, NoPage> {
    match awaited(&portal, &headers).await? {
        Some(awaited) => render(&shell, StatusCode::OK, FieldErrors::default(), &awaited),
        None => gone(&shell, Step::NewPassword),
    }
}

/// `POST /forgotten-password/new`.
pub(super) async fn submit(
    State(portal): State<Portal>,
    shell: Shell,
    Source(source): Source,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, NoPage> {
    let (Some(awaited), Some(token)) = (awaited(&portal, &headers).await?, pending(&headers)) else {
        return gone(&shell, Step::NewPassword);
    };
    if form.asked_again() {
        return render(&shell, StatusCode::OK, FieldErrors::default(), &awaited);
    }
    let password = match Password::parse(&form.secret("password"), &awaited.email) {
        Ok(password) => password,
        Err(fault) => {
            let errors = FieldErrors::at("password", password_fault(shell.t, fault));
            return render(&shell, StatusCode::UNPROCESSABLE_ENTITY, errors, &awaited);
        }
    };
    match portal.registration.accounts.set_new_password(&token, &password, source).await {
        Ok(session) => Ok(signed_in("/orders", &session)),
        Err(fault) => {
            let NotAwaited = told(fault, shell.t)?;
            gone(&shell, Step::NewPassword)
        }
    }
}

/// Answered with the page that says that no code is awaited.
impl Refusal for NotAwaited {
    type Told = Self;

    fn told(self, _: Words) -> Result<Self, NoPage> {
        Ok(self)
    }
}

/// The pending password reset of this browser, once its code was accepted.
async fn awaited(portal: &Portal, headers: &HeaderMap) -> Result<Option<AwaitedCode>, NoPage> {
    let Some(token) = pending(headers) else { return Ok(None) };
    let awaited = portal.registration.accounts.awaited_code(&token, CodePurpose::NewPassword).await?;
    Ok(awaited.filter(|awaited| awaited.accepted_at.is_some()))
}

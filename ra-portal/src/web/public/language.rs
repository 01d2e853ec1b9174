//! `POST /language`: sets the language of pages, and of mails to a visitor who is signed in.

use axum::extract::State;
use axum::response::Response;
use pages::switch_language;

use crate::web::{Applicant, Form, NoPage, Portal};

pub(super) async fn choose(State(portal): State<Portal>, signed_in: Option<Applicant>, form: Form) -> Result<Response, NoPage> {
    let (language, response) = switch_language(&form)?;
    if let Some(session) = signed_in {
        portal.registration.accounts.choose_language(session.account, language).await?;
    }
    Ok(response)
}

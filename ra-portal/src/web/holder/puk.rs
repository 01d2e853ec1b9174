//! Collecting the PUK: once, after a deliberate click, on a page that is never cached.

use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use registration::holders::{CollectedPuk, NextStep, PukNotShown, PukStatus};
use secrecy::ExposeSecret;

use super::overview::{page_of, place_of};
use crate::web::{
    AsHolder, Form, FormKey, NoPage, PageFault, Portal, Refusal, Shell, page, page_with, see_other, told, too_many,
};

#[derive(Template)]
#[template(path = "holder/puk.html")]
struct PukPage<'a> {
    shell: &'a Shell,
    puk: PukStatus,
    /// The place of this step in the first visit.
    step: String,
    /// How long no PUK is released to anybody.
    wait_minutes: Option<u64>,
    key: FormKey,
}

#[derive(Template)]
#[template(path = "holder/puk_shown.html")]
struct PukShownPage<'a> {
    shell: &'a Shell,
    step: String,
    token: &'a str,
    puk: &'a str,
}

/// `GET /holder/puk`.
pub(super) async fn ask(shell: Shell, holder: AsHolder) -> Result<Response, NoPage> {
    if let Some(step) = holder.before_puk() {
        return Ok(see_other(page_of(step)));
    }
    page(&PukPage {
        shell: &shell,
        puk: holder.puk(),
        step: place_of(NextStep::Puk, &holder, shell.t),
        wait_minutes: None,
        key: FormKey::draw(),
    })
}

/// `POST /holder/puk`: answers with the page itself instead of a redirect, because the PUK is stored nowhere for another request.
pub(super) async fn collect(
    State(portal): State<Portal>,
    shell: Shell,
    holder: AsHolder,
    form: Form,
) -> Result<Response, NoPage> {
    let key = form.key().ok_or(PageFault::Unreadable)?;
    let shell = &shell;
    let step = place_of(NextStep::Puk, &holder, shell.t);
    match portal.registration.holders.collect_puk(&holder, key.as_bytes()).await {
        Ok(CollectedPuk { token, puk, .. }) => {
            page(&PukShownPage { shell, step, token: token.as_str(), puk: puk.expose_secret() })
        }
        Err(fault) => {
            let PukState { status, puk, retry_after } = told(fault, shell.t)?;
            let wait_minutes = retry_after.map(|wait| wait.as_secs().div_ceil(60).max(1));
            let page = page_with(status, &PukPage { shell, puk, step, wait_minutes, key: FormKey::draw() })?;
            Ok(match retry_after {
                Some(wait) => too_many(page, wait),
                None => page,
            })
        }
    }
}

/// Why a PUK is not shown.
pub(crate) struct PukState {
    status: StatusCode,
    puk: PukStatus,
    retry_after: Option<Duration>,
}

impl Refusal for PukNotShown {
    type Told = PukState;

    fn told(self, _: Words) -> Result<PukState, NoPage> {
        let (status, puk, retry_after) = match self {
            Self::TooEarly { step } => return Err(NoPage::see_other(page_of(step))),
            Self::Collected { at } => (StatusCode::CONFLICT, PukStatus::Released { at }, None),
            Self::Nothing => (StatusCode::NOT_FOUND, PukStatus::NotEscrowed, None),
            Self::Later { retry_after } => (StatusCode::OK, PukStatus::Available, Some(retry_after)),
            // The page of the space says that the certificates are revoked or expired.
            Self::Ended => return Err(PageFault::ChangedMeanwhile.into()),
        };
        Ok(PukState { status, puk, retry_after })
    }
}

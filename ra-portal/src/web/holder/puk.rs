//! Collecting the PUK: once, deliberately, on a page that nothing keeps.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use registration::fault::Fault;
use registration::holders::{CollectedPuk, PukNotShown, PukStanding};
use secrecy::ExposeSecret;

use super::overview::page_of;
use crate::web::{AsHolder, Form, FormKey, NoPage, PageFault, Portal, Shell, page, page_with, see_other};

#[derive(Template)]
#[template(path = "holder/puk.html")]
struct PukPage<'a> {
    shell: &'a Shell,
    puk: PukStanding,
    /// For so long no PUK is released to anybody.
    wait_minutes: Option<u64>,
    key: FormKey,
}

#[derive(Template)]
#[template(path = "holder/puk_shown.html")]
struct PukShownPage<'a> {
    shell: &'a Shell,
    token: &'a str,
    puk: &'a str,
}

/// `GET /holder/puk`.
pub(super) async fn ask(shell: Shell, holder: AsHolder) -> Result<Response, NoPage> {
    if let Some(step) = holder.before_puk() {
        return Ok(see_other(page_of(step)));
    }
    page(&PukPage { shell: &shell, puk: holder.puk(), wait_minutes: None, key: FormKey::draw() })
}

/// `POST /holder/puk`: the answer is the page itself, since there is nowhere to keep it for another.
pub(super) async fn collect(
    State(portal): State<Portal>,
    shell: Shell,
    holder: AsHolder,
    form: Form,
) -> Result<Response, NoPage> {
    let key = form.key().ok_or(PageFault::Unreadable)?;
    let shell = &shell;
    let not_shown = |status, puk, wait_minutes| page_with(status, &PukPage { shell, puk, wait_minutes, key: FormKey::draw() });
    match portal.registration.holders.collect_puk(&holder, key.as_bytes()).await {
        Ok(CollectedPuk { token, puk, .. }) => page(&PukShownPage { shell, token: token.as_str(), puk: puk.expose_secret() }),
        Err(Fault::Refused(PukNotShown::TooEarly { step })) => Ok(see_other(page_of(step))),
        Err(Fault::Refused(PukNotShown::Collected { at })) => not_shown(StatusCode::CONFLICT, PukStanding::Released { at }, None),
        Err(Fault::Refused(PukNotShown::Nothing)) => not_shown(StatusCode::NOT_FOUND, PukStanding::NothingSealed, None),
        Err(Fault::Refused(PukNotShown::Later { retry_after })) => {
            let minutes = retry_after.as_secs().div_ceil(60).max(1);
            not_shown(StatusCode::TOO_MANY_REQUESTS, PukStanding::Available, Some(minutes))
        }
        // Where revoked certificates lead, the next page says.
        Err(Fault::Refused(PukNotShown::Revoked)) => Ok(see_other("/holder")),
        Err(Fault::Unavailable(what)) => Err(PageFault::Unavailable(what).into()),
    }
}

//! Proposing that an officer's certificate is renewed.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use registration::officers::{Change, KeyRequest, Officer, OfficerId, ProposeError};

use super::officers::{NotProposed, in_words, proposal_id, text_of, until};
use crate::web::{AsOfficer, FieldErrors, Form, FormKey, NoPage, PageFault, Portal, Shell, page_with, see_other, told};

#[derive(Template)]
#[template(path = "officer/renewal.html")]
struct RenewalPage<'a> {
    shell: &'a Shell,
    errors: &'a FieldErrors,
    id: String,
    name: &'a str,
    email: &'a str,
    until: String,
    /// Why nothing can be proposed now, shown in place of the form.
    why_not: Option<String>,
    request: &'a str,
    form_key: FormKey,
}

/// `GET /officer/officers/{officer}/renewal`.
pub(super) async fn ask(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(renewed): Path<String>,
) -> Result<Response, NoPage> {
    let renewed = renewed.parse().map_err(|_| PageFault::NotFound)?;
    show(&portal, &shell, &officer, renewed, &FieldErrors::default(), "", FormKey::draw()).await
}

async fn show(
    portal: &Portal,
    shell: &Shell,
    officer: &Officer,
    renewed: OfficerId,
    errors: &FieldErrors,
    request: &str,
    form_key: FormKey,
) -> Result<Response, NoPage> {
    let overview = portal.registration.officers.officers().await?;
    let known = overview.officers.iter().find(|known| known.officer.id() == renewed && known.removed_at.is_none());
    let known = known.ok_or(PageFault::NotFound)?;
    let t = shell.t;
    let why_not = match overview.may_propose_renewal(officer, renewed) {
        Ok(()) => None,
        Err(ProposeError::Oneself) => Some("officers-renewal-not-oneself"),
        Err(ProposeError::LastTwo) => Some("officers-renewal-third-first"),
        Err(ProposeError::AlreadyProposed) => Some("officers-renewal-proposed"),
        Err(ProposeError::NotAllowed) => return Err(PageFault::Forbidden.into()),
        Err(_) => return Err(PageFault::NotFound.into()),
    };
    let page = RenewalPage {
        shell,
        errors,
        id: renewed.to_string(),
        name: known.officer.name(),
        email: known.officer.email(),
        until: until(known, overview.at, t).0,
        why_not: why_not.map(|key| t.say(key)),
        request,
        form_key,
    };
    page_with(errors.status(), &page)
}

/// `POST /officer/officers/{officer}/renewal`.
pub(super) async fn propose(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(renewed): Path<String>,
    form: Form,
) -> Result<Response, NoPage> {
    let renewed = renewed.parse().map_err(|_| PageFault::NotFound)?;
    let key = form.key().ok_or(PageFault::Unreadable)?;
    let typed = form.text("request");
    let mut errors = FieldErrors::default();
    if form.asked_again() {
        return show(&portal, &shell, &officer, renewed, &errors, typed, key).await;
    }
    let request = match KeyRequest::parse(typed) {
        Ok(request) => request,
        Err(fault) => {
            errors.add("request", shell.t.say(text_of(fault)));
            return show(&portal, &shell, &officer, renewed, &errors, typed, key).await;
        }
    };
    match portal.registration.officers.propose_renewal(&officer, proposal_id(key)?, renewed, request).await {
        Ok(()) => Ok(see_other("/officer/officers#proposals")),
        Err(fault) => {
            match told(fault, shell.t)? {
                NotProposed::KeyUsed(proposed) => errors.add("request", already_used(&portal, &shell, &proposed).await?),
                NotProposed::AddressTaken(_) | NotProposed::Oneself(_) => {
                    errors.add("main", shell.t.say("officers-renewal-not-now"));
                }
            }
            show(&portal, &shell, &officer, renewed, &errors, typed, FormKey::draw()).await
        }
    }
}

async fn already_used(portal: &Portal, shell: &Shell, proposed: &Change) -> Result<String, NoPage> {
    let recorded = in_words(proposed, &portal.registration.officers.officers().await?, shell.t);
    Ok(shell.t.with("shell-form-used", [("recorded", recorded.as_str())]))
}

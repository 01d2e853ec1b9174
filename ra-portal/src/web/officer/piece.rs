//! A piece of a dossier: viewing, accepting and refusing it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_FRAME_OPTIONS};
use i18n::Words;
use registration::desk::{PieceDecisionError, Reason, ReasonFault};
use registration::dossiers::{Media, PieceName, ViewError};
use registration::fault::Never;
use registration::orders::OrderId;

use super::order::{Shown, refused};
use super::reasons;
use crate::web::{AsOfficer, FieldErrors, Form, NoPage, PageFault, Portal, Refusal, Shell, see_other, told};

/// An uploaded file is untrusted: it may run nothing, load nothing, and be framed by our pages only.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

fn order_and_piece(order: &str, piece: &str) -> Result<(OrderId, PieceName), NoPage> {
    let order = order.parse().map_err(|_| PageFault::NotFound)?;
    Ok((order, piece.parse().map_err(|_| PageFault::NotFound)?))
}

/// `GET /officer/orders/{order}/pieces/{piece}/{file}`: the viewing is recorded; the response is never cached.
pub(super) async fn file(
    State(portal): State<Portal>,
    officer: AsOfficer,
    Path((order, piece, file)): Path<(String, String, String)>,
) -> Result<Response, NoPage> {
    let (order, name) = order_and_piece(&order, &piece)?;
    let file = file.parse().map_err(|_| PageFault::NotFound)?;
    let viewed = portal.registration.dossiers.view_piece_file(&officer, order, &name, file).await?;
    let media = viewed.file.media;
    let file_name = match media {
        Media::Pdf => "inline; filename=\"piece.pdf\"",
        Media::Jpeg => "inline; filename=\"piece.jpg\"",
        Media::Png => "inline; filename=\"piece.png\"",
    };
    let headers = [
        (CONTENT_TYPE, media.content_type()),
        (CONTENT_DISPOSITION, file_name),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_FRAME_OPTIONS, "SAMEORIGIN"),
    ];
    Ok((StatusCode::OK, headers, viewed.content.to_vec()).into_response())
}

impl Refusal for ViewError {
    type Told = Never;

    fn told(self, _: Words) -> Result<Never, NoPage> {
        match self {
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            Self::NotFound => Err(PageFault::NotFound.into()),
        }
    }
}

/// `POST /officer/orders/{order}/pieces/{piece}/accept`.
pub(super) async fn accept(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path((order, piece)): Path<(String, String)>,
    form: Form,
) -> Result<Response, NoPage> {
    let (order, name) = order_and_piece(&order, &piece)?;
    match portal.registration.desk.accept_piece(&officer, order, &name, form.text("seen")).await {
        Ok(()) => Ok(see_other(&format!("/officer/orders/{order}#{}", name.as_str()))),
        Err(fault) => {
            let errors = FieldErrors::at(name.as_str(), told(fault, shell.t)?);
            refused(errors, &portal, &shell, &officer, order).await
        }
    }
}

/// `POST /officer/orders/{order}/pieces/{piece}/refuse`, with a reason in the applicant's language.
pub(super) async fn refuse(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path((order, piece)): Path<(String, String)>,
    form: Form,
) -> Result<Response, NoPage> {
    let (order, name) = order_and_piece(&order, &piece)?;
    let desk = portal.registration.desk.desk_order(&officer, order).await?.ok_or(PageFault::NotFound)?;
    let chosen = form.text(&format!("reason-{piece}"));
    let own = form.text(&format!("words-{piece}"));
    let dated = portal.registration.policies().piece(&name).and_then(|piece| piece.dated);
    let text = match reasons::told(dated, chosen, shell.t.in_language(desk.language)) {
        Some(reason) => format!("{reason}\n{own}"),
        None => own.to_owned(),
    };
    let reason = match Reason::parse(&text) {
        Ok(reason) => reason,
        Err(fault) => {
            let text = match fault {
                ReasonFault::Missing => shell.t.say("desk-reason-missing"),
                ReasonFault::TooLong => shell.t.say("desk-reason-too-long"),
            };
            let errors = FieldErrors::at(format!("reason-{piece}"), text);
            let shown = Shown { piece: Some(name.clone()), errors, typed_reason: Some((&name, chosen, own)), ..Shown::default() };
            return shown.render(&portal, &shell, &officer, order).await;
        }
    };
    match portal.registration.desk.refuse_piece(&officer, order, &name, &reason, form.text("seen")).await {
        Ok(()) => Ok(see_other(&format!("/officer/orders/{order}#{}", name.as_str()))),
        Err(fault) => {
            let errors = FieldErrors::at(name.as_str(), told(fault, shell.t)?);
            let shown = Shown { errors, typed_reason: Some((&name, chosen, own)), ..Shown::default() };
            shown.render(&portal, &shell, &officer, order).await
        }
    }
}

/// Shown beside the piece.
impl Refusal for PieceDecisionError {
    type Told = String;

    fn told(self, t: Words) -> Result<String, NoPage> {
        match self {
            Self::IsHolder => Ok(t.say("desk-is-holder")),
            Self::Stale => Ok(t.say("desk-stale")),
            Self::NotSeen => Ok(t.say("desk-file-not-seen")),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            Self::NotFound => Err(PageFault::NotFound.into()),
            Self::NotNow => Err(PageFault::ChangedMeanwhile.into()),
        }
    }
}

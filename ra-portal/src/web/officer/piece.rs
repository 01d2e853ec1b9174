//! A piece of a dossier: looked at, accepted, refused.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_FRAME_OPTIONS};
use registration::desk::{JudgeError, Reason, ReasonFault};
use registration::dossiers::{Media, PieceKind, ViewError};
use registration::fault::Fault;
use registration::orders::OrderId;

use super::order::{REASONS, Shown, refused};
use crate::web::{AsOfficer, FieldErrors, Form, NoPage, PageFault, Portal, Shell, see_other};

/// A stranger's file runs nothing, loads nothing, and stands in frames of ours only.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

fn order_and_kind(order: &str, piece: &str) -> Result<(OrderId, PieceKind), NoPage> {
    let order = order.parse().map_err(|_| PageFault::NotFound)?;
    Ok((order, PieceKind::from_name(piece).ok_or(PageFault::NotFound)?))
}

/// `GET /officer/orders/{order}/pieces/{piece}/{file}`: who looked is on record; no cache keeps it.
pub(super) async fn file(
    State(portal): State<Portal>,
    officer: AsOfficer,
    Path((order, piece, file)): Path<(String, String, String)>,
) -> Result<Response, NoPage> {
    let (order, kind) = order_and_kind(&order, &piece)?;
    let file = file.parse().map_err(|_| PageFault::NotFound)?;
    match portal.registration.dossiers.view_piece_file(&officer, order, kind, file).await {
        Ok(viewed) => {
            let media = viewed.file.media;
            let name = match media {
                Media::Pdf => "inline; filename=\"piece.pdf\"",
                Media::Jpeg => "inline; filename=\"piece.jpg\"",
                Media::Png => "inline; filename=\"piece.png\"",
            };
            let headers = [
                (CONTENT_TYPE, media.content_type()),
                (CONTENT_DISPOSITION, name),
                (CONTENT_SECURITY_POLICY, POLICY),
                (X_FRAME_OPTIONS, "SAMEORIGIN"),
            ];
            Ok((StatusCode::OK, headers, viewed.content.to_vec()).into_response())
        }
        Err(Fault::Refused(ViewError::NotAllowed)) => Err(PageFault::Forbidden.into()),
        Err(Fault::Refused(ViewError::NotFound)) => Err(PageFault::NotFound.into()),
        Err(Fault::Unavailable(what)) => Err(PageFault::Unavailable(what).into()),
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
    let (order, kind) = order_and_kind(&order, &piece)?;
    match portal.registration.desk.accept_piece(&officer, order, kind, form.text("seen")).await {
        Ok(()) => Ok(see_other(&format!("/officer/orders/{order}#{}", kind.name()))),
        Err(Fault::Refused(JudgeError::IsHolder)) => {
            refused(kind.name(), "desk-is-holder", &portal, &shell, &officer, order).await
        }
        Err(Fault::Refused(JudgeError::Stale)) => refused(kind.name(), "desk-stale", &portal, &shell, &officer, order).await,
        Err(fault) => Err(not_judged(fault).into()),
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
    let (order, kind) = order_and_kind(&order, &piece)?;
    let desk = portal.registration.desk.desk_order(&officer, order).await?.ok_or(PageFault::NotFound)?;
    let chosen = form.text(&format!("reason-{piece}"));
    let own = form.text(&format!("words-{piece}"));
    let text = match REASONS.into_iter().find(|reason| *reason == chosen && *reason != "none") {
        Some(reason) => format!("{}\n{own}", shell.t.in_language(desk.language).say(&format!("desk-told-{reason}"))),
        None => own.to_owned(),
    };
    let reason = match Reason::parse(&text) {
        Ok(reason) => reason,
        Err(fault) => {
            let mut errors = FieldErrors::default();
            let text = match fault {
                ReasonFault::Missing => shell.t.say("desk-reason-missing"),
                ReasonFault::TooLong => shell.t.say("desk-reason-too-long"),
            };
            errors.add(format!("reason-{piece}"), text);
            let shown = Shown { piece: Some(kind), errors, typed_reason: Some((kind, chosen, own)), ..Shown::default() };
            return shown.render(&portal, &shell, &officer, order).await;
        }
    };
    match portal.registration.desk.refuse_piece(&officer, order, kind, &reason, form.text("seen")).await {
        Ok(()) => Ok(see_other(&format!("/officer/orders/{order}#{}", kind.name()))),
        Err(Fault::Refused(JudgeError::IsHolder)) => {
            refused(kind.name(), "desk-is-holder", &portal, &shell, &officer, order).await
        }
        Err(Fault::Refused(JudgeError::Stale)) => {
            let mut errors = FieldErrors::default();
            errors.add(kind.name(), shell.t.say("desk-stale"));
            let shown = Shown { errors, typed_reason: Some((kind, chosen, own)), ..Shown::default() };
            shown.render(&portal, &shell, &officer, order).await
        }
        Err(fault) => Err(not_judged(fault).into()),
    }
}

fn not_judged(fault: Fault<JudgeError>) -> PageFault {
    match fault {
        Fault::Refused(JudgeError::NotAllowed | JudgeError::IsHolder) => PageFault::Forbidden,
        Fault::Refused(JudgeError::NotFound) => PageFault::NotFound,
        Fault::Refused(JudgeError::NotNow | JudgeError::Stale) => PageFault::ChangedMeanwhile,
        Fault::Unavailable(what) => PageFault::Unavailable(what),
    }
}

//! A piece of a dossier: viewing, accepting and refusing it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use i18n::Words;
use registration::desk::{PieceDecisionError, Reason, ReasonFault};
use registration::dossiers::{
    LookUpAddressFault, LookUpDayFault, LookUpFaults, LookedUp, PieceName, TypedLookUp, ViewError, ViewedPage,
};
use registration::fault::Never;
use registration::orders::OrderId;

use super::order::{Shown, refused};
use super::reasons;
use super::typed_check::{TypedDate, TypedList};
use crate::web::{AsOfficer, FieldErrors, Form, NoPage, PageFault, Portal, Refusal, Shell, see_other, told};

fn order_and_piece(order: &str, piece: &str) -> Result<(OrderId, PieceName), NoPage> {
    let order = order.parse().map_err(|_| PageFault::NotFound)?;
    Ok((order, piece.parse().map_err(|_| PageFault::NotFound)?))
}

/// `GET /officer/orders/{order}/pieces/{piece}/{file}`: the file as it was sent, which is untrusted: browsers save it and never show it.
pub(super) async fn file(
    State(portal): State<Portal>,
    officer: AsOfficer,
    Path((order, piece, file)): Path<(String, String, String)>,
) -> Result<Response, NoPage> {
    let (order, name) = order_and_piece(&order, &piece)?;
    let file = file.parse().map_err(|_| PageFault::NotFound)?;
    let viewed = portal.registration.dossiers.download_piece_file(&officer, order, &name, file).await?;
    let file_name = format!("attachment; filename=\"piece.{}\"", viewed.file.media.extension());
    let headers = [(CONTENT_TYPE, "application/octet-stream"), (CONTENT_DISPOSITION, file_name.as_str())];
    Ok((StatusCode::OK, headers, viewed.content.to_vec()).into_response())
}

/// `GET /officer/orders/{order}/pieces/{piece}/{file}/{page}`: the picture of a page, counted from 1. The viewing is recorded; the
/// response is never cached.
pub(super) async fn page(
    State(portal): State<Portal>,
    officer: AsOfficer,
    Path((order, piece, file, page)): Path<(String, String, String, String)>,
) -> Result<Response, NoPage> {
    let (order, name) = order_and_piece(&order, &piece)?;
    let file = file.parse().map_err(|_| PageFault::NotFound)?;
    let page = page.parse().map_err(|_| PageFault::NotFound)?;
    let ViewedPage(picture) = portal.registration.dossiers.view_page(&officer, order, &name, file, page).await?;
    Ok((StatusCode::OK, [(CONTENT_TYPE, "image/jpeg")], picture.to_vec()).into_response())
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
    let asked = portal.registration.policies().piece(&name).is_some_and(|piece| piece.looked_up);
    let looked_up = if asked {
        let (address, on) =
            (form.text(&format!("looked-up-address-{piece}")), TypedDate::of(&form, &format!("looked-up-on-{piece}")));
        match LookedUp::parse(&TypedLookUp { address, on: &on.iso() }, portal.registration.today()) {
            Ok(looked_up) => Some(looked_up),
            Err(faults) => {
                let errors = look_up_errors(faults, &piece, shell.t);
                let typed_list = Some((&name, TypedList { address: address.to_owned(), on }));
                let shown = Shown { piece: Some(name.clone()), errors, typed_list, ..Shown::default() };
                return shown.render(&portal, &shell, &officer, order).await;
            }
        }
    } else {
        None
    };
    match portal.registration.desk.accept_piece(&officer, order, &name, looked_up, form.text("seen")).await {
        Ok(()) => Ok(see_other(&format!("/officer/orders/{order}#{}", name.as_str()))),
        Err(fault) => {
            let errors = told(fault, shell.t)?.at(name.as_str());
            refused(errors, &portal, &shell, &officer, order).await
        }
    }
}

fn look_up_errors(faults: LookUpFaults, piece: &str, t: Words) -> FieldErrors {
    let address = faults.address.map(|fault| match fault {
        LookUpAddressFault::Missing => "desk-looked-up-missing",
        LookUpAddressFault::NotHttps => "desk-looked-up-not-https",
    });
    let on = faults.on.map(|fault| match fault {
        LookUpDayFault::NotADay => "desk-check-not-a-day",
        LookUpDayFault::InTheFuture => "desk-looked-up-in-the-future",
        LookUpDayFault::NotRecent => "desk-looked-up-not-recent",
    });
    let mut errors = FieldErrors::default();
    for (field, key) in [("looked-up-address", address), ("looked-up-on", on)] {
        if let Some(key) = key {
            errors.add(format!("{field}-{piece}"), t.say(key));
        }
    }
    errors
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
            let errors = told(fault, shell.t)?.at(name.as_str());
            let lost = vec![own.to_owned()];
            let shown = Shown { errors, lost, typed_reason: Some((&name, chosen, own)), ..Shown::default() };
            shown.render(&portal, &shell, &officer, order).await
        }
    }
}

/// What is shown beside a piece that was not decided on.
pub(crate) struct NotDecided {
    pub(crate) text: String,
    /// Whether something changed since the officer's page was shown.
    conflict: bool,
}

impl NotDecided {
    fn at(self, piece: &str) -> FieldErrors {
        if self.conflict { FieldErrors::conflict(piece, self.text) } else { FieldErrors::at(piece, self.text) }
    }
}

impl Refusal for PieceDecisionError {
    type Told = NotDecided;

    fn told(self, t: Words) -> Result<NotDecided, NoPage> {
        match self {
            Self::IsHolder => Ok(NotDecided { text: t.say("desk-is-holder"), conflict: false }),
            Self::Stale => Ok(NotDecided { text: t.say("desk-stale"), conflict: false }),
            Self::NotNow => Ok(NotDecided { text: t.say("desk-piece-not-now"), conflict: true }),
            Self::NotSeen => Ok(NotDecided { text: t.say("desk-file-not-seen"), conflict: false }),
            Self::LookUpMissing => Ok(NotDecided { text: t.say("desk-looked-up-missing"), conflict: false }),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            Self::NotFound => Err(PageFault::NotFound.into()),
        }
    }
}

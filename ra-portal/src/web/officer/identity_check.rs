//! Recording an identity check that was made face to face.

use axum::extract::{Path, State};
use axum::response::Response;
use i18n::Words;
use registration::desk::{CheckFault, CheckField, RecordCheckError, TypedCheck};
use registration::orders::OrderId;

use super::order::Shown;
use super::typed_check::{TypedDate, TypedForm};
use crate::web::{AsOfficer, FieldErrors, Form, NoPage, PageFault, Portal, Refusal, Shell, see_other, told};

/// `POST /officer/orders/{order}/identity-check`.
pub(super) async fn record(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(order): Path<String>,
    form: Form,
) -> Result<Response, NoPage> {
    let order: OrderId = order.parse().map_err(|_| PageFault::NotFound)?;
    let typed = TypedForm {
        on: TypedDate::of(&form, "on"),
        place: form.text("place").to_owned(),
        document: form.text("document").to_owned(),
        number_end: form.text("number-end").to_owned(),
        document_expires: TypedDate::of(&form, "document-expires"),
        document_issued: TypedDate::of(&form, "document-issued"),
    };
    if form.asked_again() {
        return Shown { typed, ..Shown::default() }.render(&portal, &shell, &officer, order).await;
    }
    let (on, document_expires) = (typed.on.iso(), typed.document_expires.iso());
    let document_issued = typed.document_issued.iso_if_typed();
    let check = TypedCheck {
        on: &on,
        place: &typed.place,
        document: &typed.document,
        number_end: &typed.number_end,
        document_expires: &document_expires,
        document_issued: &document_issued,
    };
    match portal.registration.desk.record_identity_check(&officer, order, &check, form.text("seen")).await {
        Ok(()) => Ok(see_other(&format!("/officer/orders/{order}#identity-check"))),
        Err(fault) => {
            let errors = told(fault, shell.t)?;
            Shown { errors, typed, lost: form.typed(), ..Shown::default() }.render(&portal, &shell, &officer, order).await
        }
    }
}

impl Refusal for RecordCheckError {
    type Told = FieldErrors;

    fn told(self, t: Words) -> Result<FieldErrors, NoPage> {
        match self {
            Self::Typed(faults) => {
                let mut errors = FieldErrors::default();
                for (field, fault) in faults {
                    errors.add(field_name(field), t.say(text_of(fault)));
                }
                Ok(errors)
            }
            Self::Stale => Ok(FieldErrors::at("identity-check", t.say("desk-stale"))),
            Self::NotNow => Ok(FieldErrors::conflict("identity-check", t.say("desk-check-not-now"))),
            Self::IsHolder => Ok(FieldErrors::at("identity-check", t.say("desk-is-holder"))),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            Self::NotFound => Err(PageFault::NotFound.into()),
        }
    }
}

const fn field_name(field: CheckField) -> &'static str {
    match field {
        CheckField::On => "on",
        CheckField::Place => "place",
        CheckField::Document => "document",
        CheckField::NumberEnd => "number-end",
        CheckField::DocumentExpires => "document-expires",
        CheckField::DocumentIssued => "document-issued",
    }
}

const fn text_of(fault: CheckFault) -> &'static str {
    match fault {
        CheckFault::NotADay => "desk-check-not-a-day",
        CheckFault::InTheFuture => "desk-check-in-the-future",
        CheckFault::TooLongAgo => "desk-check-too-long-ago",
        CheckFault::Place => "desk-check-place-wrong",
        CheckFault::Document => "desk-check-document-wrong",
        CheckFault::NumberEnd => "desk-check-number-end-wrong",
        CheckFault::Expired => "desk-check-expired",
        CheckFault::TooFarAhead => "desk-check-too-far-ahead",
        CheckFault::IssuedLater => "desk-check-issued-later",
        CheckFault::IssuedOfOther => "desk-check-issued-of-other",
        CheckFault::IssuedAndPrinted => "desk-check-issued-and-printed",
    }
}

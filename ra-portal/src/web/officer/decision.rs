//! Reviewing and authorising an order.

use axum::extract::{Path, State};
use axum::response::Response;
use i18n::Words;
use registration::desk::{AuthoriseError, ReviewError};
use registration::orders::OrderId;

use super::order::{Shown, refused, why_not_authorised, why_not_reviewed};
use super::recorded::recorded_despite;
use crate::web::{AsOfficer, FieldErrors, Form, NoPage, PageFault, Portal, Refusal, Shell, see_other, told};

/// `POST /officer/orders/{order}/review`.
pub(super) async fn review(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(order): Path<String>,
    form: Form,
) -> Result<Response, NoPage> {
    let order: OrderId = order.parse().map_err(|_| PageFault::NotFound)?;
    match portal.registration.desk.review(&officer, order, form.text("seen")).await {
        Ok(()) => Ok(see_other(&format!("/officer/orders/{order}#decision"))),
        Err(fault) => refused(told(fault, shell.t)?, &portal, &shell, &officer, order).await,
    }
}

/// `POST /officer/orders/{order}/authorise`.
pub(super) async fn authorise(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(order): Path<String>,
    form: Form,
) -> Result<Response, NoPage> {
    let order: OrderId = order.parse().map_err(|_| PageFault::NotFound)?;
    match portal.registration.desk.authorise(&officer, order, form.text("seen")).await {
        Ok(Some(incident)) => {
            let notice = Some(recorded_despite(incident, shell.t));
            Shown { notice, ..Shown::default() }.render(&portal, &shell, &officer, order).await
        }
        Ok(None) => Ok(see_other(&format!("/officer/orders/{order}#decision"))),
        Err(fault) => refused(told(fault, shell.t)?, &portal, &shell, &officer, order).await,
    }
}

impl Refusal for ReviewError {
    type Told = FieldErrors;

    fn told(self, t: Words) -> Result<FieldErrors, NoPage> {
        match self {
            Self::NotFound => Err(PageFault::NotFound.into()),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            why => Ok(FieldErrors::at("decision", t.say(why_not_reviewed(why)))),
        }
    }
}

impl Refusal for AuthoriseError {
    type Told = FieldErrors;

    fn told(self, t: Words) -> Result<FieldErrors, NoPage> {
        match self {
            Self::NotFound => Err(PageFault::NotFound.into()),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            why => Ok(FieldErrors::at("decision", t.say(why_not_authorised(why)))),
        }
    }
}

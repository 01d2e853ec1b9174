//! Reviewing and authorising an order.

use axum::extract::{Path, State};
use axum::response::Response;
use registration::desk::{AuthoriseError, ReviewError};
use registration::fault::Fault;
use registration::orders::OrderId;

use super::order::{refused, why_not_authorised, why_not_reviewed};
use crate::web::{AsOfficer, Form, NoPage, PageFault, Portal, Shell, see_other};

/// `POST /officer/orders/{order}/review`.
pub(super) async fn review(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(order): Path<String>,
    form: Form,
) -> Result<Response, NoPage> {
    let order: OrderId = order.parse().map_err(|_| PageFault::NotFound)?;
    let why_not = match portal.registration.desk.review(&officer, order, form.text("seen")).await {
        Ok(()) => return Ok(see_other(&format!("/officer/orders/{order}#decision"))),
        Err(Fault::Refused(ReviewError::NotFound)) => return Err(PageFault::NotFound.into()),
        Err(Fault::Refused(ReviewError::NotAllowed)) => return Err(PageFault::Forbidden.into()),
        Err(Fault::Refused(why)) => why_not_reviewed(why),
        Err(Fault::Unavailable(what)) => return Err(PageFault::Unavailable(what).into()),
    };
    refused("decision", why_not, &portal, &shell, &officer, order).await
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
    let why_not = match portal.registration.desk.authorise(&officer, order, form.text("seen")).await {
        Ok(()) => return Ok(see_other(&format!("/officer/orders/{order}#decision"))),
        Err(Fault::Refused(AuthoriseError::NotFound)) => return Err(PageFault::NotFound.into()),
        Err(Fault::Refused(AuthoriseError::NotAllowed)) => return Err(PageFault::Forbidden.into()),
        Err(Fault::Refused(why)) => why_not_authorised(why),
        Err(Fault::Unavailable(what)) => return Err(PageFault::Unavailable(what).into()),
    };
    refused("decision", why_not, &portal, &shell, &officer, order).await
}

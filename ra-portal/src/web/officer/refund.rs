//! `/officer/transfers/{order}/refund`: what was paid too much was given back.

use axum::extract::{Path, State};
use axum::response::Response;
use registration::fault::Fault;
use registration::orders::OrderId;
use registration::payments::{ExcessId, RefundError};

use crate::web::{AsOfficer, Form, NoPage, PageFault, Portal, see_other};

/// `POST /officer/transfers/{order}/refund`: of the excess and the amount that the page showed.
pub(super) async fn record(
    State(portal): State<Portal>,
    officer: AsOfficer,
    Path(order): Path<String>,
    form: Form,
) -> Result<Response, NoPage> {
    let order: OrderId = order.parse().map_err(|_| PageFault::NotFound)?;
    let excess: ExcessId = form.text("excess").parse().map_err(|_| PageFault::Unreadable)?;
    let seen_cents: i64 = form.text("amount").parse().map_err(|_| PageFault::Unreadable)?;
    match portal.registration.payments.record_refund(&officer, order, excess, seen_cents).await {
        Ok(()) => Ok(see_other("/officer/transfers?refunded")),
        Err(Fault::Refused(RefundError::UnknownExcess)) => Err(PageFault::NotFound.into()),
        Err(Fault::Refused(RefundError::ChangedMeanwhile)) => Err(PageFault::ChangedMeanwhile.into()),
        Err(Fault::Refused(RefundError::NotAllowed)) => Err(PageFault::Forbidden.into()),
        Err(Fault::Unavailable(what)) => Err(PageFault::Unavailable(what).into()),
    }
}

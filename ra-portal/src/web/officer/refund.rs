//! `/officer/transfers/{order}/refund`: recording that an overpayment was refunded.

use axum::extract::{Path, State};
use axum::response::Response;
use i18n::Words;
use registration::fault::Never;
use registration::orders::OrderId;
use registration::payments::{OverpaymentId, RefundError};

use crate::web::{AsOfficer, Form, NoPage, PageFault, Portal, Refusal, see_other};

/// `POST /officer/transfers/{order}/refund`: records the refund of the overpayment and amount that the page showed.
pub(super) async fn record(
    State(portal): State<Portal>,
    officer: AsOfficer,
    Path(order): Path<String>,
    form: Form,
) -> Result<Response, NoPage> {
    let order: OrderId = order.parse().map_err(|_| PageFault::NotFound)?;
    let overpayment: OverpaymentId = form.text("overpayment").parse().map_err(|_| PageFault::Unreadable)?;
    let seen_cents: i64 = form.text("amount").parse().map_err(|_| PageFault::Unreadable)?;
    portal.registration.payments.record_refund(&officer, order, overpayment, seen_cents).await?;
    Ok(see_other("/officer/transfers?refunded"))
}

impl Refusal for RefundError {
    type Told = Never;

    fn told(self, _: Words) -> Result<Never, NoPage> {
        match self {
            Self::UnknownOverpayment => Err(PageFault::NotFound.into()),
            Self::ChangedMeanwhile => Err(PageFault::ChangedMeanwhile.into()),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
        }
    }
}

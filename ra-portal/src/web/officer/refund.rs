//! `/officer/transfers/{order}/refund`: recording that an overpayment was refunded.

use axum::extract::{Path, State};
use axum::response::Response;
use i18n::Words;
use registration::orders::OrderId;
use registration::payments::{OverpaymentId, RefundError};

use super::transfers::shown_again;
use crate::web::{AsOfficer, FieldErrors, Form, NoPage, PageFault, Portal, Refusal, Shell, see_other, told};

/// `POST /officer/transfers/{order}/refund`: records the refund of the overpayment and amount that the page showed.
pub(super) async fn record(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(order): Path<String>,
    form: Form,
) -> Result<Response, NoPage> {
    let order: OrderId = order.parse().map_err(|_| PageFault::NotFound)?;
    let overpayment: OverpaymentId = form.text("overpayment").parse().map_err(|_| PageFault::Unreadable)?;
    let seen_cents: i64 = form.text("amount").parse().map_err(|_| PageFault::Unreadable)?;
    match portal.registration.payments.record_refund(&officer, order, overpayment, seen_cents).await {
        Ok(()) => Ok(see_other("/officer/transfers?refunded")),
        Err(fault) => shown_again(&portal, &shell, told(fault, shell.t)?, None).await,
    }
}

impl Refusal for RefundError {
    type Told = FieldErrors;

    fn told(self, t: Words) -> Result<FieldErrors, NoPage> {
        match self {
            Self::UnknownOverpayment => Err(PageFault::NotFound.into()),
            Self::ChangedMeanwhile => Ok(FieldErrors::conflict("overpayments", t.say("payments-overpayment-changed"))),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
        }
    }
}

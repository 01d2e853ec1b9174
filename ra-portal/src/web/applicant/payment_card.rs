//! `/orders/{id}/payment/card`: the demonstration's card page, which pays without any money.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use registration::fault::Fault;
use registration::orders::OrderId;
use registration::payments::{CardError, PaymentOverview};

use super::payment::{due_cents, order_id, overview};
use crate::web::{Applicant, PageFault, Portal, Shell, page, see_other};

#[derive(Template)]
#[template(path = "applicant/payment_card.html")]
struct CardPage<'a> {
    shell: &'a Shell,
    id: OrderId,
    overview: &'a PaymentOverview,
    due_cents: i64,
}

/// `GET /orders/{id}/payment/card`: in a demonstration only, and while something is due.
pub(super) async fn show(
    State(portal): State<Portal>,
    shell: Shell,
    applicant: Applicant,
    Path(id): Path<String>,
) -> Result<Response, PageFault> {
    if !portal.registration.settings().demonstration_card {
        return Err(PageFault::NotFound);
    }
    let id = order_id(&id)?;
    let overview = overview(&portal, &applicant, id).await?;
    if overview.state.is_settled() {
        return Ok(see_other(&format!("/orders/{id}/payment")));
    }
    page(&CardPage { shell: &shell, id, overview: &overview, due_cents: due_cents(&overview) })
}

/// `POST /orders/{id}/payment/card`: sent twice, it pays once.
pub(super) async fn submit(
    State(portal): State<Portal>,
    applicant: Applicant,
    Path(id): Path<String>,
) -> Result<Response, PageFault> {
    let id = order_id(&id)?;
    match portal.registration.pay_by_demonstration_card(applicant.0.account, id).await {
        Ok(()) => Ok(see_other(&format!("/orders/{id}/payment"))),
        Err(Fault::Refused(CardError::NoDemonstration | CardError::UnknownOrder)) => Err(PageFault::NotFound),
        Err(Fault::Unavailable(what)) => Err(PageFault::Unavailable(what)),
    }
}

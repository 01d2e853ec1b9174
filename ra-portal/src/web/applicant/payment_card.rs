//! `/orders/{id}/payment/card`: the demonstration's card page, which moves no money.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n::Words;
use registration::fault::Never;
use registration::orders::OrderId;
use registration::payments::{CardError, PaymentOverview};

use super::own_order::OwnOrder;
use super::payment::{due_cents, overview};
use crate::web::{NoPage, PageFault, Portal, Refusal, Shell, page, see_other};

#[derive(Template)]
#[template(path = "applicant/payment_card.html")]
struct CardPage<'a> {
    shell: &'a Shell,
    id: OrderId,
    overview: &'a PaymentOverview,
    due_cents: i64,
}

/// `GET /orders/{id}/payment/card`: in a demonstration only, while an amount is due.
pub(super) async fn show(State(portal): State<Portal>, shell: Shell, own: OwnOrder) -> Result<Response, NoPage> {
    if !portal.registration.settings().demonstration_card {
        return Err(PageFault::NotFound.into());
    }
    let overview = overview(&portal, own).await?;
    if overview.state.is_settled() {
        return Ok(see_other(&own.page("payment")));
    }
    page(&CardPage { shell: &shell, id: own.id, overview: &overview, due_cents: due_cents(&overview) })
}

/// `POST /orders/{id}/payment/card`: idempotent.
pub(super) async fn submit(State(portal): State<Portal>, own: OwnOrder) -> Result<Response, NoPage> {
    portal.registration.payments.pay_by_demonstration_card(own.account, own.id).await?;
    Ok(see_other(&own.page("payment")))
}

impl Refusal for CardError {
    type Told = Never;

    fn told(self, _: Words) -> Result<Never, NoPage> {
        match self {
            Self::NoDemonstration | Self::UnknownOrder => Err(PageFault::NotFound.into()),
        }
    }
}

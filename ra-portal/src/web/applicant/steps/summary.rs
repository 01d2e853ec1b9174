//! `/orders/{id}/summary`: everything once more, then the order is placed.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n::Words;
use registration::ordering::PlaceError;
use registration::orders::{Order, OrderId, Price, Section};

use super::step::{find, resume};
use crate::terms::shown;
use crate::web::applicant::answers::{Answered, answered};
use crate::web::applicant::own_order::OwnOrder;
use crate::web::{NoPage, PageFault, Portal, Refusal, Shell, page, see_other, told};

#[derive(Template)]
#[template(path = "applicant/summary.html")]
struct SummaryPage<'a> {
    shell: &'a Shell,
    id: OrderId,
    product: String,
    sections: Vec<Answered>,
    price: Price,
    back: String,
    step: String,
}

/// `GET /orders/{id}/summary`; as long as a page is unanswered, that page.
pub(super) async fn show(State(portal): State<Portal>, shell: Shell, own: OwnOrder) -> Result<Response, NoPage> {
    let order = find(&portal, own).await?;
    if order.placed().is_some() || !order.application.is_complete() {
        return Ok(see_other(&resume(&order)));
    }
    let price = price(&portal, &order).ok_or(PageFault::NotFound)?;
    let steps = (order.application.sections().count() + 1).to_string();
    page(&SummaryPage {
        shell: &shell,
        id: order.id,
        product: order.product.to_string(),
        sections: answered(shell.t, &order),
        price,
        back: own.page("terms"),
        step: shell.t.with("orders-step", [("number", steps.as_str()), ("all", &steps)]),
    })
}

/// What it would cost today.
fn price(portal: &Portal, order: &Order) -> Option<Price> {
    let sale = portal.registration.policies().product(&order.product)?.sale.as_ref()?;
    Some(Price { excluding_vat_cents: sale.price_excluding_vat_cents.into(), vat_per_mille: sale.vat_per_mille })
}

/// `POST /orders/{id}/place`: the order's page, or the page whose answer is missing or no longer right.
pub(super) async fn place(State(portal): State<Portal>, shell: Shell, own: OwnOrder) -> Result<Response, NoPage> {
    match portal.registration.orders.place_order(own.account, own.id, &shown(shell.t)).await {
        Ok(order) => Ok(see_other(&format!("/orders/{}", order.id))),
        Err(fault) => Ok(see_other(&own.page(told(fault, shell.t)?.name()))),
    }
}

/// Tells which section is to be answered.
impl Refusal for PlaceError {
    type Told = Section;

    fn told(self, _: Words) -> Result<Section, NoPage> {
        match self {
            Self::Incomplete(section) => Ok(section),
            Self::NotFound(_) | Self::NotForSale => Err(PageFault::NotFound.into()),
        }
    }
}

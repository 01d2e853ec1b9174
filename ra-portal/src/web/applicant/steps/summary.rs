//! `/orders/{id}/summary`: all answers once more, with the button that places the order.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n::Words;
use registration::ordering::PlaceError;
use registration::orders::{OrderId, Price, Section};

use super::page::ask_first;
use super::step::{find, resume};
use crate::terms::shown;
use crate::web::applicant::answers::{Answered, answered};
use crate::web::applicant::own_order::OwnOrder;
use crate::web::{NoPage, PageFault, Portal, Refusal, Shell, page, product_name, see_other, told};

#[derive(Template)]
#[template(path = "applicant/summary.html")]
struct SummaryPage<'a> {
    shell: &'a Shell,
    id: OrderId,
    product: String,
    sections: Vec<Answered>,
    price: Price,
    needs_reader: bool,
    back: String,
    step: String,
}

/// `GET /orders/{id}/summary`; redirects to the first unanswered page, if there is one.
pub(super) async fn show(State(portal): State<Portal>, shell: Shell, own: OwnOrder) -> Result<Response, NoPage> {
    let order = find(&portal, own).await?;
    if order.placed().is_some() || !order.application.is_complete() {
        return Ok(see_other(&resume(&order)));
    }
    let policies = portal.registration.policies();
    let sale = policies.sale(&order.product).ok_or(PageFault::NotFound)?;
    let steps = (order.application.sections().count() + 1).to_string();
    page(&SummaryPage {
        shell: &shell,
        id: order.id,
        product: product_name(policies, &order.product, shell.t),
        sections: answered(shell.t, policies, &order),
        // The price today; it is fixed when the order is placed.
        price: Price { excluding_vat_cents: sale.price_excluding_vat_cents.into(), vat_per_mille: sale.vat_per_mille },
        needs_reader: sale.needs.is_some(),
        back: own.page("terms"),
        step: shell.t.with("orders-step", [("number", steps.as_str()), ("all", &steps)]),
    })
}

/// `POST /orders/{id}/place`: redirects to the order's page, or answers with the page whose answer is missing or no longer valid.
pub(super) async fn place(State(portal): State<Portal>, shell: Shell, own: OwnOrder) -> Result<Response, NoPage> {
    match portal.registration.orders.place_order(own.account, own.id, &shown(shell.t)).await {
        Ok(order) => Ok(see_other(&format!("/orders/{}", order.id))),
        Err(fault) => ask_first(&portal, &shell, own, told(fault, shell.t)?).await,
    }
}

/// Which section has to be answered.
impl Refusal for PlaceError {
    type Told = Section;

    fn told(self, _: Words) -> Result<Section, NoPage> {
        match self {
            Self::Incomplete(section) => Ok(section),
            Self::NotFound(_) | Self::NotForSale => Err(PageFault::NotFound.into()),
        }
    }
}

//! `/orders`: the account's orders, and a form for starting one.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n::Words;
use registration::fault::Never;
use registration::ordering::NotForSale;
use registration::orders::{Order, Price};

use super::steps;
use crate::web::{Applicant, Form, NoPage, PageFault, Portal, Refusal, Shell, page, product_name, see_other};

#[derive(Template)]
#[template(path = "applicant/orders.html")]
struct OrdersPage<'a> {
    shell: &'a Shell,
    /// Each order with the title of its product.
    orders: Vec<(Order, String)>,
    offers: Vec<Offer>,
}

/// A product that can be ordered and has no open draft.
struct Offer {
    product: String,
    name: String,
    description: String,
    price: Price,
    needs_reader: bool,
    /// The day until which a listing must last, if the product asks for one.
    listing_until: Option<String>,
}

/// `GET /orders`.
pub(super) async fn show(State(portal): State<Portal>, shell: Shell, session: Applicant) -> Result<Response, NoPage> {
    let orders = portal.registration.orders.orders_of(session.account).await?;
    let is_drafted = |product: &str| orders.iter().any(|order| order.placed().is_none() && order.product.as_str() == product);
    let (policies, t) = (portal.registration.policies(), shell.t);
    let offers = policies.for_sale().filter(|(offer, _)| !is_drafted(offer.product.as_str()));
    let offers = offers
        .map(|(offer, sale)| Offer {
            product: offer.product.to_string(),
            name: t.pick(offer.words.name.french_and_english()),
            description: t.pick(offer.words.description.french_and_english()),
            price: Price { excluding_vat_cents: sale.price_excluding_vat_cents.into(), vat_per_mille: sale.vat_per_mille },
            needs_reader: sale.needs.is_some(),
            listing_until: portal.registration.orders.listing_needed_until(&offer.product).map(|until| t.day(until)),
        })
        .collect();
    let named = |order: Order| {
        let name = product_name(policies, &order.product, t);
        (order, name)
    };
    let orders = orders.into_iter().map(named).collect();
    page(&OrdersPage { shell: &shell, orders, offers })
}

/// `POST /orders`: starts a draft, or continues the open one.
pub(super) async fn begin(State(portal): State<Portal>, session: Applicant, form: Form) -> Result<Response, NoPage> {
    let product = form.text("product").parse().map_err(|_| PageFault::NotFound)?;
    let order = portal.registration.orders.begin_order(session.account, &product).await?;
    Ok(see_other(&steps::resume(&order)))
}

impl Refusal for NotForSale {
    type Told = Never;

    fn told(self, _: Words) -> Result<Never, NoPage> {
        Err(PageFault::NotFound.into())
    }
}

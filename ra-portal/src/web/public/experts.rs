//! `GET /experts`: the product for court experts, with a button to order it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use policies::{Accessory, Offer, Sale};
use registration::orders::Price;

use crate::web::{NoPage, PageFault, Portal, Shell, page};

/// The product's name in the policies.
const EXPERT_CARD: &str = "expert-card";

#[derive(Template)]
#[template(path = "public/experts.html")]
struct ExpertsPage<'a> {
    shell: &'a Shell,
    product: &'a str,
    price: Price,
    needs_reader: bool,
    days: (u16, u16),
    listing_until: Option<String>,
}

pub(super) async fn show(State(portal): State<Portal>, shell: Shell) -> Result<Response, NoPage> {
    let (offer, sale) = expert_card(&portal)?;
    page(&ExpertsPage {
        shell: &shell,
        product: offer.product.as_str(),
        price: Price { excluding_vat_cents: sale.price_excluding_vat_cents.into(), vat_per_mille: sale.vat_per_mille },
        needs_reader: sale.needs == Some(Accessory::CardReader),
        days: (*sale.delivery_days.start(), *sale.delivery_days.end()),
        listing_until: portal.registration.orders.listing_needed_until(&offer.product).map(|until| shell.t.day(until)),
    })
}

/// The card and its terms of sale; not found if the policies do not offer it for sale.
pub(super) fn expert_card(portal: &Portal) -> Result<(&Offer, &Sale), NoPage> {
    let mut on_sale = portal.registration.policies().for_sale();
    Ok(on_sale.find(|(offer, _)| offer.product.as_str() == EXPERT_CARD).ok_or(PageFault::NotFound)?)
}

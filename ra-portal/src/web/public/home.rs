//! `GET /` at both entrances: what the portal is for; at the certificate entrance, links to the officers' and holders' pages.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use registration::orders::Price;

use super::experts::expert_card;
use crate::web::{Entrance, NoPage, Portal, Shell, page};

#[derive(Template)]
#[template(path = "public/home.html")]
struct HomePage<'a> {
    shell: &'a Shell,
    price: Price,
    days: (u16, u16),
    /// Whether the demonstration's card page is offered in addition to bank transfer.
    card: bool,
}

#[derive(Template)]
#[template(path = "public/certificate_home.html")]
struct CertificateHomePage<'a> {
    shell: &'a Shell,
}

pub(super) async fn show(State(portal): State<Portal>, shell: Shell) -> Result<Response, NoPage> {
    if shell.entrance == Entrance::Certificate {
        return page(&CertificateHomePage { shell: &shell });
    }
    let (_, sale) = expert_card(&portal)?;
    let price = Price { excluding_vat_cents: sale.price_excluding_vat_cents.into(), vat_per_mille: sale.vat_per_mille };
    let days = (*sale.delivery_days.start(), *sale.delivery_days.end());
    page(&HomePage { shell: &shell, price, days, card: portal.registration.settings().demonstration_card })
}

//! `/orders/{id}/payment`: the amount due, how to pay it, and the invoice.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use registration::orders::OrderId;
use registration::payments::{PaymentOverview, PaymentState};
use registration::settings::Supplier;

use super::own_order::OwnOrder;
use crate::web::{NoPage, PageFault, Portal, Shell, page, paper};

#[derive(Template)]
#[template(path = "applicant/payment.html")]
struct PaymentPage<'a> {
    shell: &'a Shell,
    id: OrderId,
    overview: &'a PaymentOverview,
    /// The amount still due, in cents; zero once the order is paid.
    due_cents: i64,
    supplier: &'a Supplier,
    card: bool,
}

/// The payments of the applicant's own placed order.
pub(super) async fn overview(portal: &Portal, own: OwnOrder) -> Result<PaymentOverview, NoPage> {
    Ok(portal.registration.payments.payment(own.account, own.id).await?.ok_or(PageFault::NotFound)?)
}

/// The amount still due, in cents.
pub(super) const fn due_cents(overview: &PaymentOverview) -> i64 {
    match &overview.state {
        PaymentState::Pending => overview.placed.price.including_vat_cents(),
        PaymentState::Partial { due_cents, .. } => *due_cents,
        PaymentState::Paid { .. } | PaymentState::Overpaid { .. } => 0,
    }
}

/// `GET /orders/{id}/payment`.
pub(super) async fn show(State(portal): State<Portal>, shell: Shell, own: OwnOrder) -> Result<Response, NoPage> {
    let overview = overview(&portal, own).await?;
    let settings = portal.registration.settings();
    page(&PaymentPage {
        shell: &shell,
        id: own.id,
        overview: &overview,
        due_cents: due_cents(&overview),
        supplier: &settings.supplier,
        card: settings.demonstration_card,
    })
}

/// `GET /orders/{id}/invoice.pdf`.
pub(super) async fn invoice(State(portal): State<Portal>, shell: Shell, own: OwnOrder) -> Result<Response, NoPage> {
    let invoice = portal.registration.payments.invoice(own.account, own.id).await?.ok_or(PageFault::NotFound)?;
    let name = format!("{}.pdf", invoice.number.as_str());
    let make = move || {
        let registration = &portal.registration;
        papers::invoice(&invoice, registration.policies(), &registration.settings().supplier, shell.t.language())
    };
    paper(name, make).await
}

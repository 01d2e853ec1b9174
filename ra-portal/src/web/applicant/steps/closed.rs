//! The page of a section that can no longer be changed: why not, and whom to contact.

use askama::Template;
use axum::response::Response;
use http::StatusCode;
use registration::ordering::Closed;
use registration::orders::{OrderId, Section};

use crate::web::applicant::own_order::OwnOrder;
use crate::web::{NoPage, Portal, Shell, page_with};

#[derive(Template)]
#[template(path = "applicant/closed.html")]
struct ClosedPage<'a> {
    shell: &'a Shell,
    id: OrderId,
    title: String,
    /// Whether an answer was just submitted and not stored.
    refused: bool,
    /// That answer, to copy.
    typed: Vec<String>,
    why: String,
    ask: String,
}

/// The page for a closed section of the account's order; with the answer that was just submitted, if one was.
pub(super) async fn shown(
    portal: &Portal,
    shell: &Shell,
    own: OwnOrder,
    section: Section,
    typed: Option<Vec<String>>,
) -> Result<Option<Response>, NoPage> {
    let closed = portal.registration.orders.closed(own.account, own.id, section).await?;
    let Some(closed) = closed else { return Ok(None) };
    let supplier = &portal.registration.settings().supplier;
    let whom = [("telephone", supplier.support_telephone.as_str()), ("email", supplier.support_email.as_str())];
    let page = ClosedPage {
        shell,
        id: own.id,
        title: shell.t.say(&format!("orders-section-{}", section.name())),
        refused: typed.is_some(),
        typed: typed.unwrap_or_default(),
        why: shell.t.say(why(closed)),
        ask: shell.t.with("orders-closed-ask", whom),
    };
    page_with(if page.refused { StatusCode::CONFLICT } else { StatusCode::OK }, &page).map(Some)
}

const fn why(closed: Closed) -> &'static str {
    match closed {
        Closed::Accepted => "orders-closed-accepted",
        Closed::Invoiced => "orders-closed-invoiced",
        Closed::Authorised => "orders-closed-authorised",
    }
}

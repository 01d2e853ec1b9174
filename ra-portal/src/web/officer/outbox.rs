//! The outbox: messages that wait for a gateway.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use registration::messages::WaitingMessage;

use crate::web::{NoPage, Portal, Shell, page};

/// Far more than wait while the gateways work.
const AT_MOST: u32 = 200;

#[derive(Template)]
#[template(path = "officer/outbox.html")]
struct OutboxPage<'a> {
    shell: &'a Shell,
    waiting: Vec<WaitingMessage>,
}

/// `GET /officer/outbox`.
pub(super) async fn show(State(portal): State<Portal>, shell: Shell) -> Result<Response, NoPage> {
    page(&OutboxPage { shell: &shell, waiting: portal.registration.outbox.waiting_messages(AT_MOST).await? })
}

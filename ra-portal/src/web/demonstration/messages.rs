//! `GET /demonstration/messages`: the captured messages, newest first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use mails::CapturedMessage;

use crate::web::{NoPage, PageFault, Portal, Shell, page};

#[derive(Template)]
#[template(path = "demonstration/messages.html")]
struct MessagesPage<'a> {
    shell: &'a Shell,
    messages: Vec<CapturedMessage>,
}

pub(super) async fn show(State(portal): State<Portal>, shell: Shell) -> Result<Response, NoPage> {
    let messages = portal.captured.as_ref().ok_or(PageFault::NotFound)?.messages();
    page(&MessagesPage { shell: &shell, messages })
}

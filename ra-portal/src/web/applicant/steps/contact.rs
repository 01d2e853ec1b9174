//! `/orders/{id}/contact`: how the activation code is sent.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::step::Step;
use crate::web::{NoPage, Portal, Shell, page_with};

#[derive(Template)]
#[template(path = "applicant/contact.html")]
struct ContactPage<'a> {
    shell: &'a Shell,
    step: &'a Step,
    /// The ways to send the code: name and label.
    ways: Vec<(&'static str, String)>,
    /// Whether SMS is offered.
    sms: bool,
}

pub(super) fn render(shell: &Shell, step: &Step, portal: &Portal, status: StatusCode) -> Result<Response, NoPage> {
    let sms = portal.registration.settings().sms;
    let ways = ["email", "sms"].into_iter().filter(|way| sms || *way != "sms");
    let ways = ways.map(|way| (way, shell.t.say(&format!("orders-contact-{way}")))).collect();
    page_with(status, &ContactPage { shell, step, ways, sms })
}

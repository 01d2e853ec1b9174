//! `/orders/{id}/delivery`: the address to which token and PIN letter are sent.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::countries;
use super::step::Step;
use crate::web::{NoPage, Shell, page_with};

#[derive(Template)]
#[template(path = "applicant/delivery.html")]
struct DeliveryPage<'a> {
    shell: &'a Shell,
    step: &'a Step,
    countries: Vec<(&'static str, String)>,
}

pub(super) fn render(shell: &Shell, step: &Step, status: StatusCode) -> Result<Response, NoPage> {
    page_with(status, &DeliveryPage { shell, step, countries: countries::to_choose_from(shell.t) })
}

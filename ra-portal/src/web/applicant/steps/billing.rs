//! `/orders/{id}/billing`: the billing address.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::countries;
use super::step::Step;
use crate::web::{NoPage, Shell, page_with};

#[derive(Template)]
#[template(path = "applicant/billing.html")]
struct BillingPage<'a> {
    shell: &'a Shell,
    step: &'a Step,
    countries: Vec<(&'static str, String)>,
}

pub(super) fn render(shell: &Shell, step: &Step, status: StatusCode) -> Result<Response, NoPage> {
    page_with(status, &BillingPage { shell, step, countries: countries::to_choose_from(shell.t) })
}

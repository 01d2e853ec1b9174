//! `/orders/{id}/identity`: names, as on the identity document.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::step::Step;
use crate::web::{NoPage, Shell, page_with};

#[derive(Template)]
#[template(path = "applicant/identity.html")]
struct IdentityPage<'a> {
    shell: &'a Shell,
    step: &'a Step,
}

pub(super) fn render(shell: &Shell, step: &Step, status: StatusCode) -> Result<Response, NoPage> {
    page_with(status, &IdentityPage { shell, step })
}

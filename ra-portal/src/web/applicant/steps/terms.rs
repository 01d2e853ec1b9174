//! `/orders/{id}/terms`: acceptance of the terms, by ticking a box.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::step::Step;
use crate::terms::{self, Terms};
use crate::web::{NoPage, Shell, page_with};

#[derive(Template)]
#[template(path = "applicant/terms.html")]
struct TermsPage<'a> {
    shell: &'a Shell,
    step: &'a Step,
    terms: Terms,
}

pub(super) fn render(shell: &Shell, step: &Step, status: StatusCode) -> Result<Response, NoPage> {
    page_with(status, &TermsPage { shell, step, terms: terms::current(shell.t.language()) })
}

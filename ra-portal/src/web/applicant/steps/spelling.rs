//! `/orders/{id}/spelling`: the spelling of names that are not in Latin letters.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::step::Step;
use crate::web::{NoPage, Shell, page_with};

#[derive(Template)]
#[template(path = "applicant/spelling.html")]
struct SpellingPage<'a> {
    shell: &'a Shell,
    step: &'a Step,
}

pub(super) fn render(shell: &Shell, step: &Step, status: StatusCode) -> Result<Response, NoPage> {
    page_with(status, &SpellingPage { shell, step })
}

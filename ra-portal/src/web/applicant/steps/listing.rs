//! `/orders/{id}/listing`: where the expert is listed.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::step::Step;
use crate::web::{NoPage, Portal, Shell, page_with};

#[derive(Template)]
#[template(path = "applicant/listing.html")]
struct ListingPage<'a> {
    shell: &'a Shell,
    step: &'a Step,
    courts: Vec<(&'a str, &'a str)>,
}

pub(super) fn render(shell: &Shell, step: &Step, portal: &Portal, status: StatusCode) -> Result<Response, NoPage> {
    let courts = portal.registration.policies().courts();
    let courts = courts.iter().map(|court| (court.name.as_str(), court.name.as_str())).collect();
    page_with(status, &ListingPage { shell, step, courts })
}

//! `GET /terms`: the terms in force, in the version that orders accept.

use askama::Template;
use axum::response::Response;

use crate::terms::{self, Terms};
use crate::web::{NoPage, Shell, page};

#[derive(Template)]
#[template(path = "public/terms.html")]
struct TermsPage<'a> {
    shell: &'a Shell,
    terms: Terms,
}

pub(super) async fn show(shell: Shell) -> Result<Response, NoPage> {
    page(&TermsPage { shell: &shell, terms: terms::current(shell.t.language()) })
}

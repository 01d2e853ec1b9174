//! `GET /accessibility`: the accessibility statement (French law 2005-102, article 47; RGAA 4.1).

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::web::{NoPage, Portal, Shell, page};

#[derive(Template)]
#[template(path = "public/accessibility.html")]
struct AccessibilityPage<'a> {
    shell: &'a Shell,
    /// Minutes without activity after which a session ends.
    idle: String,
}

pub(super) async fn show(State(portal): State<Portal>, shell: Shell) -> Result<Response, NoPage> {
    let idle = (portal.registration.settings().session_idle.as_secs() / 60).to_string();
    page(&AccessibilityPage { shell: &shell, idle })
}

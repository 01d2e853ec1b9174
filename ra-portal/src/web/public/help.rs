//! `GET /help`: whom to call, and frequent questions.

use askama::Template;
use axum::response::Response;

use crate::web::{NoPage, Shell, page};

/// The questions, most frequent first: `public-help-<name>-question`, `-answer`.
const QUESTIONS: [&str; 8] = ["order", "dossier", "reader", "delivery", "pin", "puk", "wrong-data", "lost"];

#[derive(Template)]
#[template(path = "public/help.html")]
struct HelpPage<'a> {
    shell: &'a Shell,
    questions: Vec<(String, String)>,
}

pub(super) async fn show(shell: Shell) -> Result<Response, NoPage> {
    let said = |name: &str, part: &str| shell.t.say(&format!("public-help-{name}-{part}"));
    let questions = QUESTIONS.map(|name| (said(name, "question"), said(name, "answer"))).to_vec();
    page(&HelpPage { shell: &shell, questions })
}

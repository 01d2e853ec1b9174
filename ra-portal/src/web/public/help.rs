//! `GET /help`: who to call, and what people ask.

use askama::Template;
use axum::response::Response;

use crate::web::{NoPage, Shell, page};

/// The questions, in the order in which people ask them: `public-help-<name>-question`, `-answer`.
const QUESTIONS: [&str; 8] = ["order", "dossier", "reader", "delivery", "pin", "puk", "wrong-data", "lost"];

#[derive(Template)]
#[template(path = "public/help.html")]
struct HelpPage<'a> {
    shell: &'a Shell,
    /// Each question and its answer.
    questions: Vec<(String, String)>,
}

pub(super) async fn show(shell: Shell) -> Result<Response, NoPage> {
    let said = |name: &str, part: &str| shell.t.say(&format!("public-help-{name}-{part}"));
    let questions = QUESTIONS.map(|name| (said(name, "question"), said(name, "answer"))).to_vec();
    page(&HelpPage { shell: &shell, questions })
}

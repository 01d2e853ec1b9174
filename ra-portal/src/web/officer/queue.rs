//! The queue of open orders, overdue ones first.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use i18n::Words;
use registration::desk::Waiting;
use registration::lifecycle::Expectation;

use crate::web::{NoPage, Portal, Shell, page};

#[derive(Template)]
#[template(path = "officer/queue.html")]
struct QueuePage<'a> {
    shell: &'a Shell,
    rows: Vec<RowView>,
    page: u32,
    more: bool,
}

struct RowView {
    id: String,
    number: String,
    holder: String,
    court: String,
    due: String,
    late: bool,
    since: String,
    /// What is awaited, and by whom.
    awaited: Vec<(String, String)>,
}

/// `GET /officer`, with `?page=2` for less urgent orders.
pub(super) async fn queue(
    State(portal): State<Portal>,
    shell: Shell,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, NoPage> {
    let page_number = query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let queue = portal.registration.desk.queue(page_number).await?;
    let t = shell.t;
    let rows = queue.waiting.iter().map(|waiting| RowView {
        id: waiting.id.to_string(),
        number: waiting.number.to_string(),
        holder: waiting.holder.clone(),
        court: waiting.court.clone(),
        due: t.day_of(waiting.due),
        late: queue.is_late(waiting),
        since: t.day_of(waiting.since),
        awaited: awaited(t, waiting),
    });
    page(&QueuePage { shell: &shell, rows: rows.collect(), page: queue.page, more: queue.more })
}

fn awaited(t: Words, waiting: &Waiting) -> Vec<(String, String)> {
    let said = |expected: &Expectation| {
        let from = format!("desk-from-{}", expected.what.from().name());
        (t.say(&format!("desk-awaited-{}", expected.what.name())), t.say(&from))
    };
    waiting.awaited.iter().map(said).collect()
}

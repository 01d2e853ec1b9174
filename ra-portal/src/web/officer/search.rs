//! Searching for orders in every state.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use registration::search::{Found, FoundOrder, SearchError};

use crate::web::{AsOfficer, FieldErrors, NoPage, PageFault, Portal, Refusal, Shell, page_with, product_name, see_other, told};

#[derive(Template)]
#[template(path = "officer/search.html")]
struct SearchPage<'a> {
    shell: &'a Shell,
    errors: &'a FieldErrors,
    typed: &'a str,
    /// What was found; none before anything was searched for.
    results: Option<Results>,
}

struct Results {
    rows: Vec<RowView>,
    more: bool,
    /// That names are still being read, if they are.
    loading: Option<String>,
}

struct RowView {
    id: String,
    /// None for a draft, which has no page for officers.
    number: Option<String>,
    holder: String,
    product: String,
    state: String,
    since: String,
    token: String,
}

/// `GET /officer/search`, with `?q=` for what is searched for. A number that one order has leads to the order.
pub(super) async fn search(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, NoPage> {
    let typed = query.get("q").map_or("", String::as_str);
    let mut page = SearchPage { shell: &shell, errors: &FieldErrors::default(), typed, results: None };
    if typed.trim().is_empty() {
        return page_with(StatusCode::OK, &page);
    }
    match portal.registration.search.find(&officer, typed).await {
        Ok(found) => {
            if let (true, [order]) = (found.is_exact, found.orders.as_slice()) {
                return Ok(see_other(&format!("/officer/orders/{}", order.id)));
            }
            page.results = Some(Results::of(&portal, &found, shell.t));
            page_with(StatusCode::OK, &page)
        }
        Err(fault) => {
            let errors = told(fault, shell.t)?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &SearchPage { errors: &errors, ..page })
        }
    }
}

impl Results {
    fn of(portal: &Portal, found: &Found, t: Words) -> Self {
        let loading = found.loading.map(|(done, all)| {
            t.with("desk-search-loading", [("done", done.to_string().as_str()), ("all", all.to_string().as_str())])
        });
        Self { rows: found.orders.iter().map(|order| RowView::of(portal, order, t)).collect(), more: found.more, loading }
    }
}

impl RowView {
    fn of(portal: &Portal, order: &FoundOrder, t: Words) -> Self {
        Self {
            id: order.id.to_string(),
            number: order.number.as_ref().map(ToString::to_string),
            holder: order.holder.clone(),
            product: product_name(portal.registration.policies(), &order.product, t),
            state: t.say(&format!("desk-state-{}", order.state)),
            since: t.day_of(order.since),
            token: order.token.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string),
        }
    }
}

impl Refusal for SearchError {
    type Told = FieldErrors;

    fn told(self, t: Words) -> Result<FieldErrors, NoPage> {
        match self {
            Self::NoQuery => Ok(FieldErrors::at("q", t.say("desk-search-too-short"))),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
        }
    }
}

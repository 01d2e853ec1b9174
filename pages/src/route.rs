//! The one table of routes: entrance, method, path, action. A router is made from it and from nothing else.

use std::collections::BTreeSet;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};
use http::Method;
use registration::access::Action;

use super::admission::{Admission, admit};
use super::{PageFault, Portal, applicant, demonstration, headers, holder, officer, public};

/// A form's fields, unless its route says otherwise.
const FORM: usize = 64 << 10;

/// Where a page is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entrance {
    /// For everybody: no certificate is asked for.
    Public,
    /// For officers and holders: a certificate is asked for, and not required.
    Certificate,
}

impl Entrance {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Public, Self::Certificate];
}

/// A row of the table, with the handler behind it.
pub(crate) struct Route {
    row: RouteRow,
    handler: MethodRouter<Portal>,
    body: usize,
}

/// A row of the table, as tests read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteRow {
    /// Where.
    pub entrance: Entrance,
    /// `GET` (and with it `HEAD`) or `POST`.
    pub method: Method,
    /// With `{names}` for what varies.
    pub path: &'static str,
    /// What the access table decides on.
    pub action: Action,
}

impl Route {
    /// A page, or a file.
    pub(crate) fn get<H, T>(entrance: Entrance, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, Portal>,
        T: 'static,
    {
        Self { row: RouteRow { entrance, method: Method::GET, path, action }, handler: get(handler), body: FORM }
    }

    /// A form.
    pub(crate) fn post<H, T>(entrance: Entrance, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, Portal>,
        T: 'static,
    {
        Self { row: RouteRow { entrance, method: Method::POST, path, action }, handler: post(handler), body: FORM }
    }

    /// The same with a larger form: files.
    pub(crate) fn with_body(self, octets: usize) -> Self {
        Self { body: octets, ..self }
    }
}

fn routes(portal: Option<&Portal>) -> Vec<Route> {
    let mut routes = public::routes();
    routes.extend(applicant::routes());
    routes.extend(officer::routes());
    routes.extend(holder::routes());
    if portal.is_none_or(|portal| portal.captured.is_some()) {
        routes.extend(demonstration::routes());
    }
    routes
}

/// Every route, those of the demonstration included.
#[must_use]
pub fn table() -> Vec<RouteRow> {
    routes(None).into_iter().map(|route| route.row).collect()
}

/// The page at a route's path, or else the nearest above it.
fn nearest(pages: &BTreeSet<&'static str>, path: &'static str) -> Option<&'static str> {
    let above = |path: &&'static str| path.rsplit_once('/').map(|(above, _)| above);
    std::iter::successors(Some(path), above).find(|path| pages.contains(path))
}

/// The pages of an entrance.
pub fn router(portal: &Portal, entrance: Entrance) -> Router {
    let admission = |action, page| Admission { portal: portal.clone(), entrance, action, page };
    let routes: Vec<_> = routes(Some(portal)).into_iter().filter(|route| route.row.entrance == entrance).collect();
    let pages: BTreeSet<_> = routes.iter().filter(|route| route.row.method == Method::GET).map(|route| route.row.path).collect();
    let mut router = Router::new();
    for Route { row, handler, body } in routes {
        let admitted = from_fn_with_state(admission(row.action, nearest(&pages, row.path)), admit);
        router = router.route(row.path, handler.layer(DefaultBodyLimit::max(body)).layer(admitted));
    }
    // In a router of its own, so that what is missing is said in the reader's language too.
    let missing: MethodRouter<Portal> = axum::routing::any(async || PageFault::NotFound);
    let wrong_method = async || PageFault::MethodNotAllowed;
    let anybody = from_fn_with_state(admission(Action::ReadPublicPages, None), admit);
    router
        .method_not_allowed_fallback(Handler::<_, Portal>::layer(wrong_method, anybody.clone()))
        .fallback_service(missing.layer(anybody).with_state(portal.clone()))
        .layer(from_fn(headers::protect))
        .with_state(portal.clone())
}

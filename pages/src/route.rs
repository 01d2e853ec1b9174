//! The table of a zone's routes: entrance, method, path, action. Routers are built from it alone.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, Request, State};
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use http::Method;

use crate::admission::{Admission, admit};
use crate::{Entrance, Origin, PageFault, Zone, headers};

/// Maximum size of a form in octets, unless its route allows more.
const FORM: usize = 64 << 10;

/// A row of the table, with its handler.
pub struct Route<Z: Zone> {
    row: RouteRow<Z::Action>,
    handler: MethodRouter<Z>,
    body: usize,
}

/// A row of the table, without its handler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteRow<Action> {
    /// The entrances that serve it.
    pub entrance: Entrance,
    /// `GET` (which includes `HEAD`) or `POST`.
    pub method: Method,
    /// With `{name}` for parameters.
    pub path: &'static str,
    /// The action that the access table decides about.
    pub action: Action,
}

impl<Z: Zone> Route<Z> {
    /// A page or a file.
    pub fn get<H, T>(entrance: Entrance, path: &'static str, action: Z::Action, handler: H) -> Self
    where
        H: Handler<T, Z>,
        T: 'static,
    {
        // A body is not read, so that its length does not matter.
        let handler = get(Erased::new(handler));
        Self { row: RouteRow { entrance, method: Method::GET, path, action }, handler, body: usize::MAX }
    }

    /// A form, of at most 64 KiB.
    pub fn post<H, T>(entrance: Entrance, path: &'static str, action: Z::Action, handler: H) -> Self
    where
        H: Handler<T, Z>,
        T: 'static,
    {
        Self { row: RouteRow { entrance, method: Method::POST, path, action }, handler: post(Erased::new(handler)), body: FORM }
    }

    /// The zone's assets at `/assets/…`, which its layout needs at each entrance.
    #[must_use]
    pub fn assets(entrance: Entrance) -> Self {
        Self::get(entrance, "/assets/{name}", Z::ANYBODY, asset::<Z>)
    }

    /// The same route with a larger limit, for uploads.
    #[must_use]
    pub fn with_body(self, octets: usize) -> Self {
        Self { body: octets, ..self }
    }

    /// The row without its handler.
    #[must_use]
    pub const fn row(&self) -> &RouteRow<Z::Action> {
        &self.row
    }
}

/// A handler whose type is erased. axum's code around a handler is compiled for each type of handler; this way it is compiled once
/// for all pages of a zone.
struct Erased<Z>(Arc<dyn Fn(Request, Z) -> Answer + Send + Sync>);

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

impl<Z> Erased<Z> {
    fn new<H, T>(handler: H) -> Self
    where
        H: Handler<T, Z>,
        T: 'static,
    {
        Self(Arc::new(move |request, zone| Box::pin(handler.clone().call(request, zone))))
    }
}

impl<Z> Clone for Erased<Z> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<Z: Zone> Handler<(), Z> for Erased<Z> {
    type Future = Answer;

    fn call(self, request: Request, zone: Z) -> Answer {
        (self.0)(request, zone)
    }
}

/// `GET /assets/{name}?{digest}`.
async fn asset<Z: Zone>(
    State(zone): State<Z>,
    Path(name): Path<String>,
    RawQuery(mark): RawQuery,
) -> Result<Response, PageFault> {
    zone.assets().answer(&name, mark.as_deref())
}

/// The page at the path of a route, else the nearest page above it.
fn nearest(pages: &BTreeSet<&'static str>, path: &'static str) -> Option<&'static str> {
    let above = |path: &&'static str| path.rsplit_once('/').map(|(above, _)| above);
    std::iter::successors(Some(path), above).find(|path| pages.contains(path))
}

/// Builds the router of a listener: the routes of one entrance, which browsers reach at `origin`.
pub fn router<Z: Zone>(zone: &Z, entrance: Entrance, origin: &Origin, routes: impl IntoIterator<Item = Route<Z>>) -> Router {
    let admission = |action, body, page| Admission { zone: zone.clone(), entrance, origin: origin.clone(), action, body, page };
    let routes: Vec<_> = routes.into_iter().filter(|route| route.row.entrance == entrance).collect();
    let pages: BTreeSet<_> = routes.iter().filter(|route| route.row.method == Method::GET).map(|route| route.row.path).collect();
    let mut router = Router::new();
    for Route { row, handler, body } in routes {
        let admitted = from_fn_with_state(admission(row.action, body, nearest(&pages, row.path)), admit::<Z>);
        router = router.route(row.path, handler.layer(DefaultBodyLimit::max(body)).layer(admitted));
    }
    // A separate router, so that "not found" is answered in the reader's language too.
    let missing: MethodRouter<Z> = axum::routing::any(async || PageFault::NotFound);
    let wrong_method = async || PageFault::MethodNotAllowed;
    // No length is too large where nothing is read.
    let anybody = from_fn_with_state(admission(Z::ANYBODY, usize::MAX, None), admit::<Z>);
    router
        .method_not_allowed_fallback(Handler::<_, Z>::layer(wrong_method, anybody.clone()))
        .fallback_service(missing.layer(anybody).with_state(zone.clone()))
        .layer(from_fn_with_state(origin.has_public_host(), headers::protect))
        .with_state(zone.clone())
}

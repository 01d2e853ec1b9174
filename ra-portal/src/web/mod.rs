//! The pages: an area per audience, a file a page, and one table of routes that names the action behind each.

mod applicant;
mod demonstration;
mod fault;
mod frame;
mod holder;
mod officer;
mod paper;
mod public;
mod visitor;

pub(crate) use fault::{NoPage, Refusal, told};
pub(crate) use frame::Frame;
pub(crate) use pages::{Entrance, FieldErrors, Form, FormKey, PageFault, Source, cookies, file, see_other};
pub(crate) use paper::paper;
pub(crate) use visitor::{Applicant, AsHolder, AsOfficer, SESSION};

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::response::Response;
use http::StatusCode;
use mails::Captured;
use pages::{Origin, RouteRow};
use registration::Registration;
use registration::access::Action;

/// A row of the portal's table, with its handler.
pub(crate) type Route = pages::Route<Portal>;
/// What the portal's templates get as `shell`.
pub(crate) type Shell = pages::Shell<Frame>;

/// Where the portal's two entrances are: `https://host:port` without a slash at the end.
#[derive(Clone, Debug)]
pub struct Sites {
    /// The public entrance.
    pub public: String,
    /// The entrance that asks for a certificate.
    pub certificate: String,
}

/// What every page works with; clones share it.
#[derive(Clone)]
pub struct Portal {
    /// The registration authority.
    pub(crate) registration: Registration,
    /// Where the two entrances are.
    pub(crate) sites: Arc<Sites>,
    /// The messages that were sent, in a demonstration only.
    pub(crate) captured: Option<Captured>,
    /// Files on their way in.
    pub(crate) uploads: applicant::Uploads,
}

impl Portal {
    /// Pages over a registration authority, found at `sites`. With `captured`, `/demonstration/messages` shows what was sent.
    #[must_use]
    pub fn new(registration: Registration, sites: Sites, captured: Option<Captured>) -> Self {
        Self { registration, sites: Arc::new(sites), captured, uploads: applicant::Uploads::default() }
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
pub fn table() -> Vec<RouteRow<Action>> {
    routes(None).iter().map(|route| route.row().clone()).collect()
}

/// The pages of an entrance.
pub fn router(portal: &Portal, entrance: Entrance) -> Router {
    let origin = match entrance {
        Entrance::Public => Origin::new(&portal.sites.public),
        Entrance::Certificate => Origin::new(&portal.sites.certificate),
    };
    pages::router(portal, entrance, &origin, routes(Some(portal)))
}

/// A page.
pub(crate) fn page(template: &impl Template) -> Result<Response, NoPage> {
    Ok(pages::page(template)?)
}

/// A page with another status: 422 when what was typed cannot be taken.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Result<Response, NoPage> {
    Ok(pages::page_with(status, template)?)
}

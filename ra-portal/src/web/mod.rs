//! The pages: an area per audience, a file a page, and one table of routes that names the action behind each.

mod admission;
mod applicant;
mod cookies;
mod demonstration;
mod fault;
mod form;
mod headers;
mod holder;
mod officer;
mod origin;
mod public;
mod route;
mod shell;

pub use origin::Sites;
pub use route::{Entrance, RouteRow, router, table};

pub(crate) use admission::{Applicant, AsHolder, AsOfficer, NoCertificate, Source};
pub(crate) use fault::PageFault;
pub(crate) use form::{FieldErrors, Form, FormKey, reads_as};
pub(crate) use route::Route;
pub(crate) use shell::{Shell, file, page, page_with, see_other};

use std::sync::Arc;

use registration::Registration;

use crate::mail::Captured;

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

//! What every page works with.

use std::sync::Arc;

use mails::Captured;
use registration::Registration;

use super::uploads::Uploads;

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
    pub(crate) uploads: Uploads,
}

impl Portal {
    /// Pages over a registration authority, found at `sites`. With `captured`, `/demonstration/messages` shows what was sent.
    #[must_use]
    pub fn new(registration: Registration, sites: Sites, captured: Option<Captured>) -> Self {
        Self { registration, sites: Arc::new(sites), captured, uploads: Uploads::default() }
    }
}

/// A row of the portal's table, with its handler.
pub(crate) type Route = pages::Route<Portal>;

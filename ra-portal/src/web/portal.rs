//! The state that all pages share.

use std::sync::Arc;

use mails::CapturedMail;
use registration::Registration;

use super::uploads::Uploads;

/// The addresses of the portal's two entrances: `https://host:port`, without a trailing slash.
#[derive(Clone, Debug)]
pub struct Sites {
    /// The public entrance.
    pub public: String,
    /// The entrance that requests a client certificate.
    pub certificate: String,
}

/// The state that all pages share; clones refer to the same state.
#[derive(Clone)]
pub struct Portal {
    /// The registration authority.
    pub(crate) registration: Registration,
    /// The addresses of the two entrances.
    pub(crate) sites: Arc<Sites>,
    /// The captured messages; `None` outside demonstrations.
    pub(crate) captured: Option<CapturedMail>,
    /// The uploads in progress.
    pub(crate) uploads: Uploads,
}

impl Portal {
    /// The portal of a registration authority at `sites`. With `captured`, `/demonstration/messages` shows the captured messages.
    #[must_use]
    pub fn new(registration: Registration, sites: Sites, captured: Option<CapturedMail>) -> Self {
        Self { registration, sites: Arc::new(sites), captured, uploads: Uploads::default() }
    }
}

/// A row of the portal's route table, with its handler.
pub(crate) type Route = pages::Route<Portal>;

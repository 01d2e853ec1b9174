//! What admission hands on to a handler.

use std::convert::Infallible;
use std::ops::Deref;

use axum::extract::{ConnectInfo, FromRequestParts, OptionalFromRequestParts};
use chassis::http::PeerNetwork;
use http::Extensions;
use http::request::Parts;
use pki::SubscriberNetwork;

use crate::PageFault;

/// Proof that a visitor was identified and that the access table allows the action of the route. Handlers take it as an
/// argument; only admission can create one.
#[derive(Clone, Debug)]
pub struct Admitted<Who>(Who);

impl<Who> Deref for Admitted<Who> {
    type Target = Who;

    fn deref(&self) -> &Who {
        &self.0
    }
}

/// Missing only if the access table allows an action to other visitors than its handler expects. Nobody is let in then.
impl<S: Sync, Who: Clone + Send + Sync + 'static> FromRequestParts<S> for Admitted<Who> {
    type Rejection = PageFault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageFault> {
        parts.extensions.get::<Self>().cloned().ok_or(PageFault::Forbidden)
    }
}

/// For routes that visitors may use whether or not they are identified.
impl<S: Sync, Who: Clone + Send + Sync + 'static> OptionalFromRequestParts<S> for Admitted<Who> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

/// Takes the proofs for a request; see [`Zone::prove`](crate::Zone::prove).
pub struct Proofs<'a>(&'a mut Extensions);

impl<'a> Proofs<'a> {
    /// For admission, which has identified the visitor and consulted the access table.
    pub(crate) const fn of(request: &'a mut Extensions) -> Self {
        Self(request)
    }

    /// Gives the handler proof of who the visitor is.
    pub fn grant<Who: Clone + Send + Sync + 'static>(&mut self, who: Who) {
        self.0.insert(Admitted(who));
    }
}

/// The network that a request comes from, as throttles count it.
#[derive(Clone, Copy, Debug)]
pub struct Source(pub SubscriberNetwork);

/// Missing only if the listener does not provide the peer's address.
impl<S: Sync> FromRequestParts<S> for Source {
    type Rejection = PageFault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageFault> {
        let peer = parts.extensions.get::<ConnectInfo<PeerNetwork>>();
        peer.map(|ConnectInfo(PeerNetwork(network))| Self(*network)).ok_or(PageFault::Forbidden)
    }
}

//! Admission runs before each handler: it checks the origin of a form, identifies the visitor and consults the access table.
//! After the handler it turns faults into pages.

use std::convert::Infallible;
use std::ops::Deref;

use axum::extract::{ConnectInfo, FromRequestParts, OptionalFromRequestParts, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chassis::http::PeerNetwork;
use http::Extensions;
use http::request::Parts;
use pki::SubscriberNetwork;

use crate::{Entrance, Origin, PageFault, Request, Shell, Zone};

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

/// Takes the proofs for a request; see [`Zone::prove`].
pub struct Proofs<'a>(&'a mut Extensions);

impl Proofs<'_> {
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

/// What admission needs to know about a route.
#[derive(Clone)]
pub(crate) struct Admission<Z: Zone> {
    pub(crate) zone: Z,
    pub(crate) entrance: Entrance,
    pub(crate) origin: Origin,
    pub(crate) action: Z::Action,
    /// The page of the route, or the nearest page above it.
    pub(crate) page: Option<&'static str>,
}

/// Identifies the visitor, refuses what the access table does not allow, and gives the handler its proofs. Faults become pages.
pub(crate) async fn admit<Z: Zone>(
    State(admission): State<Admission<Z>>,
    request: axum::extract::Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let mut shell = Shell::new(&admission.zone, admission.entrance, &parts);
    let response = match admission.admit(&mut parts, &mut shell).await {
        Ok(()) => {
            parts.extensions.insert(shell.clone());
            next.run(axum::extract::Request::from_parts(parts, body)).await
        }
        Err(refusal) => refusal,
    };
    as_page(&admission.zone, response, &shell)
}

impl<Z: Zone> Admission<Z> {
    async fn admit(&self, parts: &mut Parts, shell: &mut Shell<Z::Frame>) -> Result<(), Response> {
        if !self.origin.sent(&parts.method, &parts.headers) {
            return Err(PageFault::ForeignForm.into_response());
        }
        let request = Request { parts, entrance: self.entrance, action: self.action, page: self.page };
        let visitor = self.zone.identify(&request).await?;
        if let Some(language) = self.zone.language(&visitor) {
            shell.t = shell.t.in_language(language);
        }
        self.zone.welcome(&visitor, &mut shell.frame);
        if !self.zone.allows(&visitor, self.action) {
            return Err(self.zone.refuse(visitor, &request, shell));
        }
        self.zone.prove(visitor, &mut Proofs(&mut parts.extensions));
        Ok(())
    }
}

/// Turns a fault into a page in the reader's language; any other response is passed through.
fn as_page<Z: Zone>(zone: &Z, response: Response, shell: &Shell<Z::Frame>) -> Response {
    let Some(fault) = response.extensions().get::<PageFault>().cloned() else { return response };
    if let PageFault::Unavailable(what) = &fault {
        tracing::error!(path = shell.path, %what, "a page could not be made");
    }
    zone.fault_page(shell, &fault).unwrap_or(response)
}

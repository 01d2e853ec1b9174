//! The peer of a connection: the key whose possession it proved over TLS, its network, and whether it is the operator.

use std::net::IpAddr;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::{ConnectInfo, Request};
use axum_server::tls::TlsInfo;
use pki::{Certificate, Digest, SubscriberNetwork};
use tower::Service;

use super::networks::Networks;

/// A request extension: SHA-256 of the SubjectPublicKeyInfo in the certificate that the peer presented and whose key it used in
/// the TLS handshake.
///
/// Nothing else in the certificate was checked; compare this with pinned keys. Absent if the peer presented no certificate, or
/// one that [`Certificate::from_der`] refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerKey(pub Digest);

/// A request extension: the certificate that the peer presented; absent if it presented none.
///
/// Nothing else in it was checked: code that admits the peer by it must check it as a whole
/// ([`pki::certificate::AdmittedCertificate`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeerCertificate {
    /// A certificate of the form that our certificate authorities issue, whose key the peer used in the TLS handshake.
    Read(Arc<Certificate>),
    /// A certificate that [`Certificate::from_der`] refuses: issued by another authority, or damaged. Whether the peer holds its key
    /// is unknown.
    Foreign,
}

/// The network from which a connection comes; handlers take it as `ConnectInfo<PeerNetwork>`.
///
/// Routers learn nothing else about the peer's address, so that anything counted by address is counted per subscriber.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerNetwork(pub SubscriberNetwork);

/// A request extension: the connection comes from the operator's networks. Absent otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FromOperator;

/// Whom a listener treats differently by address.
#[derive(Clone, Debug, Default)]
pub struct KnownPeers {
    /// Proxies, whose connections begin with a PROXY header. It states where a connection comes from; nobody else is asked.
    pub proxies: Networks,
    /// The operator's networks, whose requests have the extension [`FromOperator`].
    pub operators: Networks,
}

/// Where a connection comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    network: PeerNetwork,
    is_operator: bool,
}

impl Origin {
    pub(super) fn of(address: IpAddr, known: &KnownPeers) -> Self {
        Self { network: PeerNetwork(address.into()), is_operator: known.operators.contain(address) }
    }
}

/// A connection's service, whose requests say where they come from.
#[derive(Clone, Debug)]
pub(super) struct FromPeer<S> {
    inner: S,
    origin: Origin,
}

impl<S> FromPeer<S> {
    pub(super) const fn new(inner: S, origin: Origin) -> Self {
        Self { inner, origin }
    }
}

impl<S: Service<http::Request<B>>, B> Service<http::Request<B>> for FromPeer<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: http::Request<B>) -> S::Future {
        request.extensions_mut().insert(ConnectInfo(self.origin.network));
        if self.origin.is_operator {
            request.extensions_mut().insert(FromOperator);
        }
        self.inner.call(request)
    }
}

/// Adds the request extensions that identify the peer.
pub(super) fn name_peer(request: &mut Request) {
    let shown = request.extensions().get::<Arc<TlsInfo>>().and_then(|tls| tls.peer_certificates.first());
    match shown.map(|der| Certificate::from_der(der)) {
        Some(Ok(certificate)) => {
            request.extensions_mut().insert(PeerKey(certificate.public_key().digest()));
            request.extensions_mut().insert(PeerCertificate::Read(Arc::new(certificate)));
        }
        Some(Err(_)) => drop(request.extensions_mut().insert(PeerCertificate::Foreign)),
        None => {}
    }
}

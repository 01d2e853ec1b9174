//! The peer of a connection: the key that it proved to hold over TLS, and the network that it calls from.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::Request;
use axum::extract::connect_info::Connected;
use axum::middleware::Next;
use axum::response::Response;
use axum_server::tls::TlsInfo;
use pki::{Certificate, Digest, SubscriberNetwork};

/// A request extension: SHA-256 of the SubjectPublicKeyInfo in the certificate that the peer presented and whose key it used in
/// the TLS handshake.
///
/// Nothing else in the certificate was checked; compare this with pinned keys. Absent if the peer presented no certificate, or
/// one that [`Certificate::from_der`] refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerKey(pub Digest);

/// A request extension: the certificate that the peer showed and whose key it proved to hold in the TLS handshake; absent when it showed
/// none.
///
/// Nothing else of it was checked: whoever admits by it checks it as a whole ([`pki::certificate::AdmittedCertificate`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeerCertificate {
    /// One of the shape that our certificate authorities write.
    Read(Arc<Certificate>),
    /// One that [`Certificate::from_der`] refuses: of another authority, whose certificates nobody here knows.
    Foreign,
}

/// The network that a connection comes from; handlers take it as `ConnectInfo<PeerNetwork>`.
///
/// Routers learn nothing else about the peer's address, so that whatever they count by address is counted per subscriber.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerNetwork(pub SubscriberNetwork);

impl Connected<SocketAddr> for PeerNetwork {
    fn connect_info(peer: SocketAddr) -> Self {
        Self(peer.ip().into())
    }
}

/// Adds the request extensions that identify the peer.
pub(super) async fn name_peer(mut request: Request, next: Next) -> Response {
    let shown = request.extensions().get::<Arc<TlsInfo>>().and_then(|tls| tls.peer_certificates.first());
    match shown.map(|der| Certificate::from_der(der)) {
        Some(Ok(certificate)) => {
            request.extensions_mut().insert(PeerKey(certificate.public_key().digest()));
            request.extensions_mut().insert(PeerCertificate::Read(Arc::new(certificate)));
        }
        Some(Err(_)) => drop(request.extensions_mut().insert(PeerCertificate::Foreign)),
        None => {}
    }
    next.run(request).await
}

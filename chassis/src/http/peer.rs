//! The peer of a connection: the key whose possession it proved over TLS, and its network.

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

/// A request extension: the certificate that the peer presented and whose key it used in the TLS handshake; absent if it
/// presented none.
///
/// Nothing else in it was checked: code that admits the peer by it must check it as a whole
/// ([`pki::certificate::AdmittedCertificate`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeerCertificate {
    /// A certificate of the form that our certificate authorities issue.
    Read(Arc<Certificate>),
    /// A certificate that [`Certificate::from_der`] refuses: issued by another authority.
    Foreign,
}

/// The network from which a connection comes; handlers take it as `ConnectInfo<PeerNetwork>`.
///
/// Routers learn nothing else about the peer's address, so that anything counted by address is counted per subscriber.
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

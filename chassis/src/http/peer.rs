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

/// A request extension in addition to [`PeerKey`]: SHA-256 of the certificate's DER, to recognise the exact certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerCertificate(pub Digest);

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
    let shown = shown.and_then(|der| Some((Digest::of(der), Certificate::from_der(der).ok()?)));
    if let Some((fingerprint, certificate)) = shown {
        request.extensions_mut().insert(PeerKey(certificate.public_key().digest()));
        request.extensions_mut().insert(PeerCertificate(fingerprint));
    }
    next.run(request).await
}

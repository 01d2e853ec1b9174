//! Who is at the other end: the key that the peer proved to hold.

use std::sync::Arc;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use axum_server::tls::TlsInfo;
use pki::{Certificate, Digest};

/// A request extension: SHA-256 of the SubjectPublicKeyInfo in the certificate that the peer showed and proved to hold
/// in the TLS handshake.
///
/// Nothing else of the certificate was checked. Whoever reads this compares it with the keys that it pins. A peer that
/// showed no certificate, or one that [`Certificate::from_der`] refuses, has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerKey(pub Digest);

/// Names the caller to what stands behind.
pub(super) async fn name_peer(mut request: Request, next: Next) -> Response {
    let shown = request.extensions().get::<Arc<TlsInfo>>().and_then(|tls| tls.peer_certificates.first());
    if let Some(certificate) = shown.and_then(|der| Certificate::from_der(der).ok()) {
        request.extensions_mut().insert(PeerKey(certificate.public_key().digest()));
    }
    next.run(request).await
}

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

/// A request extension beside [`PeerKey`]: SHA-256 of that certificate's DER, for who knows peers by the exact certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerCertificate(pub Digest);

/// Names the caller to what stands behind.
pub(super) async fn name_peer(mut request: Request, next: Next) -> Response {
    let shown = request.extensions().get::<Arc<TlsInfo>>().and_then(|tls| tls.peer_certificates.first());
    let shown = shown.and_then(|der| Some((Digest::of(der), Certificate::from_der(der).ok()?)));
    if let Some((fingerprint, certificate)) = shown {
        request.extensions_mut().insert(PeerKey(certificate.public_key().digest()));
        request.extensions_mut().insert(PeerCertificate(fingerprint));
    }
    next.run(request).await
}

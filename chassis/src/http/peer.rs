//! The peer of a TLS connection, identified by the key that it proved to hold.

use std::sync::Arc;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use axum_server::tls::TlsInfo;
use pki::{Certificate, Digest};

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

//! Serving a router on a listener until it is stopped.

use std::io;
use std::net::{SocketAddr, TcpListener};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum_server::accept::DefaultAcceptor;
use axum_server::tls_rustls::RustlsAcceptor;
use axum_server::{Handle, Server};
use tokio_util::sync::CancellationToken;

use super::bounded::{Bounds, bounded};
use super::connection::BoundedAcceptor;
use super::limits::Limits;
use super::peer::KnownPeers;
use super::tls::ServerTls;

/// Maximum length of a request's line and header fields together, in octets.
const HEADER_SIZE: usize = 32 * 1024;

/// Concurrent requests on an HTTP/2 connection.
const CONCURRENT_STREAMS: u32 = 64;

/// The transport security of a listener.
#[derive(Clone, Debug)]
pub enum Security {
    /// None: for status, which is signed, and on loopback.
    Plain,
    /// TLS. A client certificate may be requested but is never required, see [`PeerKey`](super::PeerKey).
    Tls(ServerTls),
}

/// Serves `router` over HTTP/1.1 and HTTP/2 until `stop` is cancelled, then finishes the requests in progress and returns.
///
/// Request targets in absolute form (RFC 9112 §3.2.2) reach the same routes as those in origin form, so that a client can use a
/// plain listener as its proxy. Handlers get the peer's network from axum's
/// `ConnectInfo<PeerNetwork>`.
///
/// # Errors
/// If the socket cannot be used.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    security: Security,
    limits: Limits,
    known: KnownPeers,
    stop: CancellationToken,
) -> io::Result<()> {
    let server = axum_server::from_tcp(listener)?;
    let acceptor = BoundedAcceptor::new(limits, known);
    let service = limited(router, limits).into_make_service();
    let handle = Handle::new();
    let server = configured(server, limits, handle.clone());
    match security {
        Security::Plain => until(stop, &handle, limits, server.acceptor(acceptor).serve(service)).await,
        Security::Tls(tls) => {
            let acceptor =
                RustlsAcceptor::new(tls.acceptor_configuration()).handshake_timeout(limits.header_timeout).acceptor(acceptor);
            until(stop, &handle, limits, server.acceptor(acceptor).serve(service)).await
        }
    }
}

async fn until(
    stop: CancellationToken,
    handle: &Handle<SocketAddr>,
    limits: Limits,
    serving: impl Future<Output = io::Result<()>>,
) -> io::Result<()> {
    let mut serving = std::pin::pin!(serving);
    tokio::select! {
        ended = &mut serving => return ended,
        () = stop.cancelled() => handle.graceful_shutdown(Some(limits.request_timeout)),
    }
    serving.await
}

fn configured(
    mut server: Server<SocketAddr, DefaultAcceptor>,
    limits: Limits,
    handle: Handle<SocketAddr>,
) -> Server<SocketAddr, DefaultAcceptor> {
    let builder = server.http_builder();
    builder.http1().header_read_timeout(limits.header_timeout).max_buf_size(HEADER_SIZE);
    builder
        .http2()
        .max_concurrent_streams(CONCURRENT_STREAMS)
        .max_header_list_size(u32::try_from(HEADER_SIZE).unwrap_or(u32::MAX));
    server
        .handle(handle)
        // Applies until the first octets show which version of HTTP the peer uses.
        .first_request_timeout(limits.header_timeout)
        .accept_error_handler(|_, error| tracing::debug!(%error, "a connection was not served"))
}

fn limited(router: Router, limits: Limits) -> Router {
    router.layer(DefaultBodyLimit::disable()).layer(from_fn_with_state(Bounds::new(limits), bounded))
}

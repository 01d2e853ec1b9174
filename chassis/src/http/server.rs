//! Serving a router on a listener until it is told to stop.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, map_response};
use axum_server::accept::DefaultAcceptor;
use axum_server::tls_rustls::RustlsAcceptor;
use axum_server::{Handle, Server};
use http::StatusCode;
use tokio_util::sync::CancellationToken;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use super::connection::BoundedAcceptor;
use super::peer::name_peer;
use super::problem::describe_limits;
use super::tls::ServerTls;

/// The most octets of a request's line and header fields together.
const HEADER_SIZE: usize = 32 * 1024;

/// Requests that one HTTP/2 connection may have open at once.
const CONCURRENT_STREAMS: u32 = 64;

/// What a listener bears of its peers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections at once; those beyond are closed unanswered.
    pub connections: usize,
    /// How long a handshake may take, then a request's header; over HTTP/1.1 also how long a connection may wait for
    /// its next request.
    pub header_timeout: Duration,
    /// How long a request may take from its header to its answer's, body and work included: 408. Must exceed every
    /// deadline and long poll of the router. It is also how long requests under way may take when the listener stops.
    pub request_timeout: Duration,
    /// The most octets of a request's body: 413. Routers may set less with axum's `DefaultBodyLimit`.
    pub body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1024,
            header_timeout: Duration::from_secs(15),
            request_timeout: Duration::from_secs(75),
            body: 1024 * 1024,
        }
    }
}

/// What stands between the socket and HTTP.
#[derive(Clone, Debug)]
pub enum Security {
    /// Nothing: status, which is signed, and anything on loopback.
    Plain,
    /// TLS; where it asks for a client certificate it does not require one: see [`PeerKey`](super::PeerKey).
    Tls(ServerTls),
}

/// Serves `router` over HTTP/1.1 and HTTP/2 until `stop` is cancelled, then answers the requests under way and returns.
///
/// Request targets in absolute form (RFC 9112 §3.2.2) reach the same routes as those in origin form, so that a client
/// may use a plain listener as its proxy. Handlers learn the peer's address from axum's `ConnectInfo<SocketAddr>`.
///
/// # Errors
/// When the socket cannot be used.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    security: Security,
    limits: Limits,
    stop: CancellationToken,
) -> io::Result<()> {
    let server = axum_server::from_tcp(listener)?;
    // Longer than a handler may be silent: only a peer that is itself silent meets it.
    let bounded = BoundedAcceptor::new(limits.connections, limits.request_timeout + limits.header_timeout);
    let service = limited(router, limits).into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    let server = configured(server, limits, handle.clone());
    match security {
        Security::Plain => until(stop, &handle, limits, server.acceptor(bounded).serve(service)).await,
        Security::Tls(tls) => {
            let acceptor =
                RustlsAcceptor::new(tls.acceptor_configuration()).handshake_timeout(limits.header_timeout).acceptor(bounded);
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
        // Covers the wait for the first octets, before it is known which HTTP is spoken.
        .first_request_timeout(limits.header_timeout)
        .accept_error_handler(|_, error| tracing::debug!(%error, "a connection was not served"))
}

fn limited(router: Router, limits: Limits) -> Router {
    router
        .layer(from_fn(name_peer))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(limits.body))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, limits.request_timeout))
        .layer(map_response(describe_limits))
}

//! Limits on the number of connections and on their idle time, and where each comes from.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{self, Context, Poll};
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

use super::limits::Limits;
use super::peer::{FromPeer, KnownPeers, Origin};
use super::proxied;

/// How long a connection that was closed discards what its peer is still sending.
const LINGER: Duration = Duration::from_secs(2);

/// How many reads that may take in a row.
const LINGER_READS: usize = 64;

/// Accepts a limited number of connections and closes the others at once, before any handshake. Finds out where each comes from.
#[derive(Clone, Debug)]
pub(super) struct BoundedAcceptor {
    room: Arc<Semaphore>,
    header_timeout: Duration,
    idle_timeout: Duration,
    known: KnownPeers,
}

impl BoundedAcceptor {
    pub(super) fn new(limits: Limits, known: KnownPeers) -> Self {
        let room = Arc::new(Semaphore::new(limits.connections.min(Semaphore::MAX_PERMITS)));
        // Longer than any handler may take or wait, so only an idle peer reaches it.
        let idle_timeout = limits.request_timeout + limits.header_timeout;
        Self { room, header_timeout: limits.header_timeout, idle_timeout, known }
    }

    /// Takes a place, and reads the header with which a known proxy begins.
    async fn admit(self, mut stream: TcpStream) -> io::Result<(BoundedStream, Origin)> {
        let Ok(place) = Arc::clone(&self.room).try_acquire_owned() else {
            return Err(io::Error::new(ErrorKind::QuotaExceeded, "no room for another connection"));
        };
        // Responses are written at once, so waiting for more data only delays them.
        stream.set_nodelay(true)?;
        let peer = stream.peer_addr()?.ip();
        let client = match self.known.proxies.contain(peer) {
            true => proxied::client(&mut stream, self.header_timeout).await?,
            false => None,
        };
        let origin = Origin::of(client.unwrap_or(peer), &self.known);
        let silence = Box::pin(sleep(self.idle_timeout));
        Ok((BoundedStream { stream, idle_timeout: self.idle_timeout, silence, lingering: None, _place: place }, origin))
    }
}

impl<S: Send + 'static> Accept<TcpStream, S> for BoundedAcceptor {
    type Stream = BoundedStream;
    type Service = FromPeer<S>;
    type Future = Pin<Box<dyn Future<Output = io::Result<(BoundedStream, FromPeer<S>)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let admitted = self.clone().admit(stream);
        Box::pin(async move {
            let (stream, origin) = admitted.await?;
            Ok((stream, FromPeer::new(service, origin)))
        })
    }
}

/// A connection that fails if nothing could be read or written for a while, and that frees its place when dropped.
///
/// There is no other timeout for an idle HTTP/2 peer, nor for a peer that stops reading its response.
#[derive(Debug)]
pub(super) struct BoundedStream {
    stream: TcpStream,
    idle_timeout: Duration,
    silence: Pin<Box<Sleep>>,
    /// Ends the discarding of what arrives after our end; set once something does.
    lingering: Option<Pin<Box<Sleep>>>,
    _place: OwnedSemaphorePermit,
}

impl BoundedStream {
    /// Discards what arrives after the end of our side, for a limited time. Ends at once if nothing is arriving.
    fn linger(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let mut octets = [0; 16 * 1024];
        for _ in 0..LINGER_READS {
            let mut buffer = ReadBuf::new(&mut octets);
            match Pin::new(&mut self.stream).poll_read(context, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {
                    self.lingering.get_or_insert_with(|| Box::pin(sleep(LINGER)));
                }
                Poll::Ready(_) => return Poll::Ready(()),
                Poll::Pending => {
                    let Some(timeout) = &mut self.lingering else { return Poll::Ready(()) };
                    return timeout.as_mut().poll(context);
                }
            }
        }
        // Other connections have their turn.
        context.waker().wake_by_ref();
        match &mut self.lingering {
            Some(timeout) => timeout.as_mut().poll(context),
            None => Poll::Ready(()),
        }
    }

    /// Passes `progress` on, and turns too long a wait into an error.
    fn bounded<T>(&mut self, progress: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if progress.is_ready() {
            self.silence.as_mut().reset(Instant::now() + self.idle_timeout);
            return progress;
        }
        task::ready!(self.silence.as_mut().poll(context));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for BoundedStream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let progress = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.bounded(progress, context)
    }
}

impl AsyncWrite for BoundedStream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let progress = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.bounded(progress, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let progress = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.bounded(progress, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    /// Also reads and discards what the peer is still sending: its reset would make the peer lose the response.
    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        task::ready!(Pin::new(&mut self.stream).poll_shutdown(context))?;
        self.linger(context).map(Ok)
    }
}

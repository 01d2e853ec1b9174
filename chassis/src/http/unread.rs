//! What happens to the part of a request's body that no handler reads: it is read and discarded, within limits.
//!
//! A client that sends a large body does not look for the response before it has sent all of it. If the server closed the
//! connection instead, the rest would arrive at a closed socket, whose reset makes the client lose the response (RFC 9112 §9.6).

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use http_body_util::BodyExt;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;
use tokio::time::{Instant, timeout_at};

use super::limits::Pace;

/// How many rests are read at the same time.
const AT_ONCE: usize = 32;

/// Maximum length of a rest in octets. A file that somebody chose by mistake, such as a film, still gets a response.
const LONGEST: u64 = 1 << 30;

/// How long reading a rest may take.
const TIMEOUT: Duration = Duration::from_secs(600);

/// What becomes of the part of a body that no handler has read.
#[derive(Debug)]
pub(super) enum Rest {
    /// The handler still has the body.
    Held,
    /// There is none: the body was read to its end.
    Ended,
    /// It is read and discarded by this task, and the connection remains usable.
    Discarded(AbortHandle),
    /// It is not read: the connection is closed after the response.
    Abandoned,
}

/// Reads and discards the rests of the bodies of a listener.
#[derive(Clone, Debug)]
pub(super) struct Drains(Arc<Semaphore>);

impl Default for Drains {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Drains {
    /// Reads the rest of `body` in a task of its own, unless it is too long or too many others are being read.
    pub(super) fn drain(&self, body: Body, pace: Pace) -> Rest {
        let place = Arc::clone(&self.0).try_acquire_owned();
        let (Ok(place), Ok(runtime)) = (place, Handle::try_current()) else { return Rest::Abandoned };
        if body.size_hint().lower() > LONGEST {
            return Rest::Abandoned;
        }
        let task = runtime.spawn(async move {
            discard(body, pace).await;
            drop(place);
        });
        Rest::Discarded(task.abort_handle())
    }
}

async fn discard(mut body: Body, pace: Pace) {
    let begun = Instant::now();
    let mut discarded = 0;
    while discarded <= LONGEST {
        let overdue = (begun + pace.patience(discarded).min(TIMEOUT)).min(Instant::now() + pace.grace);
        let Ok(Some(Ok(frame))) = timeout_at(overdue, body.frame()).await else { return };
        discarded += frame.data_ref().map_or(0, |data| data.len() as u64);
    }
}

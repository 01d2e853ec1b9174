//! How slowly the body of a request may arrive: a minimum rate instead of a total time.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use axum::BoxError;
use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use tokio::time::Instant;

use super::limits::Pace;
use super::unread::{Drains, Rest};

/// A request extension: how the body of the request has arrived so far. Absent if the request has no body.
#[derive(Clone, Debug)]
pub struct BodyProgress(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    pace: Pace,
    received: u64,
    /// How long the handler has waited for octets that then arrived.
    waited: Duration,
    /// The wait in progress, and the task to wake if it ends without octets.
    waiting: Option<(Instant, Waker)>,
    overdue: bool,
    rest: Rest,
}

/// The error that a body ends with if it arrives too slowly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the request's body arrives too slowly")]
struct TooSlow;

impl State {
    /// When the wait in progress, if there is one, has lasted too long.
    fn due(&self) -> Option<Instant> {
        let (since, _) = self.waiting.as_ref().filter(|_| !self.overdue)?;
        Some(*since + self.pace.grace.min(self.pace.patience(self.received).saturating_sub(self.waited)))
    }

    fn end_wait(&mut self, now: Instant) {
        if let Some((since, _)) = self.waiting.take() {
            self.waited += now - since;
        }
    }
}

impl BodyProgress {
    fn new(pace: Pace) -> Self {
        let state = State { pace, received: 0, waited: Duration::ZERO, waiting: None, overdue: false, rest: Rest::Held };
        Self(Arc::new(Mutex::new(state)))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the body was given up because it arrived too slowly. The handler has seen an error at the end of the body.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.state().overdue
    }

    /// Whether the part that no handler has read is not read at all, so that the connection must be closed.
    pub(super) fn is_abandoned(&self) -> bool {
        matches!(self.state().rest, Rest::Abandoned)
    }

    /// Stops reading the part that no handler has read: it does not arrive.
    pub(super) fn abandon(&self) {
        let mut state = self.state();
        if let Rest::Discarded(task) = &state.rest {
            task.abort();
            state.rest = Rest::Abandoned;
        }
    }

    /// When to look again at a request that must be answered at `limit` if its handler never waits for octets.
    pub(super) fn due(&self, limit: Instant) -> Instant {
        let state = self.state();
        state.due().unwrap_or_else(|| limit + state.waited)
    }

    /// Ends the wait in progress if it has lasted too long: the body fails. Otherwise returns false.
    pub(super) fn give_up(&self, now: Instant) -> bool {
        let mut state = self.state();
        if state.due().is_none_or(|due| due > now) {
            return false;
        }
        state.overdue = true;
        if let Some((_, task)) = &state.waiting {
            task.wake_by_ref();
        }
        true
    }
}

/// A body that reports its progress, and whose unread rest is read and discarded after it was dropped.
pub(super) struct PacedBody {
    body: Body,
    progress: BodyProgress,
    /// Whether a handler has asked for octets. Only then is a client that sent `Expect: 100-continue` told to send them.
    asked: bool,
    expects_to_be_asked: bool,
    drains: Drains,
}

impl PacedBody {
    pub(super) fn new(body: Body, pace: Pace, expects_to_be_asked: bool, drains: Drains) -> (Self, BodyProgress) {
        let progress = BodyProgress::new(pace);
        (Self { body, progress: progress.clone(), asked: false, expects_to_be_asked, drains }, progress)
    }
}

impl HttpBody for PacedBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        this.asked = true;
        let mut state = this.progress.state();
        if state.overdue {
            state.end_wait(Instant::now());
            return Poll::Ready(Some(Err(TooSlow.into())));
        }
        let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) else {
            let since = state.waiting.take().map_or_else(Instant::now, |(since, _)| since);
            state.waiting = Some((since, context.waker().clone()));
            return Poll::Pending;
        };
        state.end_wait(Instant::now());
        match &frame {
            Some(Ok(frame)) => state.received += frame.data_ref().map_or(0, |data| data.len() as u64),
            None | Some(Err(_)) => state.rest = Rest::Ended,
        }
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for PacedBody {
    fn drop(&mut self) {
        let mut state = self.progress.state();
        if !matches!(state.rest, Rest::Held) {
            return;
        }
        // A client that has not been told to send its body need not, and one that sends too slowly would go on doing so.
        state.rest = if self.body.is_end_stream() {
            Rest::Ended
        } else if state.overdue || (self.expects_to_be_asked && !self.asked) {
            Rest::Abandoned
        } else {
            self.drains.drain(std::mem::take(&mut self.body), state.pace)
        };
    }
}

//! Long polls: a request without a result yet is answered once there is one, within the time that the caller is willing to wait.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// A request that waits for its result. Begun before the rows are read, it misses no announcement.
pub(crate) struct LongPoll<'a> {
    announced: watch::Receiver<()>,
    deadline: Instant,
    stopping: &'a CancellationToken,
}

impl<'a> LongPoll<'a> {
    /// Waits until `announced` changes: for `wait_ms`, as requested, at most `longest`, and until the zone is `stopping`.
    pub(crate) fn begin(
        announced: watch::Receiver<()>,
        wait_ms: u32,
        longest: Duration,
        stopping: &'a CancellationToken,
    ) -> Self {
        let wait = Duration::from_millis(wait_ms.into()).min(longest);
        Self { announced, deadline: Instant::now() + wait, stopping }
    }

    /// Whether the wait is over. Returns false at the next announcement, after which the rows are to be read again.
    pub(crate) async fn is_over(&mut self) -> bool {
        tokio::select! {
            announced = self.announced.changed() => announced.is_err(),
            () = tokio::time::sleep_until(self.deadline) => true,
            () = self.stopping.cancelled() => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AN_HOUR: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn an_announcement_since_the_beginning_ends_the_wait_at_once() {
        let (announced, stopping) = (watch::Sender::new(()), CancellationToken::new());
        let mut poll = LongPoll::begin(announced.subscribe(), u32::MAX, AN_HOUR, &stopping);
        announced.send_replace(());
        announced.send_replace(());
        assert!(!poll.is_over().await);
        stopping.cancel();
        assert!(poll.is_over().await, "two announcements before a wait end only one wait");
    }

    #[tokio::test]
    async fn no_poll_waits_longer_than_requested_or_allowed() {
        let (announced, stopping) = (watch::Sender::new(()), CancellationToken::new());
        assert!(LongPoll::begin(announced.subscribe(), 0, AN_HOUR, &stopping).is_over().await);
        assert!(LongPoll::begin(announced.subscribe(), u32::MAX, Duration::ZERO, &stopping).is_over().await);
    }
}

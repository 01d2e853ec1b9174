//! Work in rounds: repeated after a pause while something is left to do, and otherwise when there is a reason.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// Work that is done in rounds.
pub(crate) trait Rounds: Send {
    /// Does what there is to do. Returns whether nothing is left.
    fn round(&mut self) -> impl Future<Output = bool> + Send;

    /// Returns when there is a reason for another round.
    fn reason(&mut self) -> impl Future<Output = ()> + Send;
}

/// Repeats `work` until stopped: after a pause while something is left, otherwise when there is a reason. A round that is in
/// progress when the stop comes is dropped.
pub(crate) async fn repeat(mut work: impl Rounds, stop: &CancellationToken) {
    let mut backoff = Backoff::new();
    let rounds = async {
        loop {
            if work.round().await {
                backoff.reset();
                work.reason().await;
            } else {
                tokio::time::sleep(backoff.advance()).await;
            }
        }
    };
    tokio::select! {
        () = stop.cancelled() => {}
        () = rounds => {}
    }
}

/// Delays that double from 100 ms to 5 s.
///
/// There are few responders, all of the CA's own operator, so no jitter is needed.
struct Backoff {
    next: Duration,
}

impl Backoff {
    const fn new() -> Self {
        Self { next: FIRST }
    }

    /// The current delay. The next one is twice as long.
    fn advance(&mut self) -> Duration {
        let pause = self.next;
        self.next = (pause * 2).min(LONGEST);
        pause
    }

    /// Starts again with the shortest delay, after a success.
    const fn reset(&mut self) {
        self.next = FIRST;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_five_seconds_and_are_reset() {
        let mut backoff = Backoff::new();
        let pauses: Vec<_> = (0..8).map(|_| backoff.advance().as_millis()).collect();
        assert_eq!(pauses, [100, 200, 400, 800, 1600, 3200, 5000, 5000]);
        backoff.reset();
        assert_eq!(backoff.advance(), FIRST);
    }

    /// Work of which something is left twice, then nothing; there is a reason twice, then the stop.
    struct Work<'a> {
        rounds: &'a mut u32,
        reasons: u32,
        stop: &'a CancellationToken,
    }

    impl Rounds for Work<'_> {
        async fn round(&mut self) -> bool {
            *self.rounds += 1;
            *self.rounds > 2
        }

        async fn reason(&mut self) {
            self.reasons += 1;
            if self.reasons == 3 {
                self.stop.cancel();
                std::future::pending().await
            }
        }
    }

    #[tokio::test]
    async fn remaining_work_is_repeated_after_a_pause_and_finished_work_waits_for_a_reason() {
        let (stop, began) = (CancellationToken::new(), tokio::time::Instant::now());
        let mut rounds = 0;
        repeat(Work { rounds: &mut rounds, reasons: 0, stop: &stop }, &stop).await;
        assert_eq!(rounds, 5);
        assert!(began.elapsed() >= FIRST + FIRST * 2, "{:?}", began.elapsed());
    }
}

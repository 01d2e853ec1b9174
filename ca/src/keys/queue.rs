//! The bounded queue before the signing threads: software keys today, sessions of an HSM later.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

type Work = Box<dyn FnOnce() + Send>;

/// How many signatures may wait for each thread.
const WAITING_PER_THREAD: usize = 64;
/// How long a signature may take, including its waiting time.
const DEADLINE: Duration = Duration::from_secs(5);

/// Why no signature was returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum QueueError {
    /// The maximum number is waiting.
    #[error("the signing queue is full")]
    Full,
    /// It took too long; if it is still made, it is discarded.
    #[error("signing took too long")]
    Late,
}

/// The signing threads, and the queue before them. They end when the last handle is dropped.
#[derive(Clone)]
pub(crate) struct SigningQueue {
    work: SyncSender<Work>,
}

impl SigningQueue {
    /// Starts `threads` signing threads.
    ///
    /// # Errors
    /// When the operating system provides no thread.
    pub(crate) fn start(threads: usize) -> std::io::Result<Self> {
        let threads = threads.max(1);
        let (work, waiting) = sync_channel::<Work>(threads * WAITING_PER_THREAD);
        let waiting = Arc::new(Mutex::new(waiting));
        for number in 0..threads {
            let waiting = Arc::clone(&waiting);
            thread::Builder::new().name(format!("signing-{number}")).spawn(move || {
                while let Some(work) = next(&waiting) {
                    work()
                }
            })?;
        }
        Ok(Self { work })
    }

    /// Runs `sign` on a signing thread.
    pub(crate) async fn run<T: Send + 'static>(&self, sign: impl FnOnce() -> T + Send + 'static) -> Result<T, QueueError> {
        let (answer, awaited) = oneshot::channel();
        let work: Work = Box::new(move || {
            if !answer.is_closed() {
                let _ = answer.send(sign());
            }
        });
        self.work.try_send(work).map_err(|refused| match refused {
            TrySendError::Full(_) | TrySendError::Disconnected(_) => QueueError::Full,
        })?;
        tokio::time::timeout(DEADLINE, awaited).await.map_err(|_| QueueError::Late)?.map_err(|_| QueueError::Late)
    }
}

fn next(waiting: &Mutex<Receiver<Work>>) -> Option<Work> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_full_queue_refuses_instead_of_growing() {
        let queue = SigningQueue::start(1).expect("a thread");
        let (release, held) = std::sync::mpsc::channel::<()>();
        let first = tokio::spawn({
            let queue = queue.clone();
            async move { queue.run(move || held.recv().is_ok()).await }
        });
        let mut waiting = Vec::new();
        let full = loop {
            let queue = queue.clone();
            let attempt = tokio::spawn(async move { queue.run(|| true).await });
            tokio::task::yield_now().await;
            if attempt.is_finished() {
                break attempt.await.expect("no panic");
            }
            waiting.push(attempt);
            assert!(waiting.len() <= WAITING_PER_THREAD + 1, "the queue is not bounded");
        };
        assert_eq!(full, Err(QueueError::Full));
        release.send(()).expect("the first job still waits");
        assert_eq!(first.await.expect("no panic"), Ok(true));
        for attempt in waiting {
            assert_eq!(attempt.await.expect("no panic"), Ok(true));
        }
    }
}

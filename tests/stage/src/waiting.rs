//! Waits for the zones' background work.

use std::time::Duration;

/// How long a story waits before it fails. Only meant to end stories that hang, even on a slow or busy machine; how fast things must
/// be is checked by benchmarks.
pub const PATIENCE: Duration = Duration::from_secs(120);

const PAUSE: Duration = Duration::from_millis(10);

/// Polls `look` until it returns a value.
///
/// # Panics
/// If it returns none within [`PATIENCE`]; the message contains `what`.
pub async fn until<T>(what: &str, look: impl AsyncFn() -> Option<T>) -> T {
    let seen = async {
        loop {
            match look().await {
                Some(seen) => return seen,
                None => tokio::time::sleep(PAUSE).await,
            }
        }
    };
    tokio::time::timeout(PATIENCE, seen).await.unwrap_or_else(|_| panic!("not within {} s: {what}", PATIENCE.as_secs()))
}

//! Waits for the zones' background work.

use std::time::Duration;

/// How long a scenario waits before it fails. Only meant to end scenarios that hang, even on a slow or busy machine; how fast things must
/// be is checked by benchmarks.
pub const TIMEOUT: Duration = Duration::from_secs(120);

const PAUSE: Duration = Duration::from_millis(10);

/// Polls `look` until it returns a value.
///
/// # Panics
/// If it returns none within [`TIMEOUT`]; the message contains `what`.
pub async fn until<T>(what: &str, look: impl AsyncFn() -> Option<T>) -> T {
    let seen = async {
        loop {
            match look().await {
                Some(seen) => return seen,
                None => tokio::time::sleep(PAUSE).await,
            }
        }
    };
    tokio::time::timeout(TIMEOUT, seen).await.unwrap_or_else(|_| panic!("not within {} s: {what}", TIMEOUT.as_secs()))
}

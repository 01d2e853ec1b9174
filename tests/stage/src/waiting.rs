//! Waiting for what the zones do by themselves.

use std::time::Duration;

/// How long a story waits before it gives up. This only ends stories that hang: the machine may be slow, or busy with others.
/// How fast something has to be, benchmarks say.
pub const PATIENCE: Duration = Duration::from_secs(120);

const PAUSE: Duration = Duration::from_millis(10);

/// Looks again and again until there is something to see.
///
/// # Panics
/// When nothing comes within [`PATIENCE`]; the message names `what` was waited for.
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

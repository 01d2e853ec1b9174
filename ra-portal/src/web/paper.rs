//! Papers as downloads.

use std::fmt::Display;

use axum::response::Response;
use pages::{PageFault, file};

use super::NoPage;

/// A PDF download with this name. It is rendered on a thread for blocking work, because it takes some milliseconds of processor
/// time.
pub(crate) async fn paper<E: Display + Send + 'static>(
    name: String,
    make: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
) -> Result<Response, NoPage> {
    let made = tokio::task::spawn_blocking(make).await.map_err(|fault| fault.to_string());
    let made = made.and_then(|made| made.map_err(|fault| fault.to_string()));
    let pdf = made.map_err(|fault| PageFault::incident(format_args!("{name}: {fault}")))?;
    Ok(file(&name, "application/pdf", pdf))
}

//! Papers as downloads.

use std::fmt::Display;

use axum::response::Response;
use pages::{PageFault, file};

use super::NoPage;

/// A PDF of this name, made on a thread of its own: it takes some milliseconds of processor time.
pub(crate) async fn paper<E: Display + Send + 'static>(
    name: String,
    make: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
) -> Result<Response, NoPage> {
    let made = tokio::task::spawn_blocking(make).await.map_err(|fault| fault.to_string());
    let made = made.and_then(|made| made.map_err(|fault| fault.to_string()));
    let pdf = made.map_err(|fault| PageFault::incident(format_args!("{name}: {fault}")))?;
    Ok(file(&name, "application/pdf", pdf))
}

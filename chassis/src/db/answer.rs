//! How a statement answers.

use std::pin::Pin;

use super::StoreError;

/// What the database will answer. Boxed, so that what the drivers' futures consist of is compiled here only, and not as a part of every
/// function of every crate that waits for the database.
pub(super) type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

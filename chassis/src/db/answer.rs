//! The futures of statements.

use std::pin::Pin;

use super::StoreError;

/// A future of the database's answer. Boxed, so that the drivers' futures are compiled only here, and not as a part of every
/// function of every crate that waits for the database.
pub(super) type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

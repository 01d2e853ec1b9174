//! What tests of every zone stand on: both database engines, fresh for each test; what was logged.
//!
//! Requires the feature `testing`. Failures of the fixture panic.

mod log;
mod postgres;

pub use log::Log;
pub use postgres::{Durability, Postgres};

use crate::db::DatabaseUrl;

/// Runs a test once on each engine, each time on a new database.
///
/// # Panics
/// If no database can be created.
pub async fn on_both_engines(test: impl AsyncFn(DatabaseUrl)) {
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    test(DatabaseUrl::sqlite(folder.path().join("test.db"))).await;
    test(Postgres::shared().await.fresh_database().await).await;
}

//! What tests of every zone stand on: both database engines, fresh for each test.
//!
//! Only with the feature `testing`. Failures of the fixture are panics: a test has no other use for them.

mod postgres;

pub use postgres::{Durability, Postgres};

use crate::db::DatabaseUrl;

/// Runs a test once on each engine, on a database of its own.
///
/// # Panics
/// When no database can be made.
pub async fn on_both_engines(test: impl AsyncFn(DatabaseUrl)) {
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    test(DatabaseUrl::sqlite(folder.path().join("test.db"))).await;
    test(Postgres::shared().await.fresh_database().await).await;
}

//! Fixtures for tests of every zone: an empty database on each engine, and the log.
//!
//! Failures panic, since no test could handle them.

mod dump;
mod log;
mod postgres;

pub use dump::{dump, load};
pub use log::Log;
pub use postgres::{Durability, Postgres};

use std::fmt::Debug;
use std::str::FromStr;

/// Runs a test once on each engine, each time on the URL of a new database.
///
/// # Panics
/// If no database can be created.
pub async fn on_both_engines<Url: FromStr<Err: Debug>>(test: impl AsyncFn(Url)) {
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    let url = |text: String| text.parse().expect("the URL is of the known shape");
    test(url(format!("sqlite:{}", folder.path().join("test.db").display()))).await;
    test(url(Postgres::shared().await.fresh_url().await)).await;
}

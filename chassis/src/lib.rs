//! What every zone's program stands on, and nothing of what certificates mean.
//!
//! One text of SQL over SQLite and PostgreSQL ([`db`]), hash-chained audit rows ([`ledger`]), transactions with their ledger
//! rows and announcements ([`act`]), work that follows them ([`outbox`]), HTTP listeners that name their caller ([`http`]),
//! secrets at rest ([`sealing`], [`secret_file`]) and verifiers of what people remember ([`slow_hash`]), the program's end
//! ([`stop`]) and its log ([`telemetry`]). Only this crate names the database library.

pub mod act;
pub mod db;
pub mod http;
pub mod ledger;
pub mod outbox;
pub mod sealing;
pub mod secret_file;
pub mod slow_hash;
pub mod stop;
pub mod telemetry;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

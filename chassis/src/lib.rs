//! What every zone's process needs, independent of certificates.
//!
//! A database layer over SQLite and PostgreSQL ([`db`]), a hash-chained audit ledger ([`ledger`]), transactions with ledger
//! rows and announcements ([`act`]), a transactional outbox ([`outbox`]), HTTP listeners that identify their callers
//! ([`http`]), secrets at rest ([`encryption`], [`secret_file`], [`private_folder`]), password hashing ([`slow_hash`]), incidents ([`incident`]), points where
//! tests interrupt the program ([`failpoint`]), shutdown ([`stop`]), acts that wait for each other ([`turns`]) and logging ([`telemetry`], [`recurring`]). Only this crate uses the database library.

#![warn(missing_docs)]

pub mod act;
pub mod db;
pub mod encryption;
pub mod failpoint;
pub mod http;
pub mod incident;
pub mod ledger;
pub mod outbox;
pub mod private_folder;
pub mod recurring;
pub mod secret_file;
pub mod slow_hash;
pub mod stop;
pub mod telemetry;
pub mod turns;

//! Fault injection: whatever is interrupted, nothing is lost or duplicated, and the database knows every certificate.
//!
//! A child process, which is this executable, is aborted at a failpoint. The zones are then started on its data, and their databases and
//! published status are checked. Child processes use the parent's databases: SQLite in a folder, or its PostgreSQL with `fsync` on.

#![expect(clippy::panic, reason = "a test has no other end for what must not happen")]

mod bootstrap;
mod broken_rows;
mod child;
mod databases;
mod issuance;
mod lost_answers;
mod outcome;
mod portal;
mod record;
mod responder;
mod revocation;
mod station;
mod storage;
mod transport;

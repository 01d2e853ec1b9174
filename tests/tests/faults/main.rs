//! Faults: whatever is broken off, nothing is lost, nothing is doubled, and no certificate exists that the database does not know.
//!
//! A child process is this executable again, aborted at a boundary; the zones are then started on what it left, and judged by their
//! database and by what they tell the world. Child processes work on the parent's databases: a folder, or its PostgreSQL with `fsync` on.

#![expect(clippy::panic, reason = "a test has no other end for what must not happen")]

mod broken_rows;
mod child;
mod databases;
mod founding;
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

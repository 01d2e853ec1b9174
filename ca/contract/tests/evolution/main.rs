//! The contract over time: golden messages of releases, unknown fields in every message, and a caller and a certificate authority of
//! different versions.

#![expect(clippy::panic, reason = "a message that cannot be read ends in a panic")]

mod golden;
mod operations;
mod specimens;
mod unknown_fields;
mod versions;

//! The registration authority's work: from an expert's order to a token in the holder's hands.
//!
//! Each folder holds one subject: its types and transitions, a service that decides (a field of [`Registration`]), and a store of
//! plain SQL functions. The crate is independent of pages, mails and papers: what people are to learn leaves as a
//! [`messages::Message`] without wording. Only this crate calls the certificate authority.

pub mod access;
mod account_id;
pub mod accounts;
mod background_jobs;
mod core;
mod derived_key;
pub mod desk;
mod dossier_keys;
pub mod dossiers;
mod earlier_rows;
pub mod emergency;
mod encrypted_columns;
mod failpoint;
pub mod fault;
pub mod holders;
#[cfg(test)]
#[path = "../../../tests/fixtures/src/internal_authority.rs"]
pub mod internal_authority;
mod invoice_number;
pub mod lifecycle;
pub mod messages;
mod migrations;
pub mod officers;
mod order_id;
mod order_index;
mod order_keys;
mod order_messages;
pub mod ordering;
pub mod orders;
pub mod pace;
mod paris;
pub mod payments;
pub mod people;
pub mod production;
mod registration;
#[cfg(test)]
#[path = "../../../tests/fixtures/src/registration_authority.rs"]
pub mod registration_authority;
pub mod revocations;
pub mod search;
pub mod settings;
mod tables;
mod throttle;

pub use core::Environment;
pub use failpoint::{Failpoint, Failpoints};
pub use migrations::migrations;
pub use registration::{OpenError, Registration};

/// The name by which the fixture refers to this crate.
#[cfg(test)]
use crate as product;

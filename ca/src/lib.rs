//! The certificate authority: the only code that reaches a CA key.
//!
//! It assumes that every caller may be captured. What it decides, it decides from its own rows: approvals, codes, budgets, escrow.
//! No operation takes bytes to sign. Every act and every refusal is in its ledger, in the transaction of the act.

mod announcements;
mod approvals;
mod authority;
mod boundary;
mod call;
mod codes;
mod configuration;
mod core;
mod crls;
mod enrolment;
mod escrow;
#[cfg(test)]
mod established;
mod establishment;
mod events;
mod facts;
mod feed;
#[cfg(test)]
mod fixtures;
mod issuance;
mod issuers;
mod keys;
mod long_poll;
mod migrations;
mod officers;
mod opening;
mod recognition;
mod refusal_budget;
mod revocation;
mod seal;
mod server;
mod service_tls;
mod standing;
mod tables;
mod tokens;

pub use authority::Authority;
pub use boundary::{Boundaries, Boundary};
pub use configuration::{Approvals, Config, Environment};
pub use enrolment::{OperatorRenewalError, RenewedOfficer};
pub use establishment::{EstablishError, Established, OfficerEnrolment};
pub use migrations::MIGRATIONS;
pub use officers::EnrolledOfficer;
pub use opening::OpenError;
pub use server::Pins;

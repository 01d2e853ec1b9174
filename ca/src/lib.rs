//! The certificate authority: the only code that uses CA keys.
//!
//! It assumes that every caller may be compromised. Its decisions are based on its own rows: approvals, codes, budgets, escrow.
//! No operation accepts bytes to sign. Every act and every refusal is recorded in its ledger, in the transaction of the act.

mod announcements;
mod approvals;
mod archived_crls;
mod authority;
mod bootstrap;
#[cfg(test)]
mod bootstrapped;
mod call;
mod codes;
mod configuration;
mod core;
mod crls;
mod enrolment;
mod escrow;
mod events;
mod facts;
mod failpoint;
mod feed;
#[cfg(test)]
mod fixtures;
mod holder;
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
mod tables;
mod tokens;

pub use archived_crls::{ArchivedCrl, read_archived_crls};
pub use authority::Authority;
pub use bootstrap::{BootstrapError, Bootstrapped, OfficerEnrolment};
pub use configuration::{Approvals, Config, Environment};
pub use enrolment::{OperatorRenewalError, RenewedOfficer};
pub use failpoint::{Failpoint, Failpoints};
pub use migrations::MIGRATIONS;
pub use officers::EnrolledOfficer;
pub use opening::OpenError;
pub use server::PinnedKeys;

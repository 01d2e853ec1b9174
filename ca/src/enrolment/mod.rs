//! Enrolling officers, renewing their certificates and dismissing them: `init` enrols the first; everything else takes two other
//! officers, over the contract.

mod by_operator;
mod certify;
mod dismiss;
mod enrol;
mod renew;
mod store;

pub(crate) use by_operator::renew_as_operator;
pub use by_operator::{OperatorRenewalError, RenewedOfficer};
pub(crate) use certify::{CertifyFault, certify};
pub(crate) use store::{NewOfficer, insert};

#[cfg(test)]
mod tests;

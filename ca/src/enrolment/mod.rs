//! How officers are enrolled, their certificates renewed, and how they are dismissed: the first are enrolled by `init`, everything else
//! takes two other officers, over the contract.

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

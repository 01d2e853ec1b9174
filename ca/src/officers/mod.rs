//! Registration officers whose acts count: the first are enrolled by `init`, the others by two of them over the contract.

mod acting;
mod by_operator;
mod certify;
mod dismiss;
mod enrol;
mod enrolled;
mod renew;
mod store;

use ca_contract::officers::{self as contract, ListOfficers};
use ca_contract::operation::NeverRefused;

pub(crate) use acting::{ActingOfficer, acting};
pub(crate) use by_operator::renew_as_operator;
pub use by_operator::{OperatorRenewalError, RenewedOfficer};
pub(crate) use certify::{CertifyFault, certify};
pub use enrolled::EnrolledOfficer;
pub(crate) use store::{NewOfficer, find_by_email, insert};

use crate::call::{Fault, Read};
use crate::core::Core;

/// Every officer who was ever enrolled.
impl Read for ListOfficers {
    async fn read(self, core: &Core) -> Result<Vec<contract::EnrolledOfficer>, Fault<NeverRefused>> {
        Ok(store::all(&mut core.db.begin_read().await?).await?)
    }
}

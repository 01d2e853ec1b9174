//! Registration officers whose approvals count: the first are enrolled by `init`, the others by two of them over the contract.

mod certify;
mod dismiss;
mod enrol;
mod store;

use ca_contract::officers::{EnrolledOfficer, ListOfficers};
use ca_contract::operation::NeverRefused;
use ca_contract::statement::Officer;
use chassis::db::{StoreError, Tx};
use pki::Id;

pub(crate) use certify::{CertifyFault, certify};
pub(crate) use dismiss::dismiss;
pub(crate) use enrol::enrol;
pub(crate) use store::{NewOfficer, find_by_email, insert, is_enrolled};

use crate::core::Core;
use crate::server::Fault;

/// Every officer who was ever enrolled.
pub(crate) async fn list(core: &Core, _: ListOfficers) -> Result<Vec<EnrolledOfficer>, Fault<NeverRefused>> {
    Ok(store::all(&mut core.db.begin_read().await?).await?)
}

/// The first of `officers` whose acts do not count.
async fn unknown_among(tx: &mut Tx, officers: &[Id<Officer>]) -> Result<Option<Id<Officer>>, StoreError> {
    for officer in officers {
        if !is_enrolled(tx, *officer).await? {
            return Ok(Some(*officer));
        }
    }
    Ok(None)
}

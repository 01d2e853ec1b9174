//! Officers, and whether they may act now.

mod acting;
mod enrolled;
mod store;
#[cfg(test)]
mod tests;

use ca_contract::officers::{self as contract, ListOfficers};
use ca_contract::operation::NeverRefused;

pub(crate) use acting::{ActingOfficer, acting, two_who_vouch};
pub use enrolled::EnrolledOfficer;
pub(crate) use store::{Enrolled, all, count_enrolled, enrolled, find_by_email, is_address_in_use};

use crate::call::{Fault, Read};
use crate::core::Core;

/// Lists every officer who was ever enrolled.
impl Read for ListOfficers {
    async fn read(self, core: &Core) -> Result<Vec<contract::EnrolledOfficer>, Fault<NeverRefused>> {
        Ok(store::all(&mut core.db.begin_read().await?).await?)
    }
}

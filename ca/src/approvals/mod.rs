//! Approved statements: each may be used for one issuance.

mod approve;
mod store;
mod subject;
#[cfg(test)]
mod tests;

use ca_contract::issuance::{ApprovedOrder, ListApproved, SlotPlan};
use ca_contract::operation::NeverRefused;
use policies::Product;

pub(crate) use store::{Approval, find};
pub(crate) use subject::{distinguished_name, may_be_certified};

use crate::call::{Fault, Read};
use crate::core::Core;

const MOST_ORDERS: u16 = 100;

/// The approved orders for which no token was produced yet.
impl Read for ListApproved {
    async fn read(self, core: &Core) -> Result<Vec<ApprovedOrder>, Fault<NeverRefused>> {
        let mut tx = core.db.begin_read().await?;
        let waiting = store::waiting(&mut tx, &core.secrets.statements, self.at_most.clamp(1, MOST_ORDERS)).await?;
        let orders = waiting.into_iter().filter_map(|approval| {
            // An approval of a product that is no longer in the policies is listed, and refused when it is to be issued.
            let product = core.environment.policies.product(&approval.statement.product)?;
            Some(ApprovedOrder {
                slots: plan(core, product),
                order: approval.statement.order,
                statement: approval.digest,
                product: approval.statement.product,
            })
        });
        Ok(orders.collect())
    }
}

fn plan(core: &Core, product: &Product) -> Vec<SlotPlan> {
    let slots = product.slots.iter();
    slots
        .filter_map(|slot| {
            let profile = core.environment.policies.profile(&slot.profile)?;
            Some(SlotPlan { slot: slot.index, role: slot.role.clone(), curve: profile.curve })
        })
        .collect()
}

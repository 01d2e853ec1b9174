//! The demonstration's card page: pays an order without moving money.

use chassis::act::Act;

use super::settle::{IncomingPayment, settle};
use super::{Payments, TransferAmount, store};
use crate::Failpoint;
use crate::accounts::AccountId;
use crate::core::Core;
use crate::fault::Fault;
use crate::orders::{self, OrderId};

/// Why nothing was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// This is not a demonstration.
    #[error("there is no card page here")]
    NoDemonstration,
    #[error("no placed order of this account")]
    UnknownOrder,
}

impl Payments {
    /// Pays what is still due. Idempotent: an order that is paid already is not changed.
    ///
    /// # Errors
    /// [`CardError`]; [`Fault::Failed`] when the database is not available.
    pub async fn pay_by_demonstration_card(&self, account: AccountId, order: OrderId) -> Result<(), Fault<CardError>> {
        let core = &self.core;
        if !core.environment.settings.demonstration_card {
            return Err(Fault::Refused(CardError::NoDemonstration));
        }
        let mut act = core.begin(format!("account {account}")).await?;
        pay_rest(&mut act, account, order).await?;
        act.commit().await?;
        core.environment.failpoints.hit(Failpoint::PaymentRecorded);
        Ok(())
    }
}

async fn pay_rest(act: &mut Act<'_, Core>, account: AccountId, order: OrderId) -> Result<(), Fault<CardError>> {
    let order = orders::find(&act.zone().order_keys, act.tx(), order).await?.filter(|order| order.account == account);
    let order = order.ok_or(Fault::Refused(CardError::UnknownOrder))?;
    let placed = order.placed().ok_or(Fault::Refused(CardError::UnknownOrder))?;
    let due = placed.price.including_vat_cents() - store::received(act.tx(), order.id).await?;
    let Some(amount) = TransferAmount::from_cents(due) else { return Ok(()) };
    Ok(settle(act, &IncomingPayment { order: &order, placed, amount, transfer: None }).await?)
}

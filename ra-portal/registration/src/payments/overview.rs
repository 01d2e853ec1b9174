//! The payments of an order, as its applicant sees them.

use jiff::civil::Date;

use super::{Invoice, PaymentState, Payments, Refund, settle, store};
use crate::accounts::AccountId;
use crate::fault::{Fault, Never};
use crate::orders::{self, OrderId, Placed};

/// What must be paid, and what was.
#[derive(Clone, Debug)]
pub struct PaymentOverview {
    /// Number and price.
    pub placed: Placed,
    pub state: PaymentState,
    /// Refunds of overpayments, oldest first.
    pub refunds: Vec<Refund>,
    /// By when payment is awaited.
    pub payable_by: Date,
}

impl Payments {
    /// The payments of an account's placed order; none when the account has no such order.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
    pub async fn payment(&self, account: AccountId, order: OrderId) -> Result<Option<PaymentOverview>, Fault<Never>> {
        let core = &self.core;
        let mut tx = core.db.begin_read().await?;
        let order = orders::find(&self.core.order_keys, &mut tx, order).await?.filter(|order| order.account == account);
        let Some(order) = order else { return Ok(None) };
        let Some(placed) = order.placed() else { return Ok(None) };
        let state = store::state(&mut tx, order.id, placed.price).await?;
        let refunds = store::refunds(&mut tx, order.id).await?;
        let payable_by = settle::payable_by(placed, core.environment.settings.payment_within);
        Ok(Some(PaymentOverview { placed: placed.clone(), state, refunds, payable_by }))
    }

    /// The invoice of an account's order; none before it is paid in full, or when the account has no such order.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
    pub async fn invoice(&self, account: AccountId, order: OrderId) -> Result<Option<Invoice>, Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        let order = orders::find(&self.core.order_keys, &mut tx, order).await?.filter(|order| order.account == account);
        let Some(order) = order else { return Ok(None) };
        let Some(placed) = order.placed() else { return Ok(None) };
        Ok(store::invoice(&self.core.order_keys, &mut tx, &order, placed).await?)
    }
}

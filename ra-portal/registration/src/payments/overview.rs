//! An order's money, as its applicant sees it.

use jiff::civil::Date;

use super::{Invoice, PaymentState, Payments, Refund, settle, store};
use crate::accounts::AccountId;
use crate::fault::{Fault, Never};
use crate::orders::{self, OrderId, Placed};

/// What is to be paid, and what was.
#[derive(Clone, Debug)]
pub struct PaymentOverview {
    /// Number and price.
    pub placed: Placed,
    /// How the money stands.
    pub state: PaymentState,
    /// What was paid too much and given back, the oldest first.
    pub refunds: Vec<Refund>,
    /// Until when it is awaited.
    pub payable_by: Date,
}

impl Payments {
    /// How the money of an account's placed order stands; none when the account has no such order.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database does not answer.
    pub async fn payment(&self, account: AccountId, order: OrderId) -> Result<Option<PaymentOverview>, Fault<Never>> {
        let core = &self.core;
        let mut tx = core.db.begin_read().await?;
        let order = orders::find(&mut tx, order).await?.filter(|order| order.account == account);
        let Some(order) = order else { return Ok(None) };
        let Some(placed) = order.placed() else { return Ok(None) };
        let state = store::state(&mut tx, order.id, placed.price).await?;
        let refunds = store::refunds(&mut tx, order.id).await?;
        let payable_by = settle::payable_by(placed, core.environment.settings.payment_within);
        Ok(Some(PaymentOverview { placed: placed.clone(), state, refunds, payable_by }))
    }

    /// The invoice of an account's order; none before it is settled, or when the account has no such order.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database does not answer.
    pub async fn invoice(&self, account: AccountId, order: OrderId) -> Result<Option<Invoice>, Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        let order = orders::find(&mut tx, order).await?.filter(|order| order.account == account);
        let Some(order) = order else { return Ok(None) };
        let Some(placed) = order.placed() else { return Ok(None) };
        Ok(store::invoice(&mut tx, &order, placed).await?)
    }
}

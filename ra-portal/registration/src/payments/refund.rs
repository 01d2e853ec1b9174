//! Recording the refund of an overpayment. The payment order to the bank is given outside this program.

use chassis::act::Act;
use serde_json::json;

use super::{OverpaymentId, PaymentState, Payments, Refund, store};
use crate::Failpoint;
use crate::access::Action;
use crate::core::Core;
use crate::fault::Fault;
use crate::messages::Content;
use crate::officers::{self, Officer};
use crate::order_messages::tell_account;
use crate::orders::{self, EventKind, OrderId};

/// Why no refund was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefundError {
    /// This order never had such an overpayment.
    #[error("no such overpayment of this order")]
    UnknownOverpayment,
    /// The amount differs from the one that the officer saw, because more was received.
    #[error("the amount differs from the one that was shown")]
    ChangedMeanwhile,
    /// The officer was dismissed, or no longer has this role.
    #[error("no longer an accountant")]
    NotAllowed,
}

impl Payments {
    /// Records that an overpayment of `seen_cents` was paid back, and notifies the applicant. Idempotent: a repeated call changes
    /// nothing.
    ///
    /// # Errors
    /// [`RefundError`]; [`Fault::Failed`] when the database is not available.
    pub async fn record_refund(
        &self,
        officer: &Officer,
        order: OrderId,
        overpayment: OverpaymentId,
        seen_cents: i64,
    ) -> Result<(), Fault<RefundError>> {
        let mut act = self.core.begin(officer.actor()).await?;
        refund(&mut act, officer, order, overpayment, seen_cents).await?;
        act.commit().await?;
        self.core.environment.failpoints.hit(Failpoint::PaymentRecorded);
        Ok(())
    }
}

async fn refund(
    act: &mut Act<'_, Core>,
    officer: &Officer,
    order: OrderId,
    overpayment: OverpaymentId,
    seen_cents: i64,
) -> Result<(), Fault<RefundError>> {
    let now = act.at();
    if !officers::may(act.tx(), officer, Action::RecordTransfers, now).await? {
        return Err(Fault::Refused(RefundError::NotAllowed));
    }
    let unknown = Fault::Refused(RefundError::UnknownOverpayment);
    match store::is_refunded(act.tx(), order, overpayment).await? {
        None => return Err(unknown),
        Some(true) => return Ok(()),
        Some(false) => {}
    }
    let Some(order) = orders::find(&act.zone().order_keys, act.tx(), order).await? else { return Err(unknown) };
    let Some(placed) = order.placed() else { return Err(unknown) };
    let (invoice, cents) = match store::state(act.tx(), order.id, placed.price).await? {
        PaymentState::Overpaid { invoice, excess_cents, .. } if excess_cents == seen_cents => (invoice, excess_cents),
        _ => return Err(Fault::Refused(RefundError::ChangedMeanwhile)),
    };
    store::insert_refund(act.tx(), order.id, overpayment, Refund { at: now, cents }).await?;
    act.record("payment.refunded", placed.number.as_str(), json!({ "amount_cents": cents })).await?;
    orders::record_event(&act.zone().order_keys, act.tx(), order.id, now, &EventKind::Refunded { amount_cents: cents }).await?;
    let content = |order| Content::Refunded { order, amount_cents: cents, invoice };
    Ok(tell_account(act, &order, content).await?)
}

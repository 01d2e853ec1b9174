//! What was paid too much, and that it was given back. The bank's order itself is given outside of this program.

use chassis::act::Act;
use pki::{Id, Timestamp};
use serde_json::json;

use super::{PaymentState, Payments, store};
use crate::Boundary;
use crate::access::Action;
use crate::core::Core;
use crate::fault::Fault;
use crate::messages::{self, Content};
use crate::officers::{self, Officer};
use crate::orders::{self, EventKind, OrderId, OrderNumber};

/// Marks identifiers of excesses.
#[derive(Debug)]
pub enum ExcessKind {}

/// Identifies what was paid too much until it is refunded; what comes in afterwards is another.
pub type ExcessId = Id<ExcessKind>;

/// What was paid too much for an order, and is to be paid back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excess {
    /// Which.
    pub id: ExcessId,
    /// The order.
    pub order: OrderId,
    /// What people call it.
    pub number: OrderNumber,
    /// For whom it is: given names and surname, as the invoice has them.
    pub holder: String,
    /// How much, in cents: above nothing.
    pub cents: i64,
    /// Since when.
    pub since: Timestamp,
}

/// Money that went back to whoever paid too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refund {
    /// When it was recorded.
    pub at: Timestamp,
    /// How much, in cents: above nothing.
    pub cents: i64,
}

/// Why no refund was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefundError {
    /// Nothing of the kind was ever paid too much for this order.
    #[error("no such excess of this order")]
    UnknownExcess,
    /// It is another amount than the officer saw: more came in.
    #[error("another amount than was seen")]
    ChangedMeanwhile,
    /// The officer was removed, or has another role now.
    #[error("not an accountant any more")]
    NotAllowed,
}

impl Payments {
    /// Records that an excess of `seen_cents` was paid back, and tells the applicant. Recorded twice, it happens once.
    ///
    /// # Errors
    /// [`RefundError`]; [`Fault::Failed`] when the database does not answer.
    pub async fn record_refund(
        &self,
        officer: &Officer,
        order: OrderId,
        excess: ExcessId,
        seen_cents: i64,
    ) -> Result<(), Fault<RefundError>> {
        let mut act = self.core.begin(officer.actor()).await?;
        refund(&mut act, officer, order, excess, seen_cents).await?;
        act.commit().await?;
        self.core.environment.boundaries.reach(Boundary::PaymentRecorded);
        Ok(())
    }
}

async fn refund(
    act: &mut Act<'_, Core>,
    officer: &Officer,
    order: OrderId,
    excess: ExcessId,
    seen_cents: i64,
) -> Result<(), Fault<RefundError>> {
    let now = act.at();
    if !officers::may(act.tx(), officer, Action::RecordTransfers, now).await? {
        return Err(Fault::Refused(RefundError::NotAllowed));
    }
    let unknown = Fault::Refused(RefundError::UnknownExcess);
    match store::is_refunded(act.tx(), order, excess).await? {
        None => return Err(unknown),
        Some(true) => return Ok(()),
        Some(false) => {}
    }
    let Some(order) = orders::find(act.tx(), order).await? else { return Err(unknown) };
    let Some(placed) = order.placed() else { return Err(unknown) };
    let (invoice, cents) = match store::state(act.tx(), order.id, placed.price).await? {
        PaymentState::Overpaid { invoice, excess_cents, .. } if excess_cents == seen_cents => (invoice, excess_cents),
        _ => return Err(Fault::Refused(RefundError::ChangedMeanwhile)),
    };
    store::insert_refund(act.tx(), order.id, excess, Refund { at: now, cents }).await?;
    act.record("payment.refunded", placed.number.as_str(), json!({ "amount_cents": cents })).await?;
    orders::record_event(act.tx(), order.id, now, &EventKind::Refunded { amount_cents: cents }).await?;
    let content = |order| Content::Refunded { order, amount_cents: cents, invoice };
    Ok(messages::tell_account(act, &order, content).await?)
}

//! What follows when money is received for an order, in the transaction that records it.

use chassis::act::Act;
use chassis::db::StoreError;
use jiff::civil::Date;
use serde_json::json;

use super::transfer::{TransferAmount, TransferId};
use super::{Invoice, PaymentMethod, PaymentState, invoice, store};
use crate::accounts;
use crate::core::Core;
use crate::messages::{self, Amount, Content, Destination, Message, OrderFacts};
use crate::orders::{self, EventKind, Order, Placed};
use crate::paris::day_of;
use crate::tables::ORDERS;

/// Money received for a placed order.
pub(super) struct IncomingPayment<'a> {
    pub(super) order: &'a Order,
    pub(super) placed: &'a Placed,
    pub(super) amount: TransferAmount,
    /// The transfer; none for the demonstration's card page.
    pub(super) transfer: Option<TransferId>,
}

/// Records the money, issues the invoice when the price is first reached, lists an overpayment, writes the timeline and notifies
/// the applicant.
pub(super) async fn settle(act: &mut Act<'_, Core>, payment: &IncomingPayment<'_>) -> Result<(), StoreError> {
    let IncomingPayment { order, placed, amount, transfer } = *payment;
    let now = act.at();
    let settled_before = store::state(act.tx(), order.id, placed.price).await?.is_settled();
    store::insert_payment(act.tx(), order.id, now, amount, transfer).await?;
    let received = store::received(act.tx(), order.id).await?;
    let due = placed.price.including_vat_cents() - received;
    let detail = json!({ "amount_cents": amount.cents(), "due_cents": due, "transfer": transfer });
    act.record("payment.received", placed.number.as_str(), detail).await?;
    let event = EventKind::PaymentReceived { amount_cents: amount.cents(), due_cents: due };
    orders::record_event(&act.zone().order_keys, act.tx(), order.id, now, &event).await?;
    if due <= 0 && !settled_before {
        issue_invoice(act, payment).await?;
        orders::record_event(&act.zone().order_keys, act.tx(), order.id, now, &EventKind::Paid).await?;
    }
    if due < 0 {
        store::list_excess(act.tx(), order.id, now).await?;
    }
    let state = store::state(act.tx(), order.id, placed.price).await?;
    tell(act, order, placed, received, &state).await
}

async fn issue_invoice(act: &mut Act<'_, Core>, payment: &IncomingPayment<'_>) -> Result<(), StoreError> {
    let IncomingPayment { order, placed, transfer, .. } = *payment;
    let now = act.at();
    let incomplete = || ORDERS.inconsistent(order.id, "application", "names no paying party");
    let invoice = Invoice {
        number: invoice::next_number(act.tx(), day_of(now)).await?,
        issued_at: now,
        order: placed.number.clone(),
        ordered_at: placed.at,
        product: order.product.clone(),
        holder: invoice::holder(order),
        billing: order.application.billing.clone().ok_or_else(incomplete)?,
        price: placed.price,
        method: if transfer.is_some() { PaymentMethod::Transfer } else { PaymentMethod::DemonstrationCard },
    };
    store::insert_invoice(&act.zone().order_keys, act.tx(), order.id, &invoice).await?;
    act.record_as("portal", "invoice.issued", invoice.number.as_str(), json!({ "order": placed.number })).await
}

async fn tell(
    act: &mut Act<'_, Core>,
    order: &Order,
    placed: &Placed,
    received_cents: i64,
    state: &PaymentState,
) -> Result<(), StoreError> {
    let facts = OrderFacts {
        id: order.id,
        number: placed.number.clone(),
        holder: invoice::holder(order),
        product: order.product.as_str().to_owned(),
    };
    let amount = Amount {
        price_cents: placed.price.including_vat_cents(),
        received_cents,
        by: payable_by(placed, act.zone().environment.settings.payment_within),
    };
    let content = match state {
        PaymentState::Pending => return Ok(()),
        PaymentState::Partial { .. } => Content::PartlyPaid(facts, amount),
        PaymentState::Paid { invoice, .. } => Content::Paid(facts, invoice.clone()),
        PaymentState::Overpaid { invoice, .. } => Content::Overpaid(facts, amount, invoice.clone()),
    };
    let (email, language) = accounts::contact(act.tx(), order.account).await?;
    messages::enqueue(act, &Message { to: Destination::Email(email), language, content }).await
}

/// The last day on which payment for an order is awaited.
pub(super) fn payable_by(placed: &Placed, within: std::time::Duration) -> Date {
    day_of(placed.at.plus(within))
}

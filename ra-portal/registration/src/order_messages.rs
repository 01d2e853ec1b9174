//! Notifying people about an order.

use std::time::Duration;

use chassis::act::Act;
use chassis::db::StoreError;
use pki::Timestamp;

use crate::accounts;
use crate::core::Core;
use crate::messages::{Content, Destination, Message, OrderFacts, enqueue};
use crate::orders::{ActivationContact, Order};
use crate::tables::ORDERS;
use crate::throttle::{self, Budget};

/// Notifies the account by mail, in its language. `content` makes the message from the order's facts.
pub(crate) async fn tell_account(
    act: &mut Act<'_, Core>,
    order: &Order,
    content: impl FnOnce(OrderFacts) -> Content,
) -> Result<(), StoreError> {
    let (email, language) = accounts::contact(act.tx(), order.account).await?;
    let content = content(facts(order)?);
    enqueue(act, &Message { to: Destination::Email(email), language, content }).await
}

/// A limit on messages of one kind to an account: numbers of messages and periods of at most a day.
pub(crate) struct Bound {
    /// The kind of the messages.
    pub(crate) kind: &'static str,
    pub(crate) budgets: &'static [(i64, Duration)],
}

/// Notifies the account of something that others can cause as often as they like, unless the limit for this kind is reached. `at`
/// is when it happened; the limit applies to that time, even if the event arrives late.
pub(crate) async fn tell_account_within(
    act: &mut Act<'_, Core>,
    order: &Order,
    bound: &Bound,
    at: Timestamp,
    content: impl FnOnce(OrderFacts) -> Content,
) -> Result<(), StoreError> {
    let key = &act.zone().secrets.digests;
    let budget = |(place, (most, within)): (u8, &(i64, Duration))| Budget {
        digest: key.mac("messages of a kind", &[bound.kind.as_bytes(), order.account.as_bytes(), &[place]]),
        most: *most,
        within: *within,
    };
    let budgets: Vec<Budget> = (0..).zip(bound.budgets).map(budget).collect();
    match throttle::count(act.tx(), &budgets, at).await? {
        Ok(_) => tell_account(act, order, content).await,
        Err(_) => {
            tracing::info!(kind = bound.kind, order = %order.id, "the limit on messages of this kind is reached; not sent");
            Ok(())
        }
    }
}

/// Notifies the contact that was chosen for the activation (M5).
pub(crate) async fn tell_activation_contact(
    act: &mut Act<'_, Core>,
    order: &Order,
    content: impl FnOnce(OrderFacts) -> Content,
) -> Result<(), StoreError> {
    let (email, language) = accounts::contact(act.tx(), order.account).await?;
    let to = match &order.application.contact {
        Some(ActivationContact::Sms(number)) => Destination::Sms(number.to_dial()),
        Some(ActivationContact::Email) | None => Destination::Email(email),
    };
    let content = content(facts(order)?);
    enqueue(act, &Message { to, language, content }).await
}

fn facts(order: &Order) -> Result<OrderFacts, StoreError> {
    OrderFacts::of(order).ok_or_else(|| ORDERS.inconsistent(order.id, "number", "is missing"))
}

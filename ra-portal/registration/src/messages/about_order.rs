//! Telling people about an order.

use chassis::db::{StoreError, Tx};

use super::{Content, Destination, Message, OrderFacts, enqueue};
use crate::accounts;
use crate::core::Core;
use crate::orders::{ActivationContact, Order};

impl OrderFacts {
    /// Of an order that was placed; none of a draft.
    pub(crate) fn of(order: &Order) -> Option<Self> {
        let number = order.placed()?.number.clone();
        let identity = order.application.identity.as_ref()?;
        let surname = identity.name_in_use.as_ref().unwrap_or(&identity.birth_name);
        let holder = format!("{} {}", identity.given_names, surname);
        Some(Self { id: order.id, number, holder, product: order.product.as_str().to_owned() })
    }
}

/// Tells the account that ordered, by mail and in its language. `content` makes the message of the order's facts.
pub(crate) async fn tell_account(
    core: &Core,
    tx: &mut Tx,
    order: &Order,
    content: impl FnOnce(OrderFacts) -> Content,
) -> Result<(), StoreError> {
    let (email, language) = accounts::contact(tx, order.account).await?;
    let content = content(facts(order)?);
    enqueue(core, tx, &Message { to: Destination::Email(email), language, content }).await.map(drop)
}

/// Tells the contact that was chosen for the activation (M5).
pub(crate) async fn tell_activation_contact(
    core: &Core,
    tx: &mut Tx,
    order: &Order,
    content: impl FnOnce(OrderFacts) -> Content,
) -> Result<(), StoreError> {
    let (email, language) = accounts::contact(tx, order.account).await?;
    let to = match &order.application.contact {
        Some(ActivationContact::Sms(number)) => Destination::Sms(number.as_str().to_owned()),
        Some(ActivationContact::Email) | None => Destination::Email(email),
    };
    let content = content(facts(order)?);
    enqueue(core, tx, &Message { to, language, content }).await.map(drop)
}

fn facts(order: &Order) -> Result<OrderFacts, StoreError> {
    OrderFacts::of(order)
        .ok_or(StoreError::Inconsistent { column: "number", problem: "is missing from an order that was placed" })
}

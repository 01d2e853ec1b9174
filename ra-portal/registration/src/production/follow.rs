//! What an event of a token means for its order, and who is told.

use std::time::Duration;

use ca_contract::IdempotencyKey;
use ca_contract::events::{TokenChange, TokenEvent};
use chassis::db::{StoreError, Tx};
use pki::{SystemRandom, Timestamp, TokenNumber};
use serde_json::json;

use super::store;
use crate::core::Core;
use crate::desk;
use crate::holders;
use crate::messages::{Content, tell_account};
use crate::orders::{self, EventKind, Order, OrderState};
use crate::revocations;

/// Codes of both certificates that are set within this time are one act to whoever set them.
const ONE_ACT: Duration = Duration::from_secs(60);

/// Applies one event.
pub(super) async fn apply(core: &Core, tx: &mut Tx, event: &TokenEvent) -> Result<(), StoreError> {
    let Some(order) = orders::find_by_number(tx, &event.order).await? else {
        tracing::warn!(order = %event.order, sequence = event.sequence, "an event of a token whose order is not known here");
        return Ok(());
    };
    match &event.what {
        TokenChange::Issued { model, .. } => produced(core, tx, order, event, model).await,
        TokenChange::Personalised => {
            let key = IdempotencyKey::generate(&mut SystemRandom);
            store::set_letter_due(tx, order.id, &event.token, key, event.at).await
        }
        TokenChange::PukReleased => {
            orders::record_event(tx, order.id, event.at, &EventKind::PukCollected).await?;
            tell_account(core, tx, &order, Content::PukShown).await
        }
        TokenChange::CodeSet { role, changed } => code_set(core, tx, &order, event, role, *changed).await,
        TokenChange::WrongCodes { .. } => tell_account(core, tx, &order, Content::WrongCodesTried).await,
        TokenChange::Revoked { decided_at, .. } => revoked(core, tx, order, &event.token, *decided_at).await,
        // Asked for by us; told when its page is shown.
        TokenChange::PinReleased | TokenChange::RevocationLive { .. } => Ok(()),
    }
}

async fn produced(core: &Core, tx: &mut Tx, mut order: Order, event: &TokenEvent, model: &str) -> Result<(), StoreError> {
    if !matches!(order.state, OrderState::Authorised { .. }) {
        tracing::error!(order = %event.order, state = order.state.name(), "a token was produced for an order that was not authorised here");
        core.record(tx, "portal", "order.produced-unexpectedly", event.order.as_str(), json!({ "token": event.token })).await?;
        return Ok(());
    }
    // The station may be quicker than the answer to the portal's question: what was issued had been approved.
    desk::approved(core, tx, &mut order, event.at).await?;
    order.state = OrderState::InProduction { token: event.token.clone(), since: event.at };
    update(tx, &order).await?;
    orders::record_event(tx, order.id, event.at, &EventKind::Produced).await?;
    let detail = json!({ "token": event.token, "model": model });
    core.record(tx, "portal", "order.produced", event.order.as_str(), detail).await
}

async fn code_set(
    core: &Core,
    tx: &mut Tx,
    order: &Order,
    event: &TokenEvent,
    role: &str,
    changed: bool,
) -> Result<(), StoreError> {
    if let Some((roles, at)) = holders::code_told(tx, &event.token).await? {
        // A role that was set in this act already begins another: a code that is changed at once is told again.
        if roles.split(' ').all(|told| told != role) && event.at.since(at) <= ONE_ACT {
            return holders::set_code_told(tx, &event.token, &format!("{roles} {role}"), at).await;
        }
    }
    holders::set_code_told(tx, &event.token, role, event.at).await?;
    orders::record_event(tx, order.id, event.at, &EventKind::CodeDefined).await?;
    tell_account(core, tx, order, |order| Content::CodeDefined { order, changed }).await
}

async fn revoked(core: &Core, tx: &mut Tx, mut order: Order, token: &TokenNumber, at: Timestamp) -> Result<(), StoreError> {
    order.state = OrderState::Revoked { token: token.clone(), at };
    update(tx, &order).await?;
    orders::record_event(tx, order.id, at, &EventKind::Revoked).await?;
    store::drop_letter(tx, order.id).await?;
    revocations::close_unconfirmed(tx, token).await?;
    core.record(tx, "portal", "order.revoked", &order.id.to_string(), json!({ "token": token })).await?;
    tell_account(core, tx, &order, |order| Content::Revoked { order, token: token.clone(), at }).await
}

/// Within the transaction that read the order, nobody else changes it.
async fn update(tx: &mut Tx, order: &Order) -> Result<(), StoreError> {
    if orders::update(tx, order).await? { Ok(()) } else { Err(StoreError::Stale) }
}

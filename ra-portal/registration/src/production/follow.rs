//! What a token event means for its order, and who is notified.

use std::time::Duration;

use ca_contract::IdempotencyKey;
use ca_contract::events::{TokenChange, TokenEvent};
use chassis::act::Act;
use chassis::db::StoreError;
use pki::SystemRandom;
use serde_json::json;

use super::store;
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::holders;
use crate::lifecycle::apply;
use crate::messages::Content;
use crate::order_messages::{Bound, tell_account, tell_account_within};
use crate::orders::{self, EventKind, Order, OrderState};

/// Codes of both certificates that are set within this time count as one act.
const ONE_ACT: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);
/// Anybody who guesses codes causes these, without limit. The certificate authority applies the same limit for each holder.
const ALARMS: Bound = Bound { kind: "wrong codes tried", budgets: &[(1, HOUR), (3, DAY)] };
/// Anybody who took a token and knows its PIN causes these.
const CODES_DEFINED: Bound = Bound { kind: "code defined", budgets: &[(5, HOUR)] };

/// Applies one event.
pub(super) async fn follow(act: &mut Act<'_, Core>, event: &TokenEvent) -> Result<(), Fault<Never>> {
    let Some(order) = orders::find_by_number(&act.zone().order_keys, act.tx(), &event.order.clone().into()).await? else {
        tracing::warn!(order = %event.order, sequence = event.sequence, "a token event names an order that is unknown here");
        return Ok(());
    };
    match &event.change {
        TokenChange::Issued { model, .. } => produced(act, order, event, model).await?,
        TokenChange::Personalised => {
            let key = IdempotencyKey::generate(&mut SystemRandom);
            store::set_letter_due(act.tx(), order.id, &event.token, key, event.at).await?;
        }
        TokenChange::PukReleased => {
            orders::record_event(&act.zone().order_keys, act.tx(), order.id, event.at, &EventKind::PukCollected).await?;
            tell_account(act, &order, Content::PukShown).await?;
        }
        TokenChange::CodeSet { role, changed } => code_set(act, &order, event, role, *changed).await?,
        TokenChange::WrongCodes { count } => {
            let content = |order| Content::WrongCodesTried { order, count: *count };
            tell_account_within(act, &order, &ALARMS, event.at, content).await?;
        }
        TokenChange::Revoked { decided_at, .. } if !matches!(order.state(), OrderState::Revoked { .. }) => {
            apply(act, order.revoke(event.token.clone(), *decided_at)?).await?;
        }
        TokenChange::Unknown(unknown) if event.critical => {
            let kind = &unknown.kind;
            return Err(Fault::incident(format_args!(
                "token event {} is of the kind {kind}, which this version does not know: upgrade the portal",
                event.sequence
            )));
        }
        TokenChange::Unknown(unknown) => {
            let detail = json!({ "sequence": event.sequence, "kind": unknown.kind });
            act.record("token-event.skipped", event.order.as_str(), detail).await?;
        }
        // The portal itself requested these, and its page shows the result.
        TokenChange::PinReleased | TokenChange::RevocationPublished { .. } | TokenChange::Revoked { .. } => {}
    }
    Ok(())
}

async fn produced(act: &mut Act<'_, Core>, order: Order, event: &TokenEvent, model: &str) -> Result<(), Fault<Never>> {
    let order = match order.state() {
        OrderState::Authorised { approved_at: Some(_), .. } => order,
        // The station may be faster than the response to the portal: what was issued had been approved.
        OrderState::Authorised { approved_at: None, .. } => apply(act, order.approve(event.at)?).await?,
        _ => {
            tracing::error!(order = %event.order, state = order.state().name(), "a token was produced for an order that was not authorised here");
            let detail = json!({ "token": event.token });
            return Ok(act.record("order.produced-unexpectedly", event.order.as_str(), detail).await?);
        }
    };
    apply(act, order.produce(event.token.clone(), model.to_owned(), event.at)?).await?;
    Ok(())
}

async fn code_set(
    act: &mut Act<'_, Core>,
    order: &Order,
    event: &TokenEvent,
    role: &str,
    changed: bool,
) -> Result<(), StoreError> {
    if let Some((roles, at)) = holders::code_told(act.tx(), &event.token).await? {
        // If this role was already set in the present act, another act begins: a code that is changed at once is notified again.
        if roles.split(' ').all(|told| told != role) && event.at.since(at) <= ONE_ACT {
            return holders::set_code_told(act.tx(), &event.token, &format!("{roles} {role}"), at).await;
        }
    }
    holders::set_code_told(act.tx(), &event.token, role, event.at).await?;
    orders::record_event(&act.zone().order_keys, act.tx(), order.id, event.at, &EventKind::CodeDefined).await?;
    tell_account_within(act, order, &CODES_DEFINED, event.at, |order| Content::CodeDefined { order, changed }).await
}

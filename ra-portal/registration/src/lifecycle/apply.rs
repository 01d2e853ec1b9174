//! Writing a transition: the order's row, its timeline, the ledger, the messages, and the work that becomes due or unnecessary.

use chassis::act::Act;
use chassis::db::StoreError;
use serde_json::{Value as Json, json};

use super::{overtaken, progress};
use crate::core::{Announcement, Core};
use crate::messages::{Amount, Content};
use crate::order_messages::{tell_account, tell_activation_contact};
use crate::orders::{self, EventKind, Happened, Order, OrderState, Transition};
use crate::paris;

/// Writes a transition in the act that decided it, and returns the order as it is now stored.
///
/// # Errors
/// [`StoreError::Stale`] when the order was changed since it was read, and other errors of the database.
pub(crate) async fn apply(act: &mut Act<'_, Core>, transition: Transition) -> Result<Order, StoreError> {
    let Transition { order, happened, at, review_voided } = transition;
    let order = orders::update(&act.zone().order_keys, act.tx(), order).await?;
    act.announce(Announcement::OrderChanged(order.id));
    let voided = review_voided.is_some().then_some(EventKind::ReviewVoided);
    for event in voided.into_iter().chain(timeline(&happened)) {
        orders::record_event(&act.zone().order_keys, act.tx(), order.id, at, &event).await?;
    }
    if let Some((action, detail)) = ledger(&order, &happened) {
        act.record(action, &subject(&order), detail).await?;
    }
    if let Some(why) = review_voided {
        act.record("review.voided", &subject(&order), json!({ "why": why })).await?;
    }
    if let Happened::Revoked { token } = &happened {
        overtaken::drop_letter(act.tx(), order.id).await?;
        overtaken::close_unconfirmed_revocations(act.tx(), token).await?;
    }
    tell(act, &order, happened).await?;
    Ok(order)
}

/// The order's name in the ledger: its number, once it has one.
fn subject(order: &Order) -> String {
    order.placed().map_or_else(|| order.id.to_string(), |placed| placed.number.to_string())
}

fn timeline(happened: &Happened) -> Option<EventKind> {
    Some(match happened {
        Happened::Placed => EventKind::Placed,
        Happened::DossierHandedIn { .. } => EventKind::DossierReceived,
        Happened::PieceRefused { piece, .. } => EventKind::PieceRefused { piece: piece.to_string() },
        Happened::Reviewed { .. } => EventKind::Reviewed,
        Happened::Approved => EventKind::Authorised,
        Happened::Produced { .. } => EventKind::Produced,
        Happened::Shipped { tracking, .. } => EventKind::Shipped { tracking: tracking.clone() },
        Happened::Activated => EventKind::Activated,
        Happened::Accepted => EventKind::Accepted,
        Happened::WrongDataReported => EventKind::WrongDataReported,
        Happened::Revoked { .. } => EventKind::Revoked,
        // A correction has an event only if it voids something. An authorisation has one once the certificate authority recorded
        // the approval.
        Happened::Corrected { .. } | Happened::ReviewVoided | Happened::Authorised { .. } => return None,
    })
}

/// The ledger's action and detail; none for answers in a draft, and for what is recorded as voiding a review.
fn ledger(order: &Order, happened: &Happened) -> Option<(&'static str, Json)> {
    Some(match happened {
        Happened::Placed => {
            let price = order.placed().map(|placed| placed.price);
            ("order.placed", json!({ "product": order.product, "price": price, "terms": order.application.terms }))
        }
        Happened::Corrected { .. } if order.placed().is_none() => return None,
        Happened::Corrected { section } => ("order.changed", json!({ "section": section.name() })),
        Happened::DossierHandedIn { dossier } => ("dossier.handed-in", json!({ "dossier": dossier })),
        Happened::PieceRefused { piece, dossier, .. } => ("piece.refused", json!({ "piece": piece, "dossier": dossier })),
        Happened::Reviewed { dossier } => ("order.reviewed", json!({ "seen": seen(order), "dossier": dossier })),
        Happened::ReviewVoided => return None,
        Happened::Authorised { dossier } => {
            let reviewed_by = order.state().review().map(|review| review.by);
            ("order.authorised", json!({ "seen": seen(order), "reviewed_by": reviewed_by, "dossier": dossier }))
        }
        Happened::Approved => ("order.approved", json!({})),
        Happened::Produced { token, model } => ("order.produced", json!({ "token": token, "model": model })),
        Happened::Shipped { token, .. } => ("order.shipped", json!({ "token": token })),
        Happened::Activated => ("order.activated", json!({})),
        Happened::Accepted => ("certificates.accepted", json!({})),
        Happened::WrongDataReported => ("wrong-data.reported", json!({})),
        Happened::Revoked { token } => ("order.revoked", json!({ "token": token })),
    })
}

fn seen(order: &Order) -> Option<pki::Digest> {
    order.state().review().map(|review| review.seen)
}

/// Notifies the account and the activation contact of a transition.
async fn tell(act: &mut Act<'_, Core>, order: &Order, happened: Happened) -> Result<(), StoreError> {
    let core = act.zone();
    let settings = &core.environment.settings;
    match happened {
        Happened::Placed => {
            let Some(placed) = order.placed() else { return Ok(()) };
            let amount = Amount {
                price_cents: placed.price.including_vat_cents(),
                received_cents: 0,
                by: paris::day_of(placed.at.plus(settings.payment_within)),
            };
            tell_account(act, order, |facts| Content::OrderReceived(facts, amount)).await
        }
        Happened::DossierHandedIn { .. } => {
            let awaited = progress(core, act.tx(), order.clone()).await?.of_applicant().map(|expected| expected.what).collect();
            tell_account(act, order, |order| Content::DossierReceived { order, awaited }).await
        }
        Happened::PieceRefused { piece, reason, .. } => {
            let until = order.since().plus(settings.dossier_within);
            tell_account(act, order, |order| Content::PieceRefused { order, piece, reason, until }).await
        }
        Happened::Approved => tell_account(act, order, Content::Authorised).await,
        Happened::Shipped { tracking, .. } => {
            tell_account(act, order, |order| Content::Shipped { order, tracking }).await?;
            tell_activation_contact(act, order, Content::Activate).await
        }
        Happened::Accepted => tell_account(act, order, Content::Accepted).await,
        Happened::WrongDataReported => tell_account(act, order, Content::WrongDataReported).await,
        Happened::Revoked { token } => {
            let OrderState::Revoked { at, .. } = order.state() else { return Ok(()) };
            let at = *at;
            tell_account(act, order, |order| Content::Revoked { order, token, at }).await
        }
        Happened::Corrected { .. }
        | Happened::Reviewed { .. }
        | Happened::ReviewVoided
        | Happened::Authorised { .. }
        | Happened::Produced { .. }
        | Happened::Activated => Ok(()),
    }
}

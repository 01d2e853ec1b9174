//! The history of an order: who did and decided what, and when, from the ledger.

use std::collections::HashMap;

use chassis::db::{StoreError, Tx};
use chassis::ledger;
use pki::Timestamp;
use serde_json::Value as Json;

use crate::dossiers::PieceName;
use crate::officers;
use crate::orders::{OrderId, OrderNumber};

/// What is shown of an order, by its action in the ledger.
pub const ACTS: [&str; 27] = [
    "order.placed",
    "order.changed",
    "payment.received",
    "payment.refunded",
    "piece.added",
    "piece.removed",
    "dossier.handed-in",
    "dossier.abandoned",
    "piece.viewed",
    "piece.accepted",
    "piece.refused",
    "identity.checked",
    "proofs.reopened",
    "order.reviewed",
    "review.voided",
    "order.authorised",
    "order.approved",
    "order.produced",
    "pin-letter.stored",
    "pin-letter.lost",
    "pin-letter.opened",
    "pin-letter.printed",
    "order.shipped",
    "order.activated",
    "certificates.accepted",
    "wrong-data.reported",
    "order.revoked",
];

/// Acts that are shown of an order, the latest ones.
const AT_MOST: u32 = 500;

/// An act on an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    pub at: Timestamp,
    /// One of [`ACTS`].
    pub act: &'static str,
    pub by: Actor,
    /// The piece that it is about.
    pub piece: Option<PieceName>,
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    Applicant,
    Holder,
    /// The officer of this name, even one who has left.
    Officer(String),
    /// The portal itself: a consequence of what somebody else did.
    Portal,
}

/// The acts on an order, oldest first.
pub(super) async fn history(tx: &mut Tx, order: OrderId, number: &OrderNumber) -> Result<Vec<HistoryEntry>, StoreError> {
    let mut recorded = ledger::about(tx, number.as_str(), AT_MOST).await?;
    recorded.extend(ledger::about(tx, &order.to_string(), AT_MOST).await?);
    recorded.sort_by_key(|row| row.idx);
    let mut names = HashMap::new();
    let mut history = Vec::with_capacity(recorded.len());
    for row in recorded {
        let Some(act) = ACTS.into_iter().find(|act| *act == row.action) else { continue };
        let by = match row.actor.split_once(' ') {
            Some(("officer", id)) => Actor::Officer(name(tx, id, &mut names).await?),
            Some(("account", _)) => Actor::Applicant,
            Some(("holder", _)) => Actor::Holder,
            _ => Actor::Portal,
        };
        let detail: Json = serde_json::from_str(&row.detail).unwrap_or_default();
        let piece = detail.get("piece").and_then(Json::as_str).and_then(|piece| piece.parse().ok());
        history.push(HistoryEntry { at: row.at, act, by, piece });
    }
    Ok(history)
}

/// The name of an officer; the identifier of one who is not known.
async fn name(tx: &mut Tx, id: &str, known: &mut HashMap<String, String>) -> Result<String, StoreError> {
    if let Some(name) = known.get(id) {
        return Ok(name.clone());
    }
    let found = match id.parse() {
        Ok(officer) => officers::find(tx, officer).await?.map(|found| found.officer.name().to_owned()),
        Err(_) => None,
    };
    let name = found.unwrap_or_else(|| id.to_owned());
    known.insert(id.to_owned(), name.clone());
    Ok(name)
}

//! The effect of changed data on the pieces that proved them: these must be decided on again.

use chassis::act::Act;
use chassis::db::StoreError;
use policies::Section;
use serde_json::json;

use super::store;
use crate::core::Core;
use crate::dossiers::{self, PieceState};
use crate::orders::{self, EventKind, Order};

/// Whether the officer who met the holder compared the answers of a section with the document that was shown.
const fn is_checked_face_to_face(section: Section) -> bool {
    matches!(section, Section::Identity | Section::Spelling | Section::Birth)
}

/// Takes back officers' decisions about a section that has changed: accepted pieces become received ones, and an identity check
/// is void. The timeline records it if officers have received anything that proves the section, even if they have not decided on
/// it.
pub(crate) async fn reopen_proofs(act: &mut Act<'_, Core>, order: &Order, section: Section) -> Result<(), StoreError> {
    let Some(placed) = order.placed() else { return Ok(()) };
    let dossier = dossiers::find(&act.zone().order_keys, act.tx(), order).await?;
    let mut pieces = Vec::new();
    for piece in dossier.pieces.iter().filter(|piece| piece.required.proves(section)) {
        match &piece.state {
            PieceState::Accepted { .. } => {
                dossiers::set_state(&act.zone().order_keys, act.tx(), order.id, piece.name(), &PieceState::Received).await?;
            }
            PieceState::Received => {}
            PieceState::Missing | PieceState::Refused { .. } => continue,
        }
        dossiers::forget_viewings(act.tx(), order.id, piece.name()).await?;
        pieces.push(piece.name().to_string());
    }
    let now = act.at();
    let identity_check = is_checked_face_to_face(section) && store::void_checks(act.tx(), order.id, now).await?;
    if pieces.is_empty() && !identity_check {
        return Ok(());
    }
    let detail = json!({ "section": section.name(), "pieces": pieces, "identity_check": identity_check });
    act.record("proofs.reopened", placed.number.as_str(), detail).await?;
    let event = EventKind::ProofsReopened { section: section.name().to_owned(), pieces, identity_check };
    orders::record_event(&act.zone().order_keys, act.tx(), order.id, now, &event).await
}

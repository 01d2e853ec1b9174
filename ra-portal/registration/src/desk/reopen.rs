//! The effect of changed data on the pieces that state or prove them: some have to be replaced, others decided on again.

use chassis::act::Act;
use chassis::db::{StoreError, Tx};
use policies::{ChangeEffect, Section};
use serde_json::json;

use super::store;
use crate::core::Core;
use crate::dossiers::{self, Dossier, PieceName, PieceState};
use crate::order_keys::OrderKeys;
use crate::orders::{self, EventKind, Order, OrderState};

/// What a change of a section means for an order that was placed: shown before the change, and done with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consequences {
    /// Pieces that the applicant has to replace, because they state the former answers.
    pub replaced: Vec<PieceName>,
    /// Pieces that officers have received, and decide on again.
    pub examined: Vec<PieceName>,
    /// Whether the identity has to be checked again.
    pub identity_check: bool,
    /// Whether an officer's review is voided.
    pub review: bool,
}

/// Whether the officer who met the holder compared the answers of a section with the document that was shown.
const fn is_checked_face_to_face(section: Section) -> bool {
    matches!(section, Section::Identity | Section::Spelling | Section::Birth)
}

/// What a change of a section would mean now; nothing for a draft.
pub(crate) async fn consequences(
    keys: &OrderKeys,
    tx: &mut Tx,
    order: &Order,
    section: Section,
) -> Result<Consequences, StoreError> {
    if order.placed().is_none() {
        return Ok(Consequences::default());
    }
    let dossier = dossiers::find(keys, tx, order).await?;
    let identity_check = is_checked_face_to_face(section) && store::newest_check(keys, tx, order.id).await?.is_some();
    Ok(of_change(&dossier, section, identity_check, matches!(order.state(), OrderState::Reviewed(_))))
}

fn of_change(dossier: &Dossier, section: Section, identity_check: bool, review: bool) -> Consequences {
    let mut consequences = Consequences { identity_check, review, ..Consequences::default() };
    for piece in &dossier.pieces {
        let pieces = match (piece.required.effect_of(section), &piece.state) {
            (ChangeEffect::Replace, PieceState::Missing) if piece.files.is_empty() => continue,
            (ChangeEffect::Replace, _) => &mut consequences.replaced,
            (ChangeEffect::Examine, PieceState::Received | PieceState::Accepted { .. }) => &mut consequences.examined,
            (ChangeEffect::Examine | ChangeEffect::None, _) => continue,
        };
        pieces.push(piece.name().clone());
    }
    consequences
}

/// Does what [`consequences`] says of a change that is being made: accepted pieces become received ones, pieces that state the former
/// answers are outdated, and an identity check is void. The timeline records it. `order` has the former answers.
pub(crate) async fn reopen_proofs(act: &mut Act<'_, Core>, order: &Order, section: Section) -> Result<Consequences, StoreError> {
    let keys = &act.zone().order_keys;
    let consequences = consequences(keys, act.tx(), order, section).await?;
    let Some(placed) = order.placed() else { return Ok(consequences) };
    let now = act.at();
    let dossier = dossiers::find(keys, act.tx(), order).await?;
    for piece in &dossier.pieces {
        let state = if consequences.replaced.contains(piece.name()) {
            outdated(&piece.state, section, now)
        } else if consequences.examined.contains(piece.name()) {
            PieceState::Received
        } else {
            continue;
        };
        dossiers::set_state(keys, act.tx(), order.id, piece.name(), &state).await?;
        dossiers::forget_viewings(act.tx(), order.id, piece.name()).await?;
    }
    if consequences.identity_check {
        store::void_checks(act.tx(), order.id, now).await?;
    }
    let Consequences { replaced, examined, identity_check, .. } = &consequences;
    if replaced.is_empty() && examined.is_empty() && !identity_check {
        return Ok(consequences);
    }
    let names = |pieces: &[PieceName]| pieces.iter().map(ToString::to_string).collect::<Vec<_>>();
    let (section, pieces, replaced, identity_check) =
        (section.name().to_owned(), names(examined), names(replaced), *identity_check);
    let detail = json!({ "section": section, "pieces": pieces, "replaced": replaced, "identity_check": identity_check });
    act.record("proofs.reopened", placed.number.as_str(), detail).await?;
    let event = EventKind::ProofsReopened { section, pieces, identity_check, replaced };
    orders::record_event(keys, act.tx(), order.id, now, &event).await?;
    Ok(consequences)
}

/// The state of a piece that states former answers of a section.
fn outdated(before: &PieceState, section: Section, at: pki::Timestamp) -> PieceState {
    let (mut sections, refused) = match before {
        PieceState::Outdated { sections, refused, .. } => (sections.clone(), refused.clone()),
        PieceState::Refused { reason, .. } => (Vec::new(), Some(reason.clone())),
        PieceState::Missing | PieceState::Received | PieceState::Accepted { .. } => (Vec::new(), None),
    };
    if !sections.iter().any(|known| known == section.name()) {
        sections.push(section.name().to_owned());
    }
    PieceState::Outdated { at, sections, refused }
}

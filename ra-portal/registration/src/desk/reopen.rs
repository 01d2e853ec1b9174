//! What a changed datum does to the pieces that proved it: they are to be judged again.

use chassis::act::Act;
use chassis::db::StoreError;
use serde_json::json;

use super::store;
use crate::core::Core;
use crate::dossiers::{self, PieceKind, PieceState};
use crate::orders::{self, EventKind, Order, Section};

/// The pieces that prove the answers of a section. The dossier that was signed by hand says all of them; each of the others names its
/// holder.
const fn proofs(section: Section) -> &'static [PieceKind] {
    use PieceKind::{IdentityDocument, ProofOfListing, SignedDossier};
    match section {
        Section::Identity | Section::Spelling => &[SignedDossier, IdentityDocument, ProofOfListing],
        Section::Birth => &[SignedDossier, IdentityDocument],
        Section::Listing => &[SignedDossier, ProofOfListing],
        Section::Delivery | Section::Contact | Section::Billing | Section::Terms => &[SignedDossier],
    }
}

/// Whether the officer who met the holder compared the answers of a section with the document that was shown.
const fn is_checked_face_to_face(section: Section) -> bool {
    matches!(section, Section::Identity | Section::Spelling | Section::Birth)
}

/// Takes back what officers found right about a section that has changed since: accepted pieces are received ones again, an
/// identity check is void. The timeline says so as soon as officers have something that proves the section, looked at or not.
pub(crate) async fn reopen_proofs(act: &mut Act<'_, Core>, order: &Order, section: Section) -> Result<(), StoreError> {
    let Some(placed) = order.placed() else { return Ok(()) };
    let dossier = dossiers::find(act.tx(), order.id).await?;
    let mut pieces = Vec::new();
    for kind in proofs(section) {
        match dossier.piece(*kind).map(|piece| &piece.state) {
            Some(PieceState::Accepted { .. }) => dossiers::set_state(act.tx(), order.id, *kind, &PieceState::Received).await?,
            Some(PieceState::Received) => {}
            Some(PieceState::Missing | PieceState::Refused { .. }) | None => continue,
        }
        pieces.push(kind.name().to_owned());
    }
    let now = act.at();
    let identity_check = is_checked_face_to_face(section) && store::void_checks(act.tx(), order.id, now).await?;
    if pieces.is_empty() && !identity_check {
        return Ok(());
    }
    let detail = json!({ "section": section.name(), "pieces": pieces, "identity_check": identity_check });
    act.record("proofs.reopened", placed.number.as_str(), detail).await?;
    let event = EventKind::ProofsReopened { section: section.name().to_owned(), pieces, identity_check };
    orders::record_event(act.tx(), order.id, now, &event).await
}

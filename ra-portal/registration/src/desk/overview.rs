//! An order as officers see it: the dossier beside the data that it proves, and what each officer may do.

use i18n::Language;
use pki::Digest;

use super::case_file::CaseFile;
use super::history::{HistoryEntry, history};
use super::{ApprovalRefusal, AuthoriseError, Desk, IdentityCheck, ReviewError, store};
use crate::access::{Action, allows};
use crate::dossiers::{Dossier, Piece, PieceName};
use crate::fault::{Fault, Never};
use crate::officers::{self, Officer};
use crate::orders::{self, Event, EventKind, Order, OrderId, OrderNumber, OrderState};
use crate::payments::PaymentState;

/// An order on an officer's desk.
#[derive(Clone, Debug)]
pub struct DeskOrder {
    pub order: Order,
    pub number: OrderNumber,
    pub dossier: Dossier,
    /// The current identity check, and the name of the officer who made it.
    pub check: Option<(IdentityCheck, String)>,
    /// SHA-256 of everything that a review covers, at the time of reading: the page carries it, and acts that name another digest
    /// are refused.
    pub seen: Digest,
    /// Changes of data after which pieces had to be decided on again, oldest first.
    pub reopened: Vec<Event>,
    /// Who did and decided what, oldest first.
    pub history: Vec<HistoryEntry>,
    pub payment: PaymentState,
    /// The account's verified address.
    pub email: String,
    /// The applicant's language.
    pub language: Language,
    /// The name of the officer who reviewed, if it is reviewed.
    pub reviewed_by: Option<String>,
    /// The name of the officer who authorised, if it is authorised.
    pub authorised_by: Option<String>,
    /// The certificate authority's refusal, if its latest answer was one.
    pub refusal: Option<ApprovalRefusal>,
    /// The pieces that this officer may accept, once they have opened its files.
    pub acceptable: Vec<PieceName>,
    /// The required pieces with files that this officer has not opened since they last changed.
    pub not_seen: Vec<PieceName>,
    /// The pieces that this officer may refuse.
    pub refusable: Vec<PieceName>,
    /// Whether this officer may record an identity check.
    pub may_check: bool,
    /// Whether this officer may see the pieces.
    pub may_view: bool,
    /// Whether this officer may review, or why not.
    pub review: Result<(), ReviewError>,
    /// Whether this officer may authorise, or why not.
    pub authorisation: Result<(), AuthoriseError>,
}

impl Desk {
    /// The order on this officer's desk; none when there is no such order, or it was not placed.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn desk_order(&self, officer: &Officer, id: OrderId) -> Result<Option<DeskOrder>, Fault<Never>> {
        let (now, keys) = (self.core.now(), &self.core.order_keys);
        let mut tx = self.core.db.begin_read().await?;
        let Some(case_file) = CaseFile::read(keys, &mut tx, id, now).await? else { return Ok(None) };
        let reviewed_by = case_file.order.state().review().map(|review| review.by);
        let authorised_by = match case_file.order.state() {
            OrderState::Authorised { by, .. } => Some(*by),
            _ => None,
        };
        let seen_all = case_file.has_seen_all(officer);
        let authorisation = match case_file.order.state() {
            OrderState::Reviewed(review) => {
                let reviewer = officers::acting(&mut tx, review.by, now).await?;
                let proofs = case_file.may_be_authorised(officer, review, reviewer.as_ref(), now)?;
                proofs.and(if seen_all { Ok(()) } else { Err(AuthoriseError::NotSeen) })
            }
            _ => Err(AuthoriseError::NotReviewed),
        };
        let mut names = [None, None, None];
        let checked_by = case_file.check.as_ref().map(|check| check.officer);
        for (name, by) in names.iter_mut().zip([reviewed_by, authorised_by, checked_by]) {
            if let Some(by) = by {
                *name = officers::find(&mut tx, by).await?.map(|known| known.officer.name().to_owned());
            }
        }
        let refusal = store::last_refusal(&mut tx, id).await?;
        let mut reopened = orders::events(keys, &mut tx, id).await?;
        reopened.retain(|event| matches!(event.what, EventKind::ProofsReopened { .. }));
        let history = history(&mut tx, id, &case_file.number).await?;
        drop(tx);

        let [reviewed_by, authorised_by, checked_by] = names;
        let may = |action| allows(officer.roles(), action);
        let pieces = |may_be: &dyn Fn(&Piece) -> bool| {
            let open = case_file.dossier.pieces.iter().filter(|piece| may(Action::DecideOnPiece) && may_be(piece));
            open.map(|piece| piece.name().clone()).collect()
        };
        Ok(Some(DeskOrder {
            not_seen: pieces(&|piece| piece.asked && !case_file.has_seen(officer, piece)),
            acceptable: pieces(&|piece| case_file.may_be_accepted(officer, piece)),
            refusable: pieces(&|piece| case_file.may_be_refused(officer, piece)),
            may_check: may(Action::CheckIdentity) && case_file.may_be_checked(officer).is_ok(),
            may_view: may(Action::ViewPiece),
            review: if may(Action::Review) {
                let proofs = case_file.may_be_reviewed(officer, now);
                proofs.and(if seen_all { Ok(()) } else { Err(ReviewError::NotSeen) })
            } else {
                Err(ReviewError::NotAllowed)
            },
            authorisation: if may(Action::Authorise) { authorisation } else { Err(AuthoriseError::NotAllowed) },
            seen: case_file.seen()?,
            reopened,
            history,
            check: case_file.check.zip(checked_by),
            order: case_file.order,
            number: case_file.number,
            dossier: case_file.dossier,
            payment: case_file.payment,
            email: case_file.email,
            language: case_file.language,
            reviewed_by,
            authorised_by,
            refusal,
        }))
    }
}

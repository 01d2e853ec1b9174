//! The review: the first pair of eyes.

use pki::Timestamp;
use serde_json::json;

use super::Desk;
use super::folder::Folder;
use crate::access::Action;
use crate::fault::Fault;
use crate::officers::{self, Officer};
use crate::orders::{self, EventKind, OrderId, OrderState, Review};

/// Why an order was not reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// Removed meanwhile, or no registrar.
    #[error("only a registrar may review")]
    NotAllowed,
    /// No such order.
    #[error("there is no such order")]
    NotFound,
    /// The order is not under review.
    #[error("the order is not under review")]
    NotNow,
    /// The officer is the holder.
    #[error("the officer is the holder")]
    IsHolder,
    /// The applicant changed the names, and has not confirmed how the certificate spells them.
    #[error("a section of the order is not answered")]
    Incomplete,
    /// A piece is not accepted.
    #[error("a piece is not accepted")]
    PiecesOpen,
    /// Nobody checked the identity.
    #[error("the identity was not checked")]
    NoIdentityCheck,
    /// The identity check holds no longer, or whoever made it is no officer any more.
    #[error("the identity check does not hold any more")]
    IdentityCheckEnded,
    /// The page showed something else than there is now.
    #[error("something changed since the page was shown")]
    Stale,
}

impl Desk {
    /// Finds everything right: data, pieces, identity. Payment is not needed yet. Reviewed twice by one officer, it is reviewed once.
    /// `seen` is [`DeskOrder::seen`](super::DeskOrder::seen) of the page that the officer read.
    ///
    /// # Errors
    /// See [`ReviewError`].
    pub async fn review(&self, officer: &Officer, order: OrderId, seen: &str) -> Result<(), Fault<ReviewError>> {
        let core = &self.core;
        let now = core.now();
        let mut tx = core.db.begin_write().await?;
        if !officers::may(&mut tx, officer, Action::Review).await? {
            return Err(Fault::Refused(ReviewError::NotAllowed));
        }
        let mut folder = Folder::read(&mut tx, order).await?.ok_or(Fault::Refused(ReviewError::NotFound))?;
        if matches!(&folder.order.state, OrderState::Reviewed(review) if review.by == officer.id()) {
            return Ok(());
        }
        folder.may_be_reviewed(officer, now).map_err(Fault::Refused)?;
        if !folder.is_as_seen(seen)? {
            return Err(Fault::Refused(ReviewError::Stale));
        }
        let review = Review { by: officer.id(), at: now, seen: folder.seen()? };
        let detail = json!({ "seen": review.seen, "dossier": folder.dossier.digest() });
        folder.order.state = OrderState::Reviewed(review);
        if !orders::update(&mut tx, &folder.order).await? {
            return Err(Fault::Unavailable("the order was changed meanwhile".to_owned()));
        }
        orders::record_event(&mut tx, order, now, &EventKind::Reviewed).await?;
        core.record(&mut tx, &officer.actor(), "order.reviewed", folder.number.as_str(), detail).await?;
        tx.commit().await?;
        Ok(())
    }
}

impl Folder {
    /// Whether this officer may review now.
    pub(super) fn may_be_reviewed(&self, officer: &Officer, now: Timestamp) -> Result<(), ReviewError> {
        if !matches!(self.order.state, OrderState::UnderReview { .. }) {
            return Err(ReviewError::NotNow);
        }
        if self.is_holder(officer) {
            return Err(ReviewError::IsHolder);
        }
        if !self.order.application.is_complete() {
            return Err(ReviewError::Incomplete);
        }
        if !self.dossier.is_accepted() {
            return Err(ReviewError::PiecesOpen);
        }
        match (&self.check, self.standing_check(now)) {
            (None, _) => Err(ReviewError::NoIdentityCheck),
            (Some(_), None) => Err(ReviewError::IdentityCheckEnded),
            (Some(_), Some(_)) => Ok(()),
        }
    }
}

//! The review, by the first officer.

use chassis::act::Act;
use pki::Timestamp;

use super::Desk;
use super::case_file::CaseFile;
use crate::access::Action;
use crate::core::Core;
use crate::fault::Fault;
use crate::lifecycle::apply;
use crate::officers::{self, Officer};
use crate::orders::{AcceptedDossier, OrderId, OrderState, ValidIdentityCheck};

/// Why an order was not reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// The officer was dismissed or is not a registration officer.
    #[error("only a registration officer may review")]
    NotAllowed,
    #[error("there is no such order")]
    NotFound,
    #[error("the order is not under review")]
    NotNow,
    #[error("the officer is the holder")]
    IsHolder,
    /// The applicant changed the names, and has not confirmed their spelling in the certificate.
    #[error("a section of the order is not answered")]
    Incomplete,
    #[error("a piece is not accepted")]
    PiecesOpen,
    /// The officer has not opened every file since it last changed.
    #[error("the officer has not opened every file")]
    NotSeen,
    #[error("the identity was not checked")]
    NoIdentityCheck,
    /// The identity check has expired, or the officer who made it was dismissed or has an expired certificate.
    #[error("the identity check is no longer valid")]
    IdentityCheckEnded,
    /// The order has changed since the page was shown.
    #[error("something changed since the page was shown")]
    Stale,
}

impl Desk {
    /// Approves data, pieces and identity. Payment is not needed yet. Idempotent: a repetition by the same officer changes
    /// nothing. `seen` is [`DeskOrder::seen`](super::DeskOrder::seen) of the page that the officer read.
    ///
    /// # Errors
    /// See [`ReviewError`].
    pub async fn review(&self, officer: &Officer, order: OrderId, seen: &str) -> Result<(), Fault<ReviewError>> {
        let mut act = self.core.begin(officer.actor()).await?;
        review(&mut act, officer, order, seen).await?;
        act.commit().await?;
        Ok(())
    }
}

async fn review(act: &mut Act<'_, Core>, officer: &Officer, order: OrderId, seen: &str) -> Result<(), Fault<ReviewError>> {
    let now = act.at();
    if !officers::may(act.tx(), officer, Action::Review, now).await? {
        return Err(Fault::Refused(ReviewError::NotAllowed));
    }
    let case_file =
        CaseFile::read(&act.zone().order_keys, act.tx(), order, now).await?.ok_or(Fault::Refused(ReviewError::NotFound))?;
    if matches!(case_file.order.state(), OrderState::Reviewed(review) if review.by == officer.id()) {
        return Ok(());
    }
    let (dossier, check) = case_file.may_be_reviewed(officer, now).map_err(Fault::Refused)?;
    if !case_file.is_as_seen(seen)? {
        return Err(Fault::Refused(ReviewError::Stale));
    }
    if !case_file.has_seen_all(officer) {
        return Err(Fault::Refused(ReviewError::NotSeen));
    }
    let seen = case_file.seen()?;
    apply(act, case_file.order.review(officer.id(), seen, dossier, check, now)?).await?;
    Ok(())
}

impl CaseFile {
    /// The proofs with which this officer may review now.
    pub(super) fn may_be_reviewed(
        &self,
        officer: &Officer,
        now: Timestamp,
    ) -> Result<(AcceptedDossier, ValidIdentityCheck), ReviewError> {
        if !matches!(self.order.state(), OrderState::UnderReview { .. }) {
            return Err(ReviewError::NotNow);
        }
        if self.is_holder(officer.record()) {
            return Err(ReviewError::IsHolder);
        }
        if !self.order.application.is_complete() {
            return Err(ReviewError::Incomplete);
        }
        let dossier = self.dossier.accepted().ok_or(ReviewError::PiecesOpen)?;
        if self.check.is_none() {
            return Err(ReviewError::NoIdentityCheck);
        }
        let check = self.valid_check(now).ok_or(ReviewError::IdentityCheckEnded)?;
        Ok((dossier, check))
    }
}

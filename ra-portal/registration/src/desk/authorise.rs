//! The authorisation: the second pair of eyes.

use ca_contract::issuance::Approve;
use chassis::db::StoreError;
use pki::{Digest, Id, SystemRandom, Timestamp};

use super::Desk;
use super::folder::Folder;
use super::statement::statement;
use super::store::{self, Unsettled};
use crate::Boundary;
use crate::access::Action;
use crate::fault::Fault;
use crate::lifecycle::apply;
use crate::officers::{self, Enrolled, Officer};
use crate::orders::{AcceptedDossier, CannotAuthorise, OrderId, OrderState, PaidInFull, Review, ValidIdentityCheck};

/// Why an order was not authorised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthoriseError {
    /// Removed meanwhile, or no registrar.
    #[error("only a registrar may authorise")]
    NotAllowed,
    /// No such order.
    #[error("there is no such order")]
    NotFound,
    /// The order is not reviewed.
    #[error("the order is not reviewed")]
    NotReviewed,
    /// The person who reviewed it, perhaps with another certificate.
    #[error("whoever reviewed may not authorise")]
    FourEyes,
    /// The officer is the holder.
    #[error("the officer is the holder")]
    IsHolder,
    /// The order is not paid.
    #[error("the order is not paid")]
    NotPaid,
    /// The identity check holds no longer, or whoever made it was removed or has an expired certificate.
    #[error("the identity check does not hold any more")]
    IdentityCheckEnded,
    /// The names are not spelled in Latin letters yet, or another section is not answered.
    #[error("a section of the order is not answered")]
    Incomplete,
    /// The page showed something else than there is now.
    #[error("something changed since the page was shown")]
    Stale,
    /// Something changed since the review: the review is void.
    #[error("something changed since the review, which is void")]
    Changed,
    /// Whoever reviewed was removed since, or their certificate has expired: the review is void.
    #[error("whoever reviewed may not act as an officer any more, and the review is void")]
    ReviewerRemoved,
    /// The policies name no such court, or the order lacks a section.
    #[error("the order cannot be put into a statement under the policies in force")]
    NoStatement,
}

impl AuthoriseError {
    /// Why the review does not stand any more; nothing for the other reasons.
    const fn voids(self) -> Option<&'static str> {
        match self {
            Self::Changed => Some("changed"),
            Self::ReviewerRemoved => Some("reviewer-removed"),
            _ => None,
        }
    }
}

impl Desk {
    /// Authorises a reviewed order, and tells the certificate authority; when it does not answer, the background work asks again.
    /// Authorised twice by one officer, it is authorised once. `seen` is [`DeskOrder::seen`](super::DeskOrder::seen) of the page that
    /// the officer read.
    ///
    /// # Errors
    /// See [`AuthoriseError`].
    pub async fn authorise(&self, officer: &Officer, order: OrderId, seen: &str) -> Result<(), Fault<AuthoriseError>> {
        let Some(authorisation) = self.record_authorisation(officer, order, seen).await? else { return Ok(()) };
        self.core.environment.boundaries.reach(Boundary::Authorised);
        if let Err(fault) = self.ask_approval(&authorisation).await {
            tracing::warn!(%fault, %order, "the certificate authority was not told of an authorisation; asked again later");
        }
        Ok(())
    }

    /// None when the officer authorised it before.
    async fn record_authorisation(
        &self,
        officer: &Officer,
        order: OrderId,
        seen: &str,
    ) -> Result<Option<Unsettled>, Fault<AuthoriseError>> {
        let core = &self.core;
        let mut act = core.begin(officer.actor()).await?;
        let now = act.at();
        if !officers::may(act.tx(), officer, Action::Authorise, now).await? {
            return Err(Fault::Refused(AuthoriseError::NotAllowed));
        }
        let folder = Folder::read(act.tx(), order, now).await?.ok_or(Fault::Refused(AuthoriseError::NotFound))?;
        let review = match folder.order.state() {
            OrderState::Authorised { by, .. } if *by == officer.id() => return Ok(None),
            OrderState::Reviewed(review) => review.clone(),
            _ => return Err(Fault::Refused(AuthoriseError::NotReviewed)),
        };
        let reviewer = officers::acting(act.tx(), review.by, now).await?;
        let Proofs { dossier, check, paid } = match folder.may_be_authorised(officer, &review, reviewer.as_ref(), now)? {
            Ok(proofs) => proofs,
            Err(refusal) => {
                if let Some(why) = refusal.voids() {
                    apply(&mut act, folder.order.void_review(why, now)?).await?;
                    act.commit().await?;
                }
                return Err(Fault::Refused(refusal));
            }
        };
        if !folder.is_as_seen(seen)? {
            return Err(Fault::Refused(AuthoriseError::Stale));
        }
        let statement = statement(&folder, &core.environment.policies);
        let statement = statement.ok_or(Fault::Refused(AuthoriseError::NoStatement))?;
        let question = Approve { statement, reviewed_by: review.by.retyped(), authorised_by: officer.id().retyped() };
        let authorisation = Unsettled { id: Id::generate(now, &mut SystemRandom), order, question };
        store::insert_authorisation(act.tx(), &core.questions(), &authorisation, now).await?;
        let authorised = folder.order.authorise(officer.id(), dossier, check, paid, now).map_err(|fault| match fault {
            CannotAuthorise::NotNow(_) => Fault::Refused(AuthoriseError::NotReviewed),
            CannotAuthorise::FourEyes => Fault::Refused(AuthoriseError::FourEyes),
        })?;
        apply(&mut act, authorised).await?;
        act.commit().await?;
        Ok(Some(authorisation))
    }
}

/// What an authorisation takes.
pub(super) struct Proofs {
    dossier: AcceptedDossier,
    check: ValidIdentityCheck,
    paid: PaidInFull,
}

impl Folder {
    /// The proofs with which this officer may authorise what `review` saw; `reviewer` is who made it, if they may still act.
    pub(super) fn may_be_authorised(
        &self,
        officer: &Officer,
        review: &Review,
        reviewer: Option<&Enrolled>,
        now: Timestamp,
    ) -> Result<Result<Proofs, AuthoriseError>, StoreError> {
        let seen = self.seen()?;
        Ok(self.proofs_for(officer, review, reviewer, seen, now))
    }

    fn proofs_for(
        &self,
        officer: &Officer,
        review: &Review,
        reviewer: Option<&Enrolled>,
        seen: Digest,
        now: Timestamp,
    ) -> Result<Proofs, AuthoriseError> {
        let reviewer = reviewer.ok_or(AuthoriseError::ReviewerRemoved)?;
        if reviewer.officer.is_same_person(officer.record()) {
            return Err(AuthoriseError::FourEyes);
        }
        if self.is_holder(officer.record()) || self.is_holder(&reviewer.officer) {
            return Err(AuthoriseError::IsHolder);
        }
        if seen != review.seen {
            return Err(AuthoriseError::Changed);
        }
        if !self.order.application.is_complete() {
            return Err(AuthoriseError::Incomplete);
        }
        let dossier = self.dossier.accepted().ok_or(AuthoriseError::Changed)?;
        let check = self.valid_check(now).ok_or(AuthoriseError::IdentityCheckEnded)?;
        let paid = self.payment.paid_in_full().ok_or(AuthoriseError::NotPaid)?;
        Ok(Proofs { dossier, check, paid })
    }
}

//! The authorisation, by the second officer.

use ca_contract::issuance::Approve;
use chassis::act::Act;
use chassis::db::StoreError;
use chassis::incident::IncidentId;
use pki::{Digest, Id, SystemRandom, Timestamp};

use super::Desk;
use super::authorisation::Unsettled;
use super::case_file::CaseFile;
use super::statement::statement;
use super::store;
use crate::Failpoint;
use crate::access::Action;
use crate::core::Core;
use crate::fault::{Fault, incident_of_repeated};
use crate::lifecycle::apply;
use crate::officers::{self, Enrolled, Officer};
use crate::orders::{AcceptedDossier, CannotAuthorise, OrderId, OrderState, PaidInFull, Review, ValidIdentityCheck};

/// Why an order was not authorised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthoriseError {
    /// The officer was dismissed or is not a registration officer.
    #[error("only a registration officer may authorise")]
    NotAllowed,
    #[error("there is no such order")]
    NotFound,
    #[error("the order is not reviewed")]
    NotReviewed,
    /// The same person reviewed it, perhaps with another certificate.
    #[error("the officer who reviewed may not authorise")]
    FourEyes,
    #[error("the officer is the holder")]
    IsHolder,
    #[error("the order is not paid")]
    NotPaid,
    /// The officer has not opened every file since it last changed.
    #[error("the officer has not opened every file")]
    NotSeen,
    /// The identity check has expired, or the officer who made it was dismissed or has an expired certificate.
    #[error("the identity check is no longer valid")]
    IdentityCheckEnded,
    /// The names are not spelled in Latin letters yet, or another section is not answered.
    #[error("a section of the order is not answered")]
    Incomplete,
    /// The order has changed since the page was shown.
    #[error("something changed since the page was shown")]
    Stale,
    /// The order has changed since the review, which is void.
    #[error("something changed since the review, which is void")]
    Changed,
    /// The reviewer was dismissed, or their certificate has expired: the review is void.
    #[error("the reviewer may no longer act as an officer, and the review is void")]
    ReviewerRemoved,
    /// The policies name no such court, or the order lacks a section.
    #[error("the order cannot be put into a statement under the policies in force")]
    NoStatement,
}

impl AuthoriseError {
    /// Why the review is void; none for the other reasons.
    const fn voids(self) -> Option<&'static str> {
        match self {
            Self::Changed => Some("changed"),
            Self::ReviewerRemoved => Some("reviewer-removed"),
            _ => None,
        }
    }
}

impl Desk {
    /// Authorises a reviewed order and sends it to the certificate authority; if that does not answer, the background job sends
    /// it again. Returns the incident that prevents this, if there is one. Idempotent: a repetition by the same officer changes
    /// nothing. `seen` is
    /// [`DeskOrder::seen`](super::DeskOrder::seen) of the page that the officer read.
    ///
    /// # Errors
    /// See [`AuthoriseError`].
    pub async fn authorise(
        &self,
        officer: &Officer,
        order: OrderId,
        seen: &str,
    ) -> Result<Option<IncidentId>, Fault<AuthoriseError>> {
        // A repeated authorisation waits until the certificate authority has answered the first.
        let _turn = self.core.turn("authorisation", order.as_bytes()).await?;
        let mut act = self.core.begin(officer.actor()).await?;
        let decided = authorise(&mut act, officer, order, seen).await?;
        act.commit().await?;
        let Some(authorisation) = decided.map_err(Fault::Refused)? else { return Ok(None) };
        self.core.environment.failpoints.hit(Failpoint::Authorised);
        let asked = self.ask_approval(&authorisation).await;
        Ok(incident_of_repeated(asked, format_args!("the authorisation of the order {order}")))
    }
}

/// Returns the authorisation to send to the certificate authority; none when the officer authorised the order before. A refusal
/// is returned as a value, so that it is committed: it may void the review.
async fn authorise(
    act: &mut Act<'_, Core>,
    officer: &Officer,
    order: OrderId,
    seen: &str,
) -> Result<Result<Option<Unsettled>, AuthoriseError>, Fault<AuthoriseError>> {
    let (core, now) = (act.zone(), act.at());
    if !officers::may(act.tx(), officer, Action::Authorise, now).await? {
        return Ok(Err(AuthoriseError::NotAllowed));
    }
    let Some(case_file) = CaseFile::read(&act.zone().order_keys, act.tx(), order, now).await? else {
        return Ok(Err(AuthoriseError::NotFound));
    };
    let review = match case_file.order.state() {
        OrderState::Authorised { by, .. } if *by == officer.id() => return Ok(Ok(None)),
        OrderState::Reviewed(review) => review.clone(),
        _ => return Ok(Err(AuthoriseError::NotReviewed)),
    };
    let reviewer = officers::acting(act.tx(), review.by, now).await?;
    let Proofs { dossier, check, paid } = match case_file.may_be_authorised(officer, &review, reviewer.as_ref(), now)? {
        Ok(proofs) => proofs,
        Err(refusal) => {
            if let Some(why) = refusal.voids() {
                apply(act, case_file.order.void_review(why, now)?).await?;
            }
            return Ok(Err(refusal));
        }
    };
    if !case_file.is_as_seen(seen)? {
        return Ok(Err(AuthoriseError::Stale));
    }
    if !case_file.has_seen_all(officer) {
        return Ok(Err(AuthoriseError::NotSeen));
    }
    let Some(statement) = statement(&case_file, &core.environment.policies) else { return Ok(Err(AuthoriseError::NoStatement)) };
    let question = Approve { statement, reviewed_by: review.by.retyped(), authorised_by: officer.id().retyped() };
    let authorisation = Unsettled { id: Id::generate(now, &mut SystemRandom), order, question };
    let authorised = match case_file.order.authorise(officer.id(), dossier, check, paid, now) {
        Ok(authorised) => authorised,
        Err(CannotAuthorise::NotNow(_)) => return Ok(Err(AuthoriseError::NotReviewed)),
        Err(CannotAuthorise::FourEyes) => return Ok(Err(AuthoriseError::FourEyes)),
    };
    store::insert_authorisation(act.tx(), &core.questions(), &authorisation, now).await?;
    apply(act, authorised).await?;
    Ok(Ok(Some(authorisation)))
}

/// The proofs that an authorisation needs.
pub(super) struct Proofs {
    dossier: AcceptedDossier,
    check: ValidIdentityCheck,
    paid: PaidInFull,
}

impl CaseFile {
    /// The proofs with which this officer may authorise the given `review`; `reviewer` is the officer who made it, if they may
    /// still act.
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

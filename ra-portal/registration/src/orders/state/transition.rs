//! The transitions of an order. Each consumes the order and the proof it needs, and returns the order in its next state together
//! with what happened; [`lifecycle::apply`](crate::lifecycle::apply) writes both.

use pki::{Digest, Timestamp, TokenNumber};
use policies::PieceName;

use super::{
    AcceptedDossier, CompleteDossier, Order, OrderState, PaidInFull, Placed, PrintedPinLetter, Review, ValidIdentityCheck,
};
use crate::access::OfficerId;
use crate::fault::Fault;
use crate::orders::{Application, Section};

/// An order after a transition that is not written yet.
#[derive(Debug)]
#[must_use = "a transition takes effect only when it is applied"]
pub(crate) struct Transition {
    /// The order in its next state.
    pub(crate) order: Order,
    pub(crate) happened: Happened,
    pub(crate) at: Timestamp,
    /// Why the review that was valid until now is void.
    pub(crate) review_voided: Option<String>,
}

/// What happened to an order, with the facts for ledger, timeline and messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Happened {
    Placed,
    Corrected {
        section: Section,
    },
    DossierHandedIn {
        dossier: Digest,
    },
    PieceRefused {
        piece: PieceName,
        reason: String,
        dossier: Digest,
    },
    /// The first officer approved everything.
    Reviewed {
        dossier: Digest,
    },
    /// The review became void, and nothing else happened.
    ReviewVoided,
    /// The second officer authorised it.
    Authorised {
        dossier: Digest,
    },
    /// The certificate authority recorded the approval.
    Approved,
    Produced {
        token: TokenNumber,
        model: String,
    },
    Shipped {
        token: TokenNumber,
        tracking: Option<String>,
    },
    Activated,
    Accepted,
    WrongDataReported,
    Revoked {
        token: TokenNumber,
    },
}

/// The state of the order does not allow this transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order in state {0} does not allow this")]
pub(crate) struct NotNow(pub(crate) &'static str);

/// The act should have ruled this transition out before: a defect of this program, logged as an incident; nothing was written.
impl<E> From<NotNow> for Fault<E> {
    fn from(refusal: NotNow) -> Self {
        Self::incident(refusal)
    }
}

/// Why an order was not authorised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CannotAuthorise {
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// The same officer reviewed it.
    #[error("the officer who reviewed an order may not authorise it")]
    FourEyes,
}

impl Order {
    fn to(self, state: OrderState, happened: Happened, at: Timestamp) -> Transition {
        Transition { order: Self { state, ..self }, happened, at, review_voided: None }
    }

    const fn not_now(&self) -> NotNow {
        NotNow(self.state.name())
    }

    /// Places a draft; the caller has checked its answers.
    pub(crate) fn place(self, placed: Placed) -> Result<Transition, NotNow> {
        if !matches!(self.state, OrderState::Draft) || !self.application.is_complete() {
            return Err(self.not_now());
        }
        let at = placed.at;
        let order = Self { placed: Some(placed), ..self };
        Ok(order.to(OrderState::DossierAwaited { since: at }, Happened::Placed, at))
    }

    /// Replaces the answers. This voids a review, which covers them all. `outdates` a piece that was handed in: the applicant has to
    /// replace it.
    pub(crate) fn correct(
        self,
        section: Section,
        application: Application,
        outdates: bool,
        at: Timestamp,
    ) -> Result<Transition, NotNow> {
        if self.placed.is_some() && !self.state.is_correctable() {
            return Err(self.not_now());
        }
        let reviewed = matches!(self.state, OrderState::Reviewed(_));
        let with_officers = matches!(self.state, OrderState::UnderReview { .. } | OrderState::CorrectionAsked { .. });
        let state = if outdates && (reviewed || with_officers) {
            OrderState::CorrectionAsked { since: at }
        } else if reviewed {
            OrderState::UnderReview { since: at }
        } else {
            self.state.clone()
        };
        let order = Self { application, ..self };
        let transition = order.to(state, Happened::Corrected { section }, at);
        Ok(Transition { review_voided: reviewed.then(|| section.name().to_owned()), ..transition })
    }

    /// Hands in the dossier, or the replacements of refused pieces.
    pub(crate) fn hand_in(self, dossier: CompleteDossier, at: Timestamp) -> Result<Transition, NotNow> {
        match self.state {
            OrderState::DossierAwaited { .. } | OrderState::CorrectionAsked { .. } if self.application.is_complete() => {
                Ok(self.to(OrderState::UnderReview { since: at }, Happened::DossierHandedIn { dossier: dossier.digest() }, at))
            }
            _ => Err(self.not_now()),
        }
    }

    /// Sends a piece back to the applicant; `dossier` is the digest of the dossier that the officer saw.
    pub(crate) fn refuse_piece(
        self,
        piece: &PieceName,
        reason: &str,
        dossier: Digest,
        at: Timestamp,
    ) -> Result<Transition, NotNow> {
        let reviewed = matches!(self.state, OrderState::Reviewed(_));
        if !reviewed && !matches!(self.state, OrderState::UnderReview { .. } | OrderState::CorrectionAsked { .. }) {
            return Err(self.not_now());
        }
        let happened = Happened::PieceRefused { piece: piece.clone(), reason: reason.to_owned(), dossier };
        let transition = self.to(OrderState::CorrectionAsked { since: at }, happened, at);
        Ok(Transition { review_voided: reviewed.then(|| piece.to_string()), ..transition })
    }

    /// Records the first officer's approval of everything; `seen` is the digest of what the officer was shown.
    pub(crate) fn review(
        self,
        by: OfficerId,
        seen: Digest,
        dossier: AcceptedDossier,
        _: ValidIdentityCheck,
        at: Timestamp,
    ) -> Result<Transition, NotNow> {
        if !matches!(self.state, OrderState::UnderReview { .. }) || !self.application.is_complete() {
            return Err(self.not_now());
        }
        let review = Review { by, at, seen };
        Ok(self.to(OrderState::Reviewed(review), Happened::Reviewed { dossier: dossier.digest() }, at))
    }

    /// Voids a review, or an authorisation that the certificate authority refused: the first officer decides again.
    pub(crate) fn void_review(self, why: &str, at: Timestamp) -> Result<Transition, NotNow> {
        if !matches!(self.state, OrderState::Reviewed(_) | OrderState::Authorised { approved_at: None, .. }) {
            return Err(self.not_now());
        }
        let transition = self.to(OrderState::UnderReview { since: at }, Happened::ReviewVoided, at);
        Ok(Transition { review_voided: Some(why.to_owned()), ..transition })
    }

    /// Records that the second officer authorises what the first reviewed.
    pub(crate) fn authorise(
        self,
        by: OfficerId,
        dossier: AcceptedDossier,
        _: ValidIdentityCheck,
        _: PaidInFull,
        at: Timestamp,
    ) -> Result<Transition, CannotAuthorise> {
        let review = match &self.state {
            OrderState::Reviewed(_) if !self.application.is_complete() => return Err(self.not_now().into()),
            OrderState::Reviewed(review) => review.clone(),
            _ => return Err(self.not_now().into()),
        };
        if review.by == by {
            return Err(CannotAuthorise::FourEyes);
        }
        let state = OrderState::Authorised { review, by, at, approved_at: None };
        Ok(self.to(state, Happened::Authorised { dossier: dossier.digest() }, at))
    }

    /// Records that the certificate authority accepted the two officers' approval.
    pub(crate) fn approve(mut self, at: Timestamp) -> Result<Transition, NotNow> {
        match &mut self.state {
            OrderState::Authorised { approved_at: approved_at @ None, .. } => *approved_at = Some(at),
            _ => return Err(self.not_now()),
        }
        let state = self.state.clone();
        Ok(self.to(state, Happened::Approved, at))
    }

    /// Records that the station put the certificates on a token, which the certificate authority allows for approved orders only.
    pub(crate) fn produce(self, token: TokenNumber, model: String, at: Timestamp) -> Result<Transition, NotNow> {
        if !matches!(self.state, OrderState::Authorised { approved_at: Some(_), .. }) {
            return Err(self.not_now());
        }
        let state = OrderState::InProduction { token: token.clone(), since: at };
        Ok(self.to(state, Happened::Produced { token, model }, at))
    }

    /// Records that the token was handed to the carrier, after its PIN letter was printed.
    pub(crate) fn ship(self, _: PrintedPinLetter, tracking: Option<String>, at: Timestamp) -> Result<Transition, NotNow> {
        let OrderState::InProduction { token, .. } = &self.state else { return Err(self.not_now()) };
        let token = token.clone();
        let state = OrderState::Shipped { token: token.clone(), at, tracking: tracking.clone() };
        Ok(self.to(state, Happened::Shipped { token, tracking }, at))
    }

    /// Records that the holder logged in with a certificate of the token that was sent.
    pub(crate) fn activate(self, at: Timestamp) -> Result<Transition, NotNow> {
        let OrderState::Shipped { token, .. } = &self.state else { return Err(self.not_now()) };
        let state = OrderState::Activated { token: token.clone(), at };
        Ok(self.to(state, Happened::Activated, at))
    }

    /// Records that the holder accepts the certificates.
    pub(crate) fn accept(self, at: Timestamp) -> Result<Transition, NotNow> {
        let OrderState::Activated { token, .. } = &self.state else { return Err(self.not_now()) };
        let state = OrderState::Accepted { token: token.clone(), at };
        Ok(self.to(state, Happened::Accepted, at))
    }

    /// Records that the holder reports wrong data instead of accepting.
    pub(crate) fn report_wrong_data(self, report: String, at: Timestamp) -> Result<Transition, NotNow> {
        let OrderState::Activated { token, .. } = &self.state else { return Err(self.not_now()) };
        let state = OrderState::WrongDataReported { token: token.clone(), at, report };
        Ok(self.to(state, Happened::WrongDataReported, at))
    }

    /// Records that the certificate authority revoked the certificates of the order's token.
    pub(crate) fn revoke(self, token: TokenNumber, at: Timestamp) -> Result<Transition, NotNow> {
        if self.placed.is_none() || matches!(self.state, OrderState::Revoked { .. }) {
            return Err(self.not_now());
        }
        let state = OrderState::Revoked { token: token.clone(), at };
        Ok(self.to(state, Happened::Revoked { token }, at))
    }
}

#[cfg(test)]
mod tests;

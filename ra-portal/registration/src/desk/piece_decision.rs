//! Decisions on single pieces: accepted, or refused with a reason. Only a refused piece goes back to the applicant.

use std::fmt;

use chassis::act::Act;
use serde_json::json;

use super::Desk;
use super::case_file::CaseFile;
use crate::access::Action;
use crate::core::Core;
use crate::dossiers::{self, LookedUp, Piece, PieceName, PieceState};
use crate::fault::Fault;
use crate::lifecycle::apply;
use crate::officers::{self, Officer};
use crate::orders::{OrderId, OrderState};
use crate::people::is_invisible;

/// Maximum characters of a reason.
const REASON: usize = 500;

/// Why a piece was refused, for the applicant: 1 to 500 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

/// Why a text is not a valid reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReasonFault {
    #[error("a reason is needed")]
    Missing,
    #[error("a reason has at most {REASON} characters")]
    TooLong,
}

impl Reason {
    /// Joins the officer's choice and text; line breaks are kept.
    ///
    /// # Errors
    /// See [`ReasonFault`].
    pub fn parse(text: &str) -> Result<Self, ReasonFault> {
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let text = lines
            .collect::<Vec<_>>()
            .join("\n")
            .trim()
            .replace(|letter: char| !matches!(letter, '\n' | ' ') && is_invisible(letter), "");
        match text.chars().count() {
            0 => Err(ReasonFault::Missing),
            1..=REASON => Ok(Self(text)),
            _ => Err(ReasonFault::TooLong),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why no decision on a piece was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PieceDecisionError {
    /// The officer was dismissed or is not a registration officer.
    #[error("only a registration officer may decide on a piece")]
    NotAllowed,
    #[error("there is no such order")]
    NotFound,
    /// The piece is with the applicant, or the order has left the officers.
    #[error("the piece cannot be decided on now")]
    NotNow,
    #[error("the officer is the holder")]
    IsHolder,
    /// The officer has not opened every file of the piece since it last changed. A piece can be refused without that: its file may
    /// be one that does not open.
    #[error("the officer has not opened every file of the piece")]
    NotSeen,
    /// The order has changed since the page was shown.
    #[error("something changed since the page was shown")]
    Stale,
    /// The piece is accepted only with the court's list that the officer consulted.
    #[error("the address and the day of the consulted list are missing")]
    LookUpMissing,
}

impl Desk {
    /// Accepts a piece. Idempotent. `seen` is [`DeskOrder::seen`](super::DeskOrder::seen) of the page that the officer read: a
    /// piece is accepted as proof of the data beside it and of no other. `looked_up` is kept with the piece and in the ledger if
    /// the piece asks for it, else ignored.
    ///
    /// # Errors
    /// See [`PieceDecisionError`].
    pub async fn accept_piece(
        &self,
        officer: &Officer,
        order: OrderId,
        name: &PieceName,
        looked_up: Option<LookedUp>,
        seen: &str,
    ) -> Result<(), Fault<PieceDecisionError>> {
        let mut act = self.core.begin(officer.actor()).await?;
        accept(&mut act, officer, order, name, looked_up, seen).await?;
        act.commit().await?;
        Ok(())
    }

    /// Refuses a piece: it alone goes back to the applicant, with the reason. Idempotent. `seen` is as for
    /// [`accept_piece`](Self::accept_piece): a piece that the officer has not seen cannot be refused.
    ///
    /// # Errors
    /// See [`PieceDecisionError`].
    pub async fn refuse_piece(
        &self,
        officer: &Officer,
        order: OrderId,
        name: &PieceName,
        reason: &Reason,
        seen: &str,
    ) -> Result<(), Fault<PieceDecisionError>> {
        let mut act = self.core.begin(officer.actor()).await?;
        refuse(&mut act, officer, order, name, reason, seen).await?;
        act.commit().await?;
        Ok(())
    }
}

async fn accept(
    act: &mut Act<'_, Core>,
    officer: &Officer,
    order: OrderId,
    name: &PieceName,
    looked_up: Option<LookedUp>,
    seen: &str,
) -> Result<(), Fault<PieceDecisionError>> {
    let at = act.at();
    let is_looked_up = act.zone().environment.policies.piece(name).is_some_and(|piece| piece.looked_up);
    let looked_up = looked_up.filter(|_| is_looked_up);
    let case_file = on_the_desk(act, officer, order).await?;
    let piece = case_file.dossier.piece(name).ok_or(Fault::Refused(PieceDecisionError::NotNow))?;
    match &piece.state {
        PieceState::Accepted { .. } => return Ok(()),
        PieceState::Received if case_file.may_be_accepted(officer, piece) => {}
        _ => return Err(Fault::Refused(PieceDecisionError::NotNow)),
    }
    if !case_file.is_as_seen(seen)? {
        return Err(Fault::Refused(PieceDecisionError::Stale));
    }
    if !case_file.has_seen(officer, piece) {
        return Err(Fault::Refused(PieceDecisionError::NotSeen));
    }
    if is_looked_up && looked_up.is_none() {
        return Err(Fault::Refused(PieceDecisionError::LookUpMissing));
    }
    let mut detail = json!({ "piece": name, "dossier": case_file.dossier.digest() });
    if let Some(looked_up) = &looked_up {
        detail["looked_up"] = json!(looked_up);
    }
    dossiers::set_state(&act.zone().order_keys, act.tx(), order, name, &PieceState::Accepted { at, looked_up }).await?;
    Ok(act.record("piece.accepted", case_file.number.as_str(), detail).await?)
}

async fn refuse(
    act: &mut Act<'_, Core>,
    officer: &Officer,
    order: OrderId,
    name: &PieceName,
    reason: &Reason,
    seen: &str,
) -> Result<(), Fault<PieceDecisionError>> {
    let at = act.at();
    let case_file = on_the_desk(act, officer, order).await?;
    let piece = case_file.dossier.piece(name).ok_or(Fault::Refused(PieceDecisionError::NotNow))?;
    match &piece.state {
        PieceState::Refused { reason: known, .. } if *known == reason.0 => return Ok(()),
        _ if case_file.may_be_refused(officer, piece) => {}
        _ => return Err(Fault::Refused(PieceDecisionError::NotNow)),
    }
    if !case_file.is_as_seen(seen)? {
        return Err(Fault::Refused(PieceDecisionError::Stale));
    }
    let refused = case_file.order.refuse_piece(name, &reason.0, case_file.dossier.digest(), at)?;
    dossiers::set_state(&act.zone().order_keys, act.tx(), order, name, &PieceState::Refused { at, reason: reason.0.clone() })
        .await?;
    apply(act, refused).await?;
    Ok(())
}

async fn on_the_desk(act: &mut Act<'_, Core>, officer: &Officer, order: OrderId) -> Result<CaseFile, Fault<PieceDecisionError>> {
    let now = act.at();
    if !officers::may(act.tx(), officer, Action::DecideOnPiece, now).await? {
        return Err(Fault::Refused(PieceDecisionError::NotAllowed));
    }
    let case_file = CaseFile::read(&act.zone().order_keys, act.tx(), order, now)
        .await?
        .ok_or(Fault::Refused(PieceDecisionError::NotFound))?;
    if case_file.is_holder(officer.record()) { Err(Fault::Refused(PieceDecisionError::IsHolder)) } else { Ok(case_file) }
}

impl CaseFile {
    /// Whether the piece was handed in and awaits a decision.
    pub(super) fn may_be_accepted(&self, officer: &Officer, piece: &Piece) -> bool {
        let here = matches!(self.order.state(), OrderState::UnderReview { .. } | OrderState::CorrectionAsked { .. });
        here && matches!(piece.state, PieceState::Received) && !self.is_holder(officer.record())
    }

    /// Whether the piece may be sent back: as long as the order is not authorised, since a second look may find what the first
    /// did not. A piece that became necessary only by a later correction is requested in this way.
    pub(super) fn may_be_refused(&self, officer: &Officer, piece: &Piece) -> bool {
        use OrderState::{CorrectionAsked, Reviewed, UnderReview};
        let here = matches!(self.order.state(), UnderReview { .. } | CorrectionAsked { .. } | Reviewed(_));
        let with_officers = match piece.state {
            PieceState::Received | PieceState::Accepted { .. } => true,
            PieceState::Missing => piece.asked && !matches!(self.order.state(), CorrectionAsked { .. }),
            PieceState::Refused { .. } | PieceState::Outdated { .. } => false,
        };
        here && with_officers && !self.is_holder(officer.record())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_to_five_hundred_characters() {
        assert_eq!(Reason::parse(" \n\t"), Err(ReasonFault::Missing));
        assert_eq!(Reason::parse(&"é".repeat(501)), Err(ReasonFault::TooLong));
        assert_eq!(Reason::parse(&"é".repeat(500)).map(|reason| reason.to_string()), Ok("é".repeat(500)));
        let reason = Reason::parse("La  copie est illisible.\r\n Envoyez-la en \u{202e}couleurs.\u{7}").unwrap();
        assert_eq!(reason.to_string(), "La copie est illisible.\nEnvoyez-la en couleurs.");
    }
}

//! Handing in the dossier to the officers.

use chassis::act::Act;
use policies::{RequiredPiece, Section};

use super::upload::of_account;
use super::{Dossiers, PieceState, store};
use crate::accounts::AccountId;
use crate::core::Core;
use crate::fault::Fault;
use crate::lifecycle::apply;
use crate::orders::{OrderId, OrderState};

/// Why the dossier was not handed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandInError {
    /// The account has no such order.
    #[error("there is no such order")]
    NotFound,
    #[error("the order is not placed yet")]
    NotPlaced,
    /// The spelling of changed names is not confirmed, or another section is not answered.
    #[error("section {} must be answered", .0.name())]
    Incomplete(Section),
    /// Pieces are missing.
    #[error("{} pieces are missing", .0.len())]
    Awaited(Vec<RequiredPiece>),
}

impl Dossiers {
    /// Hands in the dossier, or the pieces that were requested again. Idempotent.
    ///
    /// # Errors
    /// See [`HandInError`].
    pub async fn hand_in_dossier(&self, account: AccountId, order: OrderId) -> Result<(), Fault<HandInError>> {
        let mut act = self.core.begin(format!("account {account}")).await?;
        hand_in(&mut act, account, order).await?;
        act.commit().await?;
        Ok(())
    }
}

async fn hand_in(act: &mut Act<'_, Core>, account: AccountId, order: OrderId) -> Result<(), Fault<HandInError>> {
    let now = act.at();
    let found = of_account(&act.zone().order_keys, act.tx(), account, order).await?;
    let (found, dossier) = found.ok_or(Fault::Refused(HandInError::NotFound))?;
    match found.state() {
        OrderState::Draft => return Err(Fault::Refused(HandInError::NotPlaced)),
        OrderState::DossierAwaited { .. } | OrderState::CorrectionAsked { .. } => {}
        _ => return Ok(()),
    }
    if let Some(section) = found.application.first_unanswered() {
        return Err(Fault::Refused(HandInError::Incomplete(section)));
    }
    let complete = dossier.complete().map_err(|missing| Fault::Refused(HandInError::Awaited(missing)))?;
    let handed_in = found.hand_in(complete, now)?;
    for piece in dossier.pieces.iter().filter(|piece| piece.asked && piece.is_open()) {
        store::set_state(&act.zone().order_keys, act.tx(), order, piece.name(), &PieceState::Received).await?;
    }
    store::handed_in(act.tx(), order, now).await?;
    apply(act, handed_in).await?;
    Ok(())
}

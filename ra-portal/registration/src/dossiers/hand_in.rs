//! Handing the dossier in: from then on it is with the officers.

use serde_json::json;

use super::upload::of_account;
use super::{Dossiers, PieceKind, PieceState, store};
use crate::accounts::AccountId;
use crate::fault::Fault;
use crate::messages::{self, Content};
use crate::orders::{self, EventKind, OrderId, OrderState, Section};

/// Why the dossier was not handed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandInError {
    /// No order of this account.
    #[error("there is no such order")]
    NotFound,
    /// The order is not placed yet.
    #[error("the order is not placed yet")]
    NotPlaced,
    /// The spelling of changed names is not confirmed, or another section is not answered.
    #[error("section {} is to be answered", .0.name())]
    Incomplete(Section),
    /// Pieces are still to come.
    #[error("{0:?} are still to come")]
    Awaited(Vec<PieceKind>),
}

impl Dossiers {
    /// Hands the dossier in, or what was asked for again. Handed in twice, it is handed in once.
    ///
    /// # Errors
    /// See [`HandInError`].
    pub async fn hand_in_dossier(&self, account: AccountId, order: OrderId) -> Result<(), Fault<HandInError>> {
        let core = &self.core;
        let now = core.now();
        let mut tx = core.db.begin_write().await?;
        let found = of_account(&mut tx, account, order).await?;
        let (mut found, dossier) = found.ok_or(Fault::Refused(HandInError::NotFound))?;
        match found.state {
            OrderState::Draft => return Err(Fault::Refused(HandInError::NotPlaced)),
            OrderState::DossierAwaited { .. } | OrderState::CorrectionAsked { .. } => {}
            _ => return Ok(()),
        }
        if let Some(section) = found.application.first_unanswered() {
            return Err(Fault::Refused(HandInError::Incomplete(section)));
        }
        let awaited = dossier.awaited();
        if !awaited.is_empty() {
            return Err(Fault::Refused(HandInError::Awaited(awaited)));
        }
        let number = found.placed.as_ref().map(|placed| placed.number.clone());
        let number = number.ok_or(Fault::Refused(HandInError::NotPlaced))?;
        for piece in dossier.pieces.iter().filter(|piece| piece.is_open()) {
            store::set_state(&mut tx, order, piece.kind, &PieceState::Received).await?;
        }
        store::handed_in(&mut tx, order, now).await?;
        found.state = OrderState::UnderReview { since: now };
        if !orders::update(&mut tx, &found).await? {
            return Err(Fault::Unavailable("the order was changed meanwhile".to_owned()));
        }
        orders::record_event(&mut tx, order, now, &EventKind::DossierReceived).await?;
        let detail = json!({ "dossier": dossier.digest() });
        core.record(&mut tx, &format!("account {account}"), "dossier.handed-in", number.as_str(), detail).await?;
        messages::tell_account(core, &mut tx, &found, Content::DossierReceived).await?;
        tx.commit().await?;
        Ok(())
    }
}

//! Viewing a dossier: applicants see the state of its pieces; officers see the contents, which is recorded.

use chassis::act::Act;
use serde_json::json;
use zeroize::Zeroizing;

use super::upload::of_account;
use super::{Dossier, Dossiers, PieceFile, PieceFileId, PieceName, store, viewings};
use crate::access::Action;
use crate::accounts::AccountId;
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::officers::{self, Officer};
use crate::orders::{self, Order, OrderId, OrderNumber};

/// An order with its dossier, for its applicant.
#[derive(Clone, Debug)]
pub struct ApplicantDossier {
    pub order: Order,
    /// The state of each piece, with the names of its files.
    pub dossier: Dossier,
}

/// A file that an officer views.
#[derive(Clone)]
pub struct ViewedFile {
    pub file: PieceFile,
    /// The content, wiped from memory when dropped.
    pub content: Zeroizing<Vec<u8>>,
}

/// Why a file is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ViewError {
    /// The officer was dismissed or is not a registration officer.
    #[error("only a registration officer may see this")]
    NotAllowed,
    #[error("there is no such file")]
    NotFound,
}

impl Dossiers {
    /// The dossier of an account's order; none when the order does not belong to the account.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn dossier(&self, account: AccountId, order: OrderId) -> Result<Option<ApplicantDossier>, Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        let found = of_account(&self.core.order_keys, &mut tx, account, order).await?;
        Ok(found.map(|(order, dossier)| ApplicantDossier { order, dossier }))
    }

    /// A file for an officer; the viewing is recorded before anything is shown.
    ///
    /// # Errors
    /// See [`ViewError`].
    pub async fn view_piece_file(
        &self,
        officer: &Officer,
        order: OrderId,
        name: &PieceName,
        file: PieceFileId,
    ) -> Result<ViewedFile, Fault<ViewError>> {
        let core = &self.core;
        let mut act = core.begin(officer.actor()).await?;
        let (number, file) = record_viewing(&mut act, officer, order, name, file).await?;
        act.commit().await?;

        let key = core.dossier_keys.of(&number).await.map_err(|fault| fault.map(|never| match never {}))?;
        let content = core.fetch(key, order, file.id).await.map_err(|fault| fault.map(|never| match never {}))?;
        Ok(ViewedFile { file, content })
    }
}

async fn record_viewing(
    act: &mut Act<'_, Core>,
    officer: &Officer,
    order: OrderId,
    name: &PieceName,
    file: PieceFileId,
) -> Result<(OrderNumber, PieceFile), Fault<ViewError>> {
    let now = act.at();
    if !officers::may(act.tx(), officer, Action::ViewPiece, now).await? {
        return Err(Fault::Refused(ViewError::NotAllowed));
    }
    let not_found = || Fault::Refused(ViewError::NotFound);
    let found = orders::find(&act.zone().order_keys, act.tx(), order).await?.ok_or_else(not_found)?;
    let number = found.placed().map(|placed| placed.number.clone()).ok_or_else(not_found)?;
    let dossier = store::find(&act.zone().order_keys, act.tx(), &found).await?;
    let files = dossier.piece(name).map(|piece| piece.files.as_slice()).unwrap_or_default();
    let file = files.iter().find(|known| known.id == file).cloned().ok_or_else(not_found)?;
    viewings::record(act.tx(), file.id, officer.id(), now).await?;
    let detail = json!({ "piece": name, "file": file.id, "digest": file.digest });
    act.record("piece.viewed", number.as_str(), detail).await?;
    Ok((number, file))
}

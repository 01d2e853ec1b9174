//! Viewing a dossier: applicants see the state of its pieces; officers see pictures of its pages, and may download a file. Both are
//! recorded.

use chassis::act::Act;
use serde_json::json;
use zeroize::Zeroizing;

use super::file_store::Part;
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

/// A file that an officer downloads.
#[derive(Clone)]
pub struct ViewedFile {
    pub file: PieceFile,
    /// The content, wiped from memory when dropped.
    pub content: Zeroizing<Vec<u8>>,
}

/// The picture of a page, a JPEG; wiped from memory when dropped.
#[derive(Clone)]
pub struct ViewedPage(pub Zeroizing<Vec<u8>>);

/// Why a file is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ViewError {
    /// The officer was dismissed or is not a registration officer.
    #[error("only a registration officer may see this")]
    NotAllowed,
    /// There is no such file, or no picture of this page.
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

    /// The picture of a page, counted from 1, for an officer; the viewing is recorded before anything is shown.
    ///
    /// # Errors
    /// See [`ViewError`].
    pub async fn view_page(
        &self,
        officer: &Officer,
        order: OrderId,
        name: &PieceName,
        file: PieceFileId,
        page: usize,
    ) -> Result<ViewedPage, Fault<ViewError>> {
        let mut act = self.core.begin(officer.actor()).await?;
        let found = found(&mut act, officer, order, name, file).await?;
        if !found.1.pages.as_ref().is_some_and(|pages| pages.has(page)) {
            return Err(Fault::Refused(ViewError::NotFound));
        }
        record_viewing(&mut act, officer, name, &found, page).await?;
        act.commit().await?;
        self.content(order, found, Part::Page(page)).await.map(|(_, picture)| ViewedPage(picture))
    }

    /// A file as it was sent, for an officer; the download is recorded before.
    ///
    /// # Errors
    /// See [`ViewError`].
    pub async fn download_piece_file(
        &self,
        officer: &Officer,
        order: OrderId,
        name: &PieceName,
        file: PieceFileId,
    ) -> Result<ViewedFile, Fault<ViewError>> {
        let mut act = self.core.begin(officer.actor()).await?;
        let found = found(&mut act, officer, order, name, file).await?;
        let now = act.at();
        viewings::record(act.tx(), found.1.id, officer.id(), now).await?;
        record(&mut act, "piece.downloaded", name, &found).await?;
        act.commit().await?;
        self.content(order, found, Part::Original).await.map(|(file, content)| ViewedFile { file, content })
    }

    async fn content(
        &self,
        order: OrderId,
        (number, file): Found,
        part: Part,
    ) -> Result<(PieceFile, Zeroizing<Vec<u8>>), Fault<ViewError>> {
        let key = self.core.dossier_keys.of(&number).await.map_err(|fault| fault.map(|never| match never {}))?;
        let content = self.core.fetch(key, order, file.id, part).await.map_err(|fault| fault.map(|never| match never {}))?;
        Ok((file, content))
    }
}

type Found = (OrderNumber, PieceFile);

/// The file, if the officer may see it.
async fn found(
    act: &mut Act<'_, Core>,
    officer: &Officer,
    order: OrderId,
    name: &PieceName,
    file: PieceFileId,
) -> Result<Found, Fault<ViewError>> {
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
    Ok((number, file))
}

/// Records that the officer sees a page. The ledger gets one row for all pages that are looked at together.
async fn record_viewing(
    act: &mut Act<'_, Core>,
    officer: &Officer,
    name: &PieceName,
    found: &Found,
    page: usize,
) -> Result<(), Fault<ViewError>> {
    let (now, file) = (act.at(), found.1.id);
    let pages = found.1.pages.as_ref().map_or(page, |pages| pages.count);
    if viewings::record_page(act.tx(), file, officer.id(), (page, pages), now).await? {
        record(act, "piece.viewed", name, found).await?;
    }
    Ok(())
}

async fn record(
    act: &mut Act<'_, Core>,
    event: &'static str,
    name: &PieceName,
    (number, file): &Found,
) -> Result<(), Fault<ViewError>> {
    let detail = json!({ "piece": name, "file": file.id, "digest": file.digest });
    act.record(event, number.as_str(), detail).await?;
    Ok(())
}

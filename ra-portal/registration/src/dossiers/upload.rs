//! Adding and removing files, before the dossier is handed in and after a piece was refused.

use std::sync::Arc;

use chassis::act::Act;
use chassis::db::Tx;
use examination::{ExamineError, Examined};
use pki::{Digest, Id, SystemRandom};
use serde_json::json;

use super::{
    Dossier, Dossiers, FileFault, MOST_OCTETS_OF_ORDER, Pages, Piece, PieceFile, PieceFileId, PieceName, PieceState, store,
};
use crate::Failpoint;
use crate::accounts::AccountId;
use crate::core::Core;
use crate::fault::Fault;
use crate::order_keys::OrderKeys;
use crate::orders::{self, Order, OrderId, OrderNumber, OrderState};
use crate::people::is_invisible;

/// Maximum characters that are kept of a file's name.
const NAME: usize = 100;

/// An uploaded file.
#[derive(Clone)]
pub struct Upload {
    /// The file name sent by the applicant's browser.
    pub name: String,
    pub content: Vec<u8>,
}

/// Why a file was refused; other files are not affected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UploadError {
    /// The account has no such order.
    #[error("there is no such order")]
    NotFound,
    /// The dossier was handed in, or this piece was accepted.
    #[error("this piece cannot be changed now")]
    NotNow,
    /// The file itself is not acceptable.
    #[error("{0}")]
    File(#[from] FileFault),
    /// The piece was refused with a file of the same content.
    #[error("this file was refused with the piece")]
    AlreadyRefused,
    /// The answers that a file of the same content states were changed since.
    #[error("this file states answers that were changed")]
    Outdated,
    #[error("this piece has at most {at_most} files")]
    TooManyFiles {
        /// The piece's limit.
        at_most: u8,
    },
    /// The dossier's files would exceed the limit in octets.
    #[error("{left} octets are left for this order's files")]
    DossierFull {
        /// Octets that can still be added.
        left: u64,
    },
}

/// Why a file was not removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RemoveError {
    /// The account has no such order.
    #[error("there is no such order")]
    NotFound,
    /// The dossier was handed in, or this piece was accepted.
    #[error("this piece cannot be changed now")]
    NotNow,
}

impl Dossiers {
    /// Adds a file to a piece; a large photograph is scaled down. The same content is stored only once.
    ///
    /// # Errors
    /// See [`UploadError`].
    pub async fn add_piece_file(
        &self,
        account: AccountId,
        order: OrderId,
        name: &PieceName,
        upload: Upload,
    ) -> Result<PieceFileId, Fault<UploadError>> {
        let core = &self.core;
        let digest = Digest::of(&upload.content);
        let length = upload.content.len() as u64;
        let (number, known) =
            admit(&core.order_keys, &mut core.db.begin_read().await?, account, order, name, digest, length).await?;
        if let Some(known) = known {
            return Ok(known);
        }
        let content = Arc::new(upload.content);
        let Examined { media, reduced, pages: pictures } = core.examine(Arc::clone(&content)).await?;
        let (content, digest, length) = match reduced {
            Some(file) => (Arc::new(file.to_vec()), Digest::of(&file), file.len() as u64),
            None => (content, digest, length),
        };
        let key = core.dossier_keys.of(&number).await.map_err(|fault| fault.map(|never| match never {}))?;

        let received_at = core.now();
        let id: PieceFileId = Id::generate(received_at, &mut SystemRandom);
        let mut act = core.begin("portal").await?;
        store::insert_unattached(act.tx(), order, id, received_at).await?;
        act.commit().await?;
        let pages = Some(Pages::of(&pictures));
        core.keep(key, order, id, Some(content), pictures).await.map_err(|fault| fault.map(|never| match never {}))?;
        core.environment.failpoints.hit(Failpoint::PieceStored);

        let file = PieceFile { id, name: shown_name(&upload.name), media, pages, length, digest, received_at };
        // A file that stays unattached after a refusal is removed by the sweep.
        let mut act = core.begin(format!("account {account}")).await?;
        let added = add(&mut act, account, order, name, &file).await?;
        act.commit().await?;
        Ok(added)
    }

    /// Removes a file from a piece. Idempotent: does nothing if it is not there.
    ///
    /// # Errors
    /// See [`RemoveError`].
    pub async fn remove_piece_file(
        &self,
        account: AccountId,
        order: OrderId,
        name: &PieceName,
        file: PieceFileId,
    ) -> Result<(), Fault<RemoveError>> {
        let mut act = self.core.begin(format!("account {account}")).await?;
        let removed = remove(&mut act, account, order, name, file).await?;
        act.commit().await?;
        // If discarding fails, the sweep removes the bytes later.
        if removed && let Err(fault) = self.discard_unattached(order, file).await {
            tracing::warn!(%fault, "a removed file is still in the folder");
        }
        Ok(())
    }
}

impl Core {
    /// Finds out what a file is, and draws its pages.
    async fn examine(&self, content: Arc<Vec<u8>>) -> Result<Examined, Fault<UploadError>> {
        self.environment.examiner.examine(content).await.map_err(|fault| match fault {
            ExamineError::Refused(fault) => Fault::Refused(UploadError::File(fault)),
            ExamineError::Failed(fault) => Fault::unavailable(format!("a file could not be examined: {fault}")),
        })
    }
}

/// Adds a stored file, unless the piece has one of the same content; returns the piece's file.
async fn add(
    act: &mut Act<'_, Core>,
    account: AccountId,
    order: OrderId,
    name: &PieceName,
    file: &PieceFile,
) -> Result<PieceFileId, Fault<UploadError>> {
    let PieceFile { id, digest, length, .. } = *file;
    let (number, known) = admit(&act.zone().order_keys, act.tx(), account, order, name, digest, length).await?;
    if let Some(known) = known {
        return Ok(known);
    }
    if !store::remove_unattached(act.tx(), id).await? {
        return Err(Fault::unavailable("the upload took so long that its file was removed"));
    }
    store::insert_file(&act.zone().order_keys, act.tx(), order, name, file).await?;
    let detail = json!({ "piece": name, "file": id, "digest": digest, "length": length });
    act.record("piece.added", number.as_str(), detail).await?;
    Ok(id)
}

/// Removes a file from a piece; returns whether it was there.
async fn remove(
    act: &mut Act<'_, Core>,
    account: AccountId,
    order: OrderId,
    name: &PieceName,
    file: PieceFileId,
) -> Result<bool, Fault<RemoveError>> {
    let now = act.at();
    let (found, dossier) =
        of_account(&act.zone().order_keys, act.tx(), account, order).await?.ok_or(Fault::Refused(RemoveError::NotFound))?;
    let (number, piece) = open_piece(&found, &dossier, name).ok_or(Fault::Refused(RemoveError::NotNow))?;
    if !piece.files.iter().any(|known| known.id == file) {
        return Ok(false);
    }
    store::remove_file(act.tx(), order, file, now).await?;
    act.record("piece.removed", number.as_str(), json!({ "piece": name, "file": file })).await?;
    Ok(true)
}

/// The account's order with its dossier.
pub(super) async fn of_account(
    keys: &OrderKeys,
    tx: &mut Tx,
    account: AccountId,
    order: OrderId,
) -> Result<Option<(Order, Dossier)>, chassis::db::StoreError> {
    let Some(found) = orders::find(keys, tx, order).await?.filter(|found| found.account == account) else { return Ok(None) };
    let dossier = store::find(keys, tx, &found).await?;
    Ok(Some((found, dossier)))
}

/// The order's number and the piece, if the applicant may change it.
fn open_piece<'a>(order: &Order, dossier: &'a Dossier, name: &PieceName) -> Option<(OrderNumber, &'a Piece)> {
    let theirs = matches!(order.state(), OrderState::DossierAwaited { .. } | OrderState::CorrectionAsked { .. });
    let piece = dossier.piece(name).filter(|piece| theirs && piece.is_open())?;
    Some((order.placed()?.number.clone(), piece))
}

/// Whether the file may be added to the piece, or is there already.
async fn admit(
    keys: &OrderKeys,
    tx: &mut Tx,
    account: AccountId,
    order: OrderId,
    name: &PieceName,
    digest: Digest,
    length: u64,
) -> Result<(OrderNumber, Option<PieceFileId>), Fault<UploadError>> {
    let (found, dossier) = of_account(keys, tx, account, order).await?.ok_or(Fault::Refused(UploadError::NotFound))?;
    let open = open_piece(&found, &dossier, name).filter(|(_, piece)| piece.asked);
    let (number, piece) = open.ok_or(Fault::Refused(UploadError::NotNow))?;
    if let Some(known) = piece.files.iter().find(|known| known.digest == digest) {
        return match piece.state {
            _ if !piece.is_superseded(known) => Ok((number, Some(known.id))),
            PieceState::Outdated { .. } => Err(Fault::Refused(UploadError::Outdated)),
            _ => Err(Fault::Refused(UploadError::AlreadyRefused)),
        };
    }
    let at_most = piece.required.files.at_most;
    if piece.files.len() >= usize::from(at_most) {
        return Err(Fault::Refused(UploadError::TooManyFiles { at_most }));
    }
    let left = MOST_OCTETS_OF_ORDER.saturating_sub(dossier.length());
    if length > left && length <= super::MOST_OCTETS_OF_FILE {
        return Err(Fault::Refused(UploadError::DossierFull { left }));
    }
    Ok((number, None))
}

/// A file's name for display: its last component, printable, of bounded length.
fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let spaced = last.chars().map(|letter| if letter.is_whitespace() && !letter.is_control() { ' ' } else { letter });
    // Direction marks change the reading order: `exe.pdf` can be made to read `fdp.exe`.
    let shown: String = spaced.filter(|letter| *letter == ' ' || !is_invisible(*letter)).take(NAME).collect();
    if shown.trim().is_empty() { "-".to_owned() } else { shown.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::shown_name;

    #[test]
    fn a_name_is_shown_without_its_folder_and_invisible_characters() {
        assert_eq!(shown_name("C:\\Users\\Maëlle\\carte d'identité.pdf"), "carte d'identité.pdf");
        assert_eq!(shown_name("../../etc/passwd"), "passwd");
        assert_eq!(shown_name("carte\u{a0}recto.pdf"), "carte recto.pdf");
        assert_eq!(shown_name("scan\u{202e}fdp.exe\n"), "scanfdp.exe");
        assert_eq!(shown_name(" \u{200b}"), "-");
        assert_eq!(shown_name(&"é".repeat(300)).chars().count(), 100);
    }
}

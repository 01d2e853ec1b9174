//! Removal of files that nobody will need: those that belong to no piece, and those of dossiers that were never handed in.

use std::time::Duration;

use chassis::act::Act;
use chassis::db::StoreError;
use serde_json::json;

use super::{Dossiers, PieceFileId, store};
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::orders::{self, OrderId};

/// The longest time that an upload may take; a longer one is aborted.
const ON_ITS_WAY: Duration = Duration::from_secs(3600);

impl Dossiers {
    /// Removes unattached files older than an hour, and the files of abandoned dossiers: at most a hundred of each, the next call
    /// continues.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn sweep_dossiers(&self) -> Result<(), Fault<Never>> {
        let core = &self.core;
        let now = core.now();
        let mut tx = core.db.begin_read().await?;
        let abandoned = store::abandoned_before(&mut tx, now.minus(core.environment.settings.abandoned_after)).await?;
        drop(tx);
        for order in abandoned {
            self.empty_dossier(order).await?;
        }
        let mut tx = core.db.begin_read().await?;
        let unattached = store::unattached_before(&mut tx, now.minus(ON_ITS_WAY)).await?;
        drop(tx);
        for (order, file) in unattached {
            self.discard_unattached(order, file).await?;
        }
        Ok(())
    }

    /// Removes the bytes of an unattached file.
    pub(super) async fn discard_unattached(&self, order: OrderId, file: PieceFileId) -> Result<(), Fault<Never>> {
        self.core.discard(order, file).await?;
        let mut act = self.core.begin("portal").await?;
        store::remove_unattached(act.tx(), file).await?;
        act.commit().await?;
        Ok(())
    }

    async fn empty_dossier(&self, order: OrderId) -> Result<(), Fault<Never>> {
        let mut act = self.core.begin("portal").await?;
        let files = abandon(&mut act, order).await?;
        act.commit().await?;
        for file in files {
            self.discard_unattached(order, file).await?;
        }
        Ok(())
    }
}

/// Removes the files of an abandoned dossier from their pieces. They stay in the folder until they are discarded.
async fn abandon(act: &mut Act<'_, Core>, order: OrderId) -> Result<Vec<PieceFileId>, StoreError> {
    let now = act.at();
    // Checked again: the applicant may have come back meanwhile.
    let before = now.minus(act.zone().environment.settings.abandoned_after);
    if !store::abandoned_before(act.tx(), before).await?.contains(&order) {
        return Ok(Vec::new());
    }
    let Some(found) = orders::find(&act.zone().order_keys, act.tx(), order).await? else { return Ok(Vec::new()) };
    let dossier = store::find(&act.zone().order_keys, act.tx(), &found).await?;
    let files: Vec<PieceFileId> = dossier.pieces.iter().flat_map(|piece| &piece.files).map(|file| file.id).collect();
    for file in &files {
        store::remove_file(act.tx(), order, *file, now).await?;
    }
    let subject = found.placed().map_or_else(|| order.to_string(), |placed| placed.number.to_string());
    act.record("dossier.abandoned", &subject, json!({ "files": files.len() })).await?;
    Ok(files)
}

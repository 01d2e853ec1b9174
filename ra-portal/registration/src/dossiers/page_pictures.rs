//! The pictures of the pages of uploaded files: what officers see instead of the file.

use std::sync::Arc;

use chassis::db::{Row, StoreError, Tx, Value};
use examination::ExamineError;

use super::file_store::Part;
use super::{Dossiers, Pages, Piece, PieceFileId};
use crate::fault::{Fault, Never};
use crate::orders::{self, OrderId, OrderNumber};
use crate::tables::{PAGE_PICTURES, PIECE_FILES};

/// Adds the pages to the files of an order's pieces.
pub(super) async fn add_to(tx: &mut Tx, order: OrderId, pieces: &mut [Piece]) -> Result<(), StoreError> {
    let sql = "select p.file_id, p.pages, p.not_drawn from page_pictures p join piece_files f on f.id = p.file_id \
               where f.order_id = $1";
    let pages = |row: &Row| {
        let file: PieceFileId = row.id("file_id")?;
        if let Some(known) = pieces.iter_mut().flat_map(|piece| &mut piece.files).find(|known| known.id == file) {
            known.pages = Some(Pages { count: row.number("pages")?, not_drawn: row.json("not_drawn")? });
        }
        Ok(())
    };
    PAGE_PICTURES.list(tx, sql, &[order.into()], pages).await.map(drop)
}

pub(super) async fn insert(tx: &mut Tx, file: PieceFileId, pages: &Pages) -> Result<(), StoreError> {
    let sql = "insert into page_pictures (file_id, pages, not_drawn) values ($1, $2, $3) on conflict (file_id) do nothing";
    tx.execute(sql, &[file.into(), Value::number(pages.count)?, Value::json(&pages.not_drawn)?]).await.map(drop)
}

/// Removes what is known about a file's pages; their pictures stay in the folder until the file is discarded.
pub(super) async fn remove(tx: &mut Tx, file: PieceFileId) -> Result<(), StoreError> {
    tx.execute("delete from page_pictures where file_id = $1", &[file.into()]).await.map(drop)
}

/// A file of an earlier version.
type Undrawn = (PieceFileId, OrderId);

impl Dossiers {
    /// Draws the pages of files that an earlier version stored: at most a hundred, the next call continues.
    ///
    /// # Errors
    /// [`Fault::Failed`] only, after the other files were drawn.
    pub async fn draw_pages_of_older_files(&self) -> Result<(), Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        let sql = "select f.id, f.order_id from piece_files f where not exists \
                   (select 1 from page_pictures p where p.file_id = f.id) order by f.received_at limit 100";
        let undrawn: Vec<Undrawn> =
            PIECE_FILES.readable(&mut tx, sql, &[], |row| Ok((row.id("id")?, row.id("order_id")?))).await?;
        drop(tx);
        let mut done = Ok(());
        for (file, order) in undrawn {
            if let Err(fault) = self.draw_pages(file, order).await {
                done = Err(fault);
            }
        }
        done
    }

    async fn draw_pages(&self, file: PieceFileId, order: OrderId) -> Result<(), Fault<Never>> {
        let core = &self.core;
        let mut tx = core.db.begin_read().await?;
        let number: Option<OrderNumber> =
            orders::find(&core.order_keys, &mut tx, order).await?.and_then(|found| Some(found.placed()?.number.clone()));
        drop(tx);
        let Some(number) = number else { return Ok(()) };
        let key = core.dossier_keys.of(&number).await?;
        let mut content = core.fetch(Arc::clone(&key), order, file, Part::Original).await?;
        let pictures = match core.environment.examiner.examine(Arc::new(std::mem::take(&mut *content))).await {
            Ok(examined) => examined.pages,
            Err(ExamineError::Refused(_)) => Vec::new(),
            Err(ExamineError::Failed(fault)) => return Err(Fault::unavailable(format!("a file could not be examined: {fault}"))),
        };
        let pages = Pages::of(&pictures);
        core.keep(key, order, file, None, pictures).await?;
        let mut act = core.begin("portal").await?;
        // It may have been removed meanwhile; then the sweep removes the pictures with it.
        let sql = "select id from piece_files where id = $1";
        if act.tx().row(sql, &[file.into()]).await?.is_some() {
            insert(act.tx(), file, &pages).await?;
        }
        act.commit().await?;
        Ok(())
    }
}

//! Which files of a dossier which officer has seen since they last changed.

use std::collections::BTreeSet;
use std::time::Duration;

use chassis::db::{StoreError, Tx};
use pki::Timestamp;

use super::{Piece, PieceFileId, PieceName};
use crate::access::OfficerId;
use crate::orders::OrderId;
use crate::tables::PIECE_VIEWINGS;

/// The pages of a file that was opened as a whole, a bit for each.
const EVERY_PAGE: i64 = i64::MAX;

/// The files that officers have seen whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Viewings(BTreeSet<(PieceFileId, OfficerId)>);

impl Viewings {
    /// Those of an order's dossier.
    pub(crate) async fn of(tx: &mut Tx, order: OrderId) -> Result<Self, StoreError> {
        let sql = "select v.file, v.officer from piece_viewings v join piece_files f on f.id = v.file \
                   where f.order_id = $1 and v.pages = $2";
        let viewing = |row: &chassis::db::Row| Ok((row.id("file")?, row.id("officer")?));
        PIECE_VIEWINGS
            .list(tx, sql, &[order.into(), EVERY_PAGE.into()], viewing)
            .await
            .map(|seen| Self(seen.into_iter().collect()))
    }

    /// Whether the officer has seen every file of the piece.
    pub(crate) fn have_all_of(&self, piece: &Piece, officer: OfficerId) -> bool {
        piece.files.iter().all(|file| self.0.contains(&(file.id, officer)))
    }
}

/// Records that an officer opened a file.
pub(super) async fn record(tx: &mut Tx, file: PieceFileId, officer: OfficerId, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into piece_viewings (file, officer, pages, seen_at) values ($1, $2, $3, $4) \
         on conflict (file, officer) do update set pages = excluded.pages, seen_at = excluded.seen_at",
        &[file.into(), officer.into(), EVERY_PAGE.into(), at.into()],
    )
    .await
    .map(drop)
}

/// How long an officer's looking at a file is one viewing.
const ONE_VIEWING: Duration = Duration::from_secs(3600);

/// Records that an officer saw one of the pages of a file, counted from 1; the last of them makes it whole. Returns whether this begins
/// another viewing.
pub(super) async fn record_page(
    tx: &mut Tx,
    file: PieceFileId,
    officer: OfficerId,
    (page, pages): (usize, usize),
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "select file, officer, pages, seen_at from piece_viewings where file = $1 and officer = $2";
    let read = |row: &chassis::db::Row| Ok((row.int("pages")?, row.timestamp("seen_at")?));
    let known = PIECE_VIEWINGS.find(tx, sql, &[file.into(), officer.into()], read).await?;
    let seen = known.map_or(0, |(seen, _)| seen) | (1 << (page - 1));
    let all = (1 << pages) - 1;
    let seen = if seen & all == all { EVERY_PAGE } else { seen };
    tx.execute(
        "insert into piece_viewings (file, officer, pages, seen_at) values ($1, $2, $3, $4) \
         on conflict (file, officer) do update set pages = excluded.pages, seen_at = excluded.seen_at",
        &[file.into(), officer.into(), seen.into(), at.into()],
    )
    .await?;
    Ok(known.is_none_or(|(_, seen_at)| seen_at.plus(ONE_VIEWING) <= at))
}

/// Forgets who has seen the files of a piece, because the data that it proves changed.
pub(crate) async fn forget_viewings(tx: &mut Tx, order: OrderId, piece: &PieceName) -> Result<(), StoreError> {
    let sql = "delete from piece_viewings where file in (select id from piece_files where order_id = $1 and kind = $2)";
    tx.execute(sql, &[order.into(), piece.as_str().into()]).await.map(drop)
}

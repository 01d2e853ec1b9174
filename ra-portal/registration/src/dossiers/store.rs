//! Dossiers, pieces and files.

use chassis::db::{Row, StoreError, Tx};
use pki::{Id, Timestamp};

use super::{Dossier, Media, Piece, PieceFile, PieceFileId, PieceKind, PieceState};
use crate::orders::OrderId;

const fn unreadable(column: &'static str) -> StoreError {
    StoreError::Inconsistent { column, problem: "is not what this program writes" }
}

/// An order's dossier; of an order that has none, its pieces are missing.
pub(crate) async fn find(tx: &mut Tx, order: OrderId) -> Result<Dossier, StoreError> {
    let states = tx.rows("select kind, state from pieces where order_id = $1", &[order.as_bytes().into()]).await?;
    let sql =
        "select id, kind, name, media, length, digest, received_at from piece_files where order_id = $1 order by received_at, id";
    let files = tx.rows(sql, &[order.as_bytes().into()]).await?;
    let mut pieces = PieceKind::ALL.map(|kind| Piece { kind, state: PieceState::Missing, files: Vec::new() });
    for row in &states {
        let kind = row.text("kind")?;
        let piece = pieces.iter_mut().find(|piece| piece.kind.name() == kind).ok_or(unreadable("kind"))?;
        piece.state = serde_json::from_str(&row.text("state")?).map_err(|_| unreadable("state"))?;
    }
    for row in &files {
        let kind = row.text("kind")?;
        let piece = pieces.iter_mut().find(|piece| piece.kind.name() == kind).ok_or(unreadable("kind"))?;
        piece.files.push(file(row)?);
    }
    Ok(Dossier { pieces: pieces.into() })
}

fn file(row: &Row) -> Result<PieceFile, StoreError> {
    let media = row.text("media")?;
    Ok(PieceFile {
        id: id(row)?,
        name: row.text("name")?,
        media: Media::ALL.into_iter().find(|known| known.name() == media).ok_or(unreadable("media"))?,
        length: u64::try_from(row.int("length")?).map_err(|_| unreadable("length"))?,
        digest: row.digest("digest")?,
        received_at: row.timestamp("received_at")?,
    })
}

fn id(row: &Row) -> Result<PieceFileId, StoreError> {
    Id::from_slice(&row.blob("id")?).ok_or(unreadable("id"))
}

/// Says how a piece stands.
pub(crate) async fn set_state(tx: &mut Tx, order: OrderId, kind: PieceKind, state: &PieceState) -> Result<(), StoreError> {
    let state = serde_json::to_string(state).map_err(|_| unreadable("state"))?;
    tx.execute(
        "insert into pieces (order_id, kind, state) values ($1, $2, $3) on conflict (order_id, kind) do update set state = $3",
        &[order.as_bytes().into(), kind.name().into(), state.into()],
    )
    .await
    .map(drop)
}

/// Notes that a file may come to lie in the folder, or still lies there.
pub(super) async fn insert_loose(tx: &mut Tx, order: OrderId, file: PieceFileId, since: Timestamp) -> Result<(), StoreError> {
    let sql = "insert into loose_files (id, order_id, since) values ($1, $2, $3)";
    tx.execute(sql, &[file.as_bytes().into(), order.as_bytes().into(), since.into()]).await.map(drop)
}

/// Notes that a file is no longer loose: a piece has it, or it is gone. False when that was known.
pub(super) async fn remove_loose(tx: &mut Tx, file: PieceFileId) -> Result<bool, StoreError> {
    Ok(tx.execute("delete from loose_files where id = $1", &[file.as_bytes().into()]).await? == 1)
}

/// Files that have been loose since before a moment, at most 100.
pub(super) async fn loose_before(tx: &mut Tx, moment: Timestamp) -> Result<Vec<(OrderId, PieceFileId)>, StoreError> {
    let sql = "select id, order_id from loose_files where since < $1 order by since limit 100";
    let rows = tx.rows(sql, &[moment.into()]).await?;
    rows.iter().map(|row| Ok((order_id(row)?, id(row)?))).collect()
}

fn order_id(row: &Row) -> Result<OrderId, StoreError> {
    Id::from_slice(&row.blob("order_id")?).ok_or(unreadable("order_id"))
}

/// Gives a file to a piece.
pub(super) async fn insert_file(tx: &mut Tx, order: OrderId, kind: PieceKind, file: &PieceFile) -> Result<(), StoreError> {
    let length = i64::try_from(file.length).map_err(|_| unreadable("length"))?;
    tx.execute(
        "insert into piece_files (id, order_id, kind, name, media, length, digest, received_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            file.id.as_bytes().into(),
            order.as_bytes().into(),
            kind.name().into(),
            file.name.as_str().into(),
            file.media.name().into(),
            length.into(),
            file.digest.into(),
            file.received_at.into(),
        ],
    )
    .await?;
    touch(tx, order, file.received_at).await
}

/// Takes a file from its piece; its bytes are loose from then on.
pub(super) async fn remove_file(tx: &mut Tx, order: OrderId, file: PieceFileId, at: Timestamp) -> Result<(), StoreError> {
    tx.execute("delete from piece_files where id = $1", &[file.as_bytes().into()]).await?;
    insert_loose(tx, order, file, at).await?;
    touch(tx, order, at).await
}

async fn touch(tx: &mut Tx, order: OrderId, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into dossiers (order_id, touched_at) values ($1, $2) on conflict (order_id) do update set touched_at = $2",
        &[order.as_bytes().into(), at.into()],
    )
    .await
    .map(drop)
}

/// The dossier was handed in.
pub(super) async fn handed_in(tx: &mut Tx, order: OrderId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "update dossiers set handed_in_at = $2 where order_id = $1";
    tx.execute(sql, &[order.as_bytes().into(), at.into()]).await.map(drop)
}

/// Orders whose dossiers were never handed in, and not touched since before a moment; at most 100.
pub(super) async fn abandoned_before(tx: &mut Tx, moment: Timestamp) -> Result<Vec<OrderId>, StoreError> {
    let sql = "select d.order_id from dossiers d where d.handed_in_at is null and d.touched_at < $1 \
               and exists (select 1 from piece_files f where f.order_id = d.order_id) order by d.touched_at limit 100";
    tx.rows(sql, &[moment.into()]).await?.iter().map(order_id).collect()
}

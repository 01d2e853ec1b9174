//! Dossiers, pieces and files.

use chassis::db::{Row, StoreError, Tx, Value};
use pki::Timestamp;

use super::{Dossier, Media, Piece, PieceFile, PieceFileId, PieceName, PieceState, page_pictures};
use crate::order_keys::{FILE, OrderKeys, PIECE};
use crate::orders::{Order, OrderId};
use crate::tables::{DOSSIERS, LOOSE_FILES, PIECE_FILES, PIECES};

/// An order's dossier; if it has none, all pieces are missing.
pub(crate) async fn find(keys: &OrderKeys, tx: &mut Tx, order: &Order) -> Result<Dossier, StoreError> {
    let application = &order.application;
    let missing = application.requirements.pieces.iter().map(|required| Piece {
        asked: application.asks_for(required),
        required: required.clone(),
        state: PieceState::Missing,
        files: Vec::new(),
    });
    let mut pieces: Vec<Piece> = missing.collect();
    let order = order.id;
    let sql = "select p.order_id, p.kind, p.state, p.encrypted, k.encrypted as order_key from pieces p \
               left join order_keys k on k.order_id = p.order_id and k.purpose = 'data' where p.order_id = $1";
    let state = |row: &Row| {
        let texts = keys.texts(row, order, &PIECE, &row.text("kind")?.into())?;
        piece_of(&mut pieces, row)?.state = texts.json("state")?;
        Ok(())
    };
    PIECES.list(tx, sql, &[order.into()], state).await?;
    let sql = "select f.id, f.order_id, f.kind, f.name, f.media, f.length, f.digest, f.received_at, f.encrypted, \
               k.encrypted as order_key from piece_files f \
               left join order_keys k on k.order_id = f.order_id and k.purpose = 'data' \
               where f.order_id = $1 order by f.received_at, f.id";
    let file = |row: &Row| {
        piece_of(&mut pieces, row)?.files.push(file(keys, order, row)?);
        Ok(())
    };
    PIECE_FILES.list(tx, sql, &[order.into()], file).await?;
    page_pictures::add_to(tx, order, &mut pieces).await?;
    pieces.retain(|piece| piece.asked || piece.state != PieceState::Missing || !piece.files.is_empty());
    Ok(Dossier { pieces })
}

fn piece_of<'a>(pieces: &'a mut [Piece], row: &Row) -> Result<&'a mut Piece, StoreError> {
    let name: PieceName = row.parsed("kind")?;
    pieces.iter_mut().find(|piece| *piece.name() == name).ok_or(StoreError::inconsistent("kind", "is not a piece of the dossier"))
}

fn file(keys: &OrderKeys, order: OrderId, row: &Row) -> Result<PieceFile, StoreError> {
    let id: PieceFileId = row.id("id")?;
    Ok(PieceFile {
        id,
        name: keys.texts(row, order, &FILE, &id.into())?.text("name")?,
        media: row.named("media", Media::ALL, Media::name)?,
        pages: None,
        length: row.number("length")?,
        digest: row.digest("digest")?,
        received_at: row.timestamp("received_at")?,
    })
}

pub(crate) async fn set_state(
    keys: &OrderKeys,
    tx: &mut Tx,
    order: OrderId,
    name: &PieceName,
    state: &PieceState,
) -> Result<(), StoreError> {
    let key = keys.key_of(tx, order, &PIECE).await?;
    let encrypted = key.encrypt(&PIECE, &name.as_str().into(), &[Value::json(state)?])?;
    tx.execute(
        "insert into pieces (order_id, kind, standing, state, encrypted) values ($1, $2, $3, '', $4) \
         on conflict (order_id, kind) do update set standing = excluded.standing, encrypted = excluded.encrypted",
        &[order.into(), name.as_str().into(), state.name().into(), encrypted],
    )
    .await
    .map(drop)
}

/// Records that a file may be written to the folder, or is still there, without belonging to a piece.
pub(super) async fn insert_unattached(
    tx: &mut Tx,
    order: OrderId,
    file: PieceFileId,
    since: Timestamp,
) -> Result<(), StoreError> {
    let sql = "insert into loose_files (id, order_id, since) values ($1, $2, $3)";
    tx.execute(sql, &[file.into(), order.into(), since.into()]).await.map(drop)
}

/// Records that a file is no longer unattached, because a piece has it or it was removed. False if that was recorded before.
pub(super) async fn remove_unattached(tx: &mut Tx, file: PieceFileId) -> Result<bool, StoreError> {
    Ok(tx.execute("delete from loose_files where id = $1", &[file.into()]).await? == 1)
}

/// Files that have been unattached since before a moment, at most 100.
pub(super) async fn unattached_before(tx: &mut Tx, moment: Timestamp) -> Result<Vec<(OrderId, PieceFileId)>, StoreError> {
    let sql = "select id, order_id from loose_files where since < $1 order by since limit 100";
    LOOSE_FILES.readable(tx, sql, &[moment.into()], |row| Ok((row.id("order_id")?, row.id("id")?))).await
}

/// Adds a file to a piece.
pub(super) async fn insert_file(
    keys: &OrderKeys,
    tx: &mut Tx,
    order: OrderId,
    name: &PieceName,
    file: &PieceFile,
) -> Result<(), StoreError> {
    let key = keys.key_of(tx, order, &FILE).await?;
    tx.execute(
        "insert into piece_files (id, order_id, kind, name, encrypted, media, length, digest, received_at) \
         values ($1, $2, $3, '', $4, $5, $6, $7, $8)",
        &[
            file.id.into(),
            order.into(),
            name.as_str().into(),
            key.encrypt(&FILE, &file.id.into(), &[file.name.as_str().into()])?,
            file.media.name().into(),
            Value::number(file.length)?,
            file.digest.into(),
            file.received_at.into(),
        ],
    )
    .await?;
    if let Some(drawn) = &file.pages {
        page_pictures::insert(tx, file.id, drawn).await?;
    }
    touch(tx, order, file.received_at).await
}

/// Removes a file from its piece; its bytes are unattached from then on.
pub(super) async fn remove_file(tx: &mut Tx, order: OrderId, file: PieceFileId, at: Timestamp) -> Result<(), StoreError> {
    tx.execute("delete from piece_viewings where file = $1", &[file.into()]).await?;
    page_pictures::remove(tx, file).await?;
    tx.execute("delete from piece_files where id = $1", &[file.into()]).await?;
    insert_unattached(tx, order, file, at).await?;
    touch(tx, order, at).await
}

async fn touch(tx: &mut Tx, order: OrderId, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into dossiers (order_id, touched_at) values ($1, $2) on conflict (order_id) do update set touched_at = $2",
        &[order.into(), at.into()],
    )
    .await
    .map(drop)
}

/// Records that the dossier was handed in.
pub(super) async fn handed_in(tx: &mut Tx, order: OrderId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "update dossiers set handed_in_at = $2 where order_id = $1";
    tx.execute(sql, &[order.into(), at.into()]).await.map(drop)
}

/// Orders whose dossiers were never handed in, and not changed since before a moment; at most 100.
pub(super) async fn abandoned_before(tx: &mut Tx, moment: Timestamp) -> Result<Vec<OrderId>, StoreError> {
    let sql = "select d.order_id from dossiers d where d.handed_in_at is null and d.touched_at < $1 \
               and exists (select 1 from piece_files f where f.order_id = d.order_id) order by d.touched_at limit 100";
    DOSSIERS.readable(tx, sql, &[moment.into()], |row| row.id("order_id")).await
}

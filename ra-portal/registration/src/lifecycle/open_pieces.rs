//! Pieces that await a decision of an officer.

use chassis::db::{Row, StoreError, Tx};
use policies::PieceName;

use crate::orders::Order;
use crate::tables::PIECES;

/// How many required pieces were handed in and not decided on.
pub(crate) async fn open_pieces(tx: &mut Tx, order: &Order) -> Result<usize, StoreError> {
    let sql = "select order_id, kind from pieces where order_id = $1 and standing = 'received'";
    let received = |row: &Row| row.parsed::<PieceName>("kind");
    let received = PIECES.list(tx, sql, &[order.id.into()], received).await?;
    let application = &order.application;
    let required = application.requirements.pieces.iter().filter(|piece| application.asks_for(piece));
    Ok(required.filter(|piece| received.contains(&piece.name)).count())
}

//! Pending work that a revocation makes unnecessary.

use chassis::db::{StoreError, Tx, Value};
use pki::TokenNumber;

use crate::orders::OrderId;
use crate::revocations::RevocationOutcome;

/// Drops the PIN letter of a token that can no longer be used; a printed one stays on record.
pub(crate) async fn drop_letter(tx: &mut Tx, order: OrderId) -> Result<(), StoreError> {
    tx.execute("delete from pin_letters where order_id = $1 and printed_at is null", &[order.into()]).await.map(drop)
}

/// Closes officers' revocation requests for the token that were not confirmed.
pub(super) async fn close_unconfirmed_revocations(tx: &mut Tx, token: &TokenNumber) -> Result<(), StoreError> {
    let sql = "update officer_revocations set outcome = $2 where token = $1 and outcome is null and confirmed_by is null";
    tx.execute(sql, &[token.as_str().into(), Value::json(&RevocationOutcome::Overtaken)?]).await.map(drop)
}

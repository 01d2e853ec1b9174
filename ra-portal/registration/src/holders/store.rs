//! Holders' acceptances and reports, and the codes of which they were notified.

use chassis::db::{StoreError, Tx, Value};
use pki::{Digest, Timestamp, TokenNumber};

use crate::order_keys::{ACCEPTANCE, OrderKeys};
use crate::orders::OrderId;
use crate::tables::CODES_TOLD;

/// Stores the holder's acceptance or report; an earlier one is kept.
pub(super) async fn insert_acceptance(
    keys: &OrderKeys,
    tx: &mut Tx,
    order: OrderId,
    token: &TokenNumber,
    certificate: Digest,
    at: Timestamp,
    wrong_data: Option<&str>,
) -> Result<(), StoreError> {
    let key = keys.key_of(tx, order, &ACCEPTANCE).await?;
    let encrypted = key.encrypt(&ACCEPTANCE, &order.into(), &[Value::from(wrong_data)])?;
    tx.execute(
        "insert into acceptances (order_id, token, certificate, at, wrong_data, encrypted) values ($1, $2, $3, $4, '', $5) \
         on conflict (order_id) do nothing",
        &[order.into(), token.as_str().into(), certificate.into(), at.into(), encrypted],
    )
    .await
    .map(drop)
}

/// The role of the certificate whose code the holder was last notified of, and when that code was set.
pub(crate) async fn code_told(tx: &mut Tx, token: &TokenNumber) -> Result<Option<(String, Timestamp)>, StoreError> {
    let sql = "select token, role, at from codes_told where token = $1";
    CODES_TOLD.find(tx, sql, &[token.as_str().into()], |row| Ok((row.text("role")?, row.timestamp("at")?))).await
}

pub(crate) async fn set_code_told(tx: &mut Tx, token: &TokenNumber, role: &str, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into codes_told (token, role, at) values ($1, $2, $3) \
         on conflict (token) do update set role = excluded.role, at = excluded.at",
        &[token.as_str().into(), role.into(), at.into()],
    )
    .await
    .map(drop)
}

//! The table of tokens.

use ca_contract::statement::{OrderNumber, Person};
use chassis::db::{Row, StoreError, Tx};
use pki::{Id, Timestamp, TokenNumber};
use policies::ProductName;

use crate::tables::TOKENS;

/// The values of a new row, stored together with the certificates.
pub(crate) struct NewToken<'a, Issuance> {
    pub(crate) number: &'a TokenNumber,
    /// The issuance that produced it.
    pub(crate) issuance: Id<Issuance>,
    pub(crate) order: &'a OrderNumber,
    pub(crate) person: Id<Person>,
    pub(crate) product: &'a ProductName,
    pub(crate) model: &'a str,
}

/// Stores a token that was produced at `at`.
pub(crate) async fn insert<Issuance>(tx: &mut Tx, token: &NewToken<'_, Issuance>, at: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into tokens (number, issuance, order_number, person, product, model, produced_at) values ($1, $2, $3, $4, $5, $6, $7)",
        &[
            token.number.as_str().into(),
            token.issuance.into(),
            token.order.as_str().into(),
            token.person.into(),
            token.product.as_str().into(),
            token.model.into(),
            at.into(),
        ],
    )
    .await
    .map(drop)
}

/// Whether a token with this number was produced.
pub(crate) async fn is_known(tx: &mut Tx, token: &TokenNumber) -> Result<bool, StoreError> {
    Ok(tx.row("select number from tokens where number = $1", &[token.as_str().into()]).await?.is_some())
}

/// The order that a token was produced for; the token must be on file.
pub(crate) async fn order_of(tx: &mut Tx, token: &TokenNumber) -> Result<OrderNumber, StoreError> {
    let sql = "select number, order_number from tokens where number = $1";
    TOKENS.one(tx, sql, &[token.as_str().into()], |row| row.parsed("order_number")).await
}

/// The token that was produced for an order, and its model.
pub(crate) async fn of_order(tx: &mut Tx, order: &OrderNumber) -> Result<Option<(TokenNumber, String)>, StoreError> {
    let sql = "select number, model from tokens where order_number = $1";
    let read = |row: &Row| Ok((row.parsed("number")?, row.text("model")?));
    TOKENS.find(tx, sql, &[order.as_str().into()], read).await
}

/// Whether the certificates of a token were revoked.
pub(crate) async fn is_revoked(tx: &mut Tx, token: &TokenNumber) -> Result<bool, StoreError> {
    Ok(tx.row("select id from revocations where token = $1", &[token.as_str().into()]).await?.is_some())
}

/// Whether the token's person has another one that was not revoked.
pub(crate) async fn others_stay_valid(tx: &mut Tx, token: &TokenNumber) -> Result<bool, StoreError> {
    let sql = "select count(*) as others from tokens t where t.person = (select o.person from tokens o where o.number = $1) \
         and t.number <> $1 and not exists (select 1 from revocations r where r.token = t.number)";
    Ok(tx.row(sql, &[token.as_str().into()]).await?.map_or(Ok(0), |row| row.int("others"))? > 0)
}

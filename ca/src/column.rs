//! Domain values in columns: what a row holds is a value of its type, or a named inconsistency.

use ca_contract::statement::OrderNumber;
use chassis::db::{Row, StoreError};
use pki::{Certificate, Id, SerialNumber, TokenNumber};
use policies::AuthorityName;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) const fn inconsistent(column: &'static str, problem: &'static str) -> StoreError {
    StoreError::Inconsistent { column, problem }
}

/// The column `serial`.
pub(crate) fn serial(row: &Row) -> Result<SerialNumber, StoreError> {
    SerialNumber::from_magnitude(&row.blob("serial")?).map_err(|_| inconsistent("serial", "is no serial number"))
}

/// The column `issuer`, where it names an authority of the product hierarchies.
pub(crate) fn issuer(row: &Row) -> Result<AuthorityName, StoreError> {
    authority_name(&row.text("issuer")?)
}

/// The name of an authority of the product hierarchies, as stored.
pub(crate) fn authority_name(text: &str) -> Result<AuthorityName, StoreError> {
    text.parse().map_err(|_| inconsistent("issuer", "is no authority's name"))
}

pub(crate) fn token_number(row: &Row, column: &'static str) -> Result<TokenNumber, StoreError> {
    row.text(column)?.parse().map_err(|_| inconsistent(column, "is no token number"))
}

/// The column `order_number`.
pub(crate) fn order_number(row: &Row) -> Result<OrderNumber, StoreError> {
    row.text("order_number")?.parse().map_err(|_| inconsistent("order_number", "is no order number"))
}

pub(crate) fn id<Kind>(row: &Row, column: &'static str) -> Result<Id<Kind>, StoreError> {
    Id::from_slice(&row.blob(column)?).ok_or(inconsistent(column, "is no identifier"))
}

pub(crate) fn certificate(row: &Row, column: &'static str) -> Result<Certificate, StoreError> {
    Certificate::from_der(&row.blob(column)?).map_err(|_| inconsistent(column, "is no certificate"))
}

/// A fieldless enum, stored as the contract writes it.
pub(crate) fn word<T: DeserializeOwned>(row: &Row, column: &'static str) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(row.text(column)?))
        .map_err(|_| inconsistent(column, "is no word of the contract"))
}

/// How a fieldless enum is stored.
pub(crate) fn as_word(value: &impl Serialize) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(inconsistent("*", "would hold a value that is no word")),
    }
}

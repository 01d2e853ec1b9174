//! Parameters of statements: three types, each of which may be null.

use pki::{Digest, Id, SerialNumber, Timestamp};
use serde::Serialize;

use super::StoreError;

/// A value for a placeholder. PostgreSQL needs the type even of a null.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// `bigint`.
    Int(i64),
    /// `text`.
    Text(String),
    /// `bytea`, `blob`.
    Blob(Vec<u8>),
    /// A null `bigint`.
    NoInt,
    /// A null `text`.
    NoText,
    /// A null `bytea`.
    NoBlob,
}

impl Value {
    /// An unsigned number as `bigint`; [`Row::number`](super::Row::number) reads it.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`] if it exceeds the range of a `bigint`.
    pub fn number(number: impl TryInto<i64>) -> Result<Self, StoreError> {
        number.try_into().map(Self::Int).map_err(|_| StoreError::Unwritable { problem: "a number is out of bounds" })
    }

    /// A value as JSON in a `text`; [`Row::json`](super::Row::json) reads it.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`] if it cannot be serialised as JSON.
    pub fn json(value: &impl Serialize) -> Result<Self, StoreError> {
        serde_json::to_string(value)
            .map(Self::Text)
            .map_err(|_| StoreError::Unwritable { problem: "it cannot be serialised as JSON" })
    }

    /// A variant without fields under its serde name; [`Row::word`](super::Row::word) reads it.
    ///
    /// # Errors
    /// [`StoreError::Unwritable`] if serde does not serialise it as a string.
    pub fn word(value: &impl Serialize) -> Result<Self, StoreError> {
        match serde_json::to_value(value) {
            Ok(serde_json::Value::String(word)) => Ok(Self::Text(word)),
            _ => Err(StoreError::Unwritable { problem: "it is not a string in JSON" }),
        }
    }
}

/// Shows only the type, because values may be secrets or personal data.
impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Int(_) => "Int(…)",
            Self::Text(_) => "Text(…)",
            Self::Blob(_) => "Blob(…)",
            Self::NoInt => "NoInt",
            Self::NoText => "NoText",
            Self::NoBlob => "NoBlob",
        })
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Int(number.into())
    }
}

/// 0 or 1 as `bigint`.
impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Int(flag.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Blob(bytes.to_owned())
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Blob(bytes)
    }
}

impl From<&Vec<u8>> for Value {
    fn from(bytes: &Vec<u8>) -> Self {
        Self::Blob(bytes.clone())
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(bytes: [u8; N]) -> Self {
        Self::Blob(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Value {
    fn from(bytes: &[u8; N]) -> Self {
        Self::Blob(bytes.to_vec())
    }
}

/// Milliseconds since 1970 as `bigint`.
impl From<Timestamp> for Value {
    fn from(moment: Timestamp) -> Self {
        Self::Int(moment.as_millis())
    }
}

impl From<Digest> for Value {
    fn from(digest: Digest) -> Self {
        Self::Blob(digest.as_bytes().to_vec())
    }
}

impl<Kind> From<Id<Kind>> for Value {
    fn from(id: Id<Kind>) -> Self {
        Self::Blob(id.as_bytes().to_vec())
    }
}

/// Its magnitude: the octets of the integer, without sign.
impl From<&SerialNumber> for Value {
    fn from(serial: &SerialNumber) -> Self {
        Self::Blob(serial.magnitude().to_vec())
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::NoInt, Self::from)
    }
}

impl From<Option<u32>> for Value {
    fn from(number: Option<u32>) -> Self {
        number.map_or(Self::NoInt, Self::from)
    }
}

impl From<Option<Timestamp>> for Value {
    fn from(moment: Option<Timestamp>) -> Self {
        moment.map_or(Self::NoInt, Self::from)
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::NoText, Self::from)
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::NoText, Self::from)
    }
}

impl From<Option<&[u8]>> for Value {
    fn from(bytes: Option<&[u8]>) -> Self {
        bytes.map_or(Self::NoBlob, Self::from)
    }
}

impl From<Option<Vec<u8>>> for Value {
    fn from(bytes: Option<Vec<u8>>) -> Self {
        bytes.map_or(Self::NoBlob, Self::from)
    }
}

impl<const N: usize> From<Option<[u8; N]>> for Value {
    fn from(bytes: Option<[u8; N]>) -> Self {
        bytes.map_or(Self::NoBlob, Self::from)
    }
}

impl From<Option<Digest>> for Value {
    fn from(digest: Option<Digest>) -> Self {
        digest.map_or(Self::NoBlob, Self::from)
    }
}

impl<Kind> From<Option<Id<Kind>>> for Value {
    fn from(id: Option<Id<Kind>>) -> Self {
        id.map_or(Self::NoBlob, Self::from)
    }
}

//! Rows that statements return.

use std::collections::HashMap;
use std::str::FromStr;

use pki::{Certificate, Digest, Id, SerialNumber, Timestamp};
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{ColumnIndex, Decode, Type, ValueRef};

use super::StoreError;

/// One row of a result, read column by column into typed values.
///
/// Each method reads a column that is never null, and fails with [`StoreError::Inconsistent`] if the column is missing, null, of
/// another database type, or has a value that the type does not allow. For a column that may be null, see [`Row::optional`]. What
/// [`Value`](super::Value) writes is read by the method of the same name.
pub struct Row(pub(super) Cells);

pub(super) enum Cells {
    Sqlite(SqliteRow),
    Postgres(PgRow),
    Texts(HashMap<String, Option<String>>),
}

impl Row {
    /// A row of texts that the database stores in another form: read with the methods for columns of the type `text`.
    #[must_use]
    pub const fn of_texts(texts: HashMap<String, Option<String>>) -> Self {
        Self(Cells::Texts(texts))
    }

    /// A column that may be null, otherwise read by `read`: `row.optional("confirmed_by", Row::id)`.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if the column is missing; if it is not null, as `read`.
    pub fn optional<T>(
        &self,
        column: &'static str,
        read: impl FnOnce(&Self, &'static str) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let null = match &self.0 {
            Cells::Sqlite(row) => is_null(row, column),
            Cells::Postgres(row) => is_null(row, column),
            Cells::Texts(texts) => texts.get(column).map(Option::is_none).ok_or(StoreError::inconsistent(column, "is missing")),
        };
        if null? { Ok(None) } else { read(self, column).map(Some) }
    }

    /// A `bigint`.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn int(&self, column: &'static str) -> Result<i64, StoreError> {
        match &self.0 {
            Cells::Sqlite(row) => read(row, column),
            Cells::Postgres(row) => read(row, column),
            Cells::Texts(_) => Err(StoreError::inconsistent(column, "is of another type")),
        }
    }

    /// A `text`.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn text(&self, column: &'static str) -> Result<String, StoreError> {
        match &self.0 {
            Cells::Sqlite(row) => read(row, column),
            Cells::Postgres(row) => read(row, column),
            Cells::Texts(texts) => match texts.get(column) {
                Some(Some(text)) => Ok(text.clone()),
                Some(None) => Err(StoreError::inconsistent(column, "is null")),
                None => Err(StoreError::inconsistent(column, "is missing")),
            },
        }
    }

    /// A `bytea` (SQLite: `blob`).
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn blob(&self, column: &'static str) -> Result<Vec<u8>, StoreError> {
        match &self.0 {
            Cells::Sqlite(row) => read(row, column),
            Cells::Postgres(row) => read(row, column),
            Cells::Texts(_) => Err(StoreError::inconsistent(column, "is of another type")),
        }
    }

    /// A column of a key as shown in logs: a number, a text, octets in hexadecimal; none if it cannot be read.
    pub(super) fn shown(&self, column: &'static str) -> Option<String> {
        let number = self.int(column).map(|number| number.to_string());
        number.or_else(|_| self.text(column)).or_else(|_| self.blob(column).map(hex::encode)).ok()
    }

    /// A `bigint` within the bounds of a smaller or unsigned type.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn number<T: TryFrom<i64>>(&self, column: &'static str) -> Result<T, StoreError> {
        T::try_from(self.int(column)?).map_err(|_| StoreError::inconsistent(column, "is out of bounds"))
    }

    /// A `bigint` that is 0 or 1.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn flag(&self, column: &'static str) -> Result<bool, StoreError> {
        match self.int(column)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(StoreError::inconsistent(column, "is neither 0 nor 1")),
        }
    }

    /// A moment, from milliseconds since 1970.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn timestamp(&self, column: &'static str) -> Result<Timestamp, StoreError> {
        self.int(column).map(Timestamp::from_millis)
    }

    /// A value that is stored as text: an order number, a date, a language.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn parsed<T: FromStr>(&self, column: &'static str) -> Result<T, StoreError> {
        self.text(column)?.parse().map_err(|_| StoreError::inconsistent(column, "cannot be parsed"))
    }

    /// A value that is stored as JSON.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T, StoreError> {
        // serde's message may quote the value.
        serde_json::from_str(&self.text(column)?).map_err(|_| StoreError::inconsistent(column, "is not the JSON of its type"))
    }

    /// A variant without fields, stored under its serde name.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn word<T: DeserializeOwned>(&self, column: &'static str) -> Result<T, StoreError> {
        serde_json::from_value(serde_json::Value::String(self.text(column)?)).map_err(|_| unknown(column))
    }

    /// The element of `all` whose `name` is stored.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn named<T: Copy>(
        &self,
        column: &'static str,
        all: impl IntoIterator<Item = T>,
        name: impl Fn(T) -> &'static str,
    ) -> Result<T, StoreError> {
        let text = self.text(column)?;
        all.into_iter().find(|known| name(*known) == text).ok_or(unknown(column))
    }

    /// A fixed number of octets: a salt, a key.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn octets<const N: usize>(&self, column: &'static str) -> Result<[u8; N], StoreError> {
        self.blob(column)?.try_into().map_err(|_| StoreError::inconsistent(column, "has another length"))
    }

    /// A SHA-256 digest, stored as its 32 octets.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn digest(&self, column: &'static str) -> Result<Digest, StoreError> {
        self.octets(column).map(Digest::from_bytes)
    }

    /// An identifier, stored as its 16 octets.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn id<Kind>(&self, column: &'static str) -> Result<Id<Kind>, StoreError> {
        Id::from_slice(&self.blob(column)?).ok_or(StoreError::inconsistent(column, "is not an identifier"))
    }

    /// A serial number of a certificate, stored as its magnitude.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn serial(&self, column: &'static str) -> Result<SerialNumber, StoreError> {
        SerialNumber::from_magnitude(&self.blob(column)?).map_err(|_| StoreError::inconsistent(column, "is not a serial number"))
    }

    /// A certificate, stored as DER.
    ///
    /// # Errors
    /// As described for [`Row`].
    pub fn certificate(&self, column: &'static str) -> Result<Certificate, StoreError> {
        Certificate::from_der(&self.blob(column)?).map_err(|_| StoreError::inconsistent(column, "is not a certificate"))
    }
}

const fn unknown(column: &'static str) -> StoreError {
    StoreError::inconsistent(column, "is none of the known words")
}

fn read<'r, R, T>(row: &'r R, column: &'static str) -> Result<T, StoreError>
where
    R: sqlx::Row,
    T: Decode<'r, R::Database> + Type<R::Database>,
    &'static str: ColumnIndex<R>,
{
    let value: Option<T> = row.try_get(column).map_err(|fault| unreadable(column, &fault))?;
    value.ok_or(StoreError::inconsistent(column, "is null"))
}

fn is_null<R>(row: &R, column: &'static str) -> Result<bool, StoreError>
where
    R: sqlx::Row,
    &'static str: ColumnIndex<R>,
{
    row.try_get_raw(column).map(|value| value.is_null()).map_err(|fault| unreadable(column, &fault))
}

fn unreadable(column: &'static str, fault: &sqlx::Error) -> StoreError {
    let problem = match fault {
        sqlx::Error::ColumnNotFound(_) => "is missing",
        _ => "is of another type",
    };
    StoreError::inconsistent(column, problem)
}

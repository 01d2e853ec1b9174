//! Rows that statements return.

use pki::{Digest, Timestamp};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{ColumnIndex, Decode, Type};

use super::StoreError;

/// A row, read column by column.
pub struct Row(pub(super) Cells);

pub(super) enum Cells {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The `bigint` in a column that is not null.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if the column is missing, null or of another type.
    pub fn int(&self, column: &'static str) -> Result<i64, StoreError> {
        self.optional_int(column)?.ok_or(StoreError::Inconsistent { column, problem: "is null" })
    }

    /// The `text` in a column that is not null.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if the column is missing, null or of another type.
    pub fn text(&self, column: &'static str) -> Result<String, StoreError> {
        self.optional_text(column)?.ok_or(StoreError::Inconsistent { column, problem: "is null" })
    }

    /// The octets in a column that is not null.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if the column is missing, null or of another type.
    pub fn blob(&self, column: &'static str) -> Result<Vec<u8>, StoreError> {
        self.optional_blob(column)?.ok_or(StoreError::Inconsistent { column, problem: "is null" })
    }

    /// The `bigint` in a nullable column.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if the column is missing or of another type.
    pub fn optional_int(&self, column: &'static str) -> Result<Option<i64>, StoreError> {
        match &self.0 {
            Cells::Sqlite(row) => read(row, column),
            Cells::Postgres(row) => read(row, column),
        }
    }

    /// The `text` in a nullable column.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if the column is missing or of another type.
    pub fn optional_text(&self, column: &'static str) -> Result<Option<String>, StoreError> {
        match &self.0 {
            Cells::Sqlite(row) => read(row, column),
            Cells::Postgres(row) => read(row, column),
        }
    }

    /// The octets in a nullable column.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if the column is missing or of another type.
    pub fn optional_blob(&self, column: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
        match &self.0 {
            Cells::Sqlite(row) => read(row, column),
            Cells::Postgres(row) => read(row, column),
        }
    }

    /// The timestamp in a column that is not null.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if the column is missing, null or not a `bigint`.
    pub fn timestamp(&self, column: &'static str) -> Result<Timestamp, StoreError> {
        self.int(column).map(Timestamp::from_millis)
    }

    /// The SHA-256 digest in a column that is not null.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if the column is missing, null or not 32 octets long.
    pub fn digest(&self, column: &'static str) -> Result<Digest, StoreError> {
        let octets = self.blob(column)?;
        let octets: [u8; 32] =
            octets.try_into().map_err(|_| StoreError::Inconsistent { column, problem: "is not a digest of 32 octets" })?;
        Ok(Digest::from_bytes(octets))
    }
}

fn read<'r, R, T>(row: &'r R, column: &'static str) -> Result<Option<T>, StoreError>
where
    R: sqlx::Row,
    T: Decode<'r, R::Database> + Type<R::Database>,
    &'static str: ColumnIndex<R>,
{
    row.try_get(column).map_err(|error| StoreError::Inconsistent {
        column,
        problem: match error {
            sqlx::Error::ColumnNotFound(_) => "is missing",
            _ => "is of another type",
        },
    })
}

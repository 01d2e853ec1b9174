//! What statements answer.

use pki::{Digest, Timestamp};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{ColumnIndex, Decode, Type};

use super::StoreError;

/// One row of an answer, read column by column.
pub struct Row(pub(super) Cells);

pub(super) enum Cells {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The `bigint` of a column that is never null.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] when the column is missing, null or of another type.
    pub fn int(&self, column: &'static str) -> Result<i64, StoreError> {
        self.optional_int(column)?.ok_or(StoreError::Inconsistent { column, problem: "is null" })
    }

    /// The `text` of a column that is never null.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] when the column is missing, null or of another type.
    pub fn text(&self, column: &'static str) -> Result<String, StoreError> {
        self.optional_text(column)?.ok_or(StoreError::Inconsistent { column, problem: "is null" })
    }

    /// The octets of a column that is never null.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] when the column is missing, null or of another type.
    pub fn blob(&self, column: &'static str) -> Result<Vec<u8>, StoreError> {
        self.optional_blob(column)?.ok_or(StoreError::Inconsistent { column, problem: "is null" })
    }

    /// The `bigint` of a column that may be null.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] when the column is missing or of another type.
    pub fn optional_int(&self, column: &'static str) -> Result<Option<i64>, StoreError> {
        match &self.0 {
            Cells::Sqlite(row) => read(row, column),
            Cells::Postgres(row) => read(row, column),
        }
    }

    /// The `text` of a column that may be null.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] when the column is missing or of another type.
    pub fn optional_text(&self, column: &'static str) -> Result<Option<String>, StoreError> {
        match &self.0 {
            Cells::Sqlite(row) => read(row, column),
            Cells::Postgres(row) => read(row, column),
        }
    }

    /// The octets of a column that may be null.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] when the column is missing or of another type.
    pub fn optional_blob(&self, column: &'static str) -> Result<Option<Vec<u8>>, StoreError> {
        match &self.0 {
            Cells::Sqlite(row) => read(row, column),
            Cells::Postgres(row) => read(row, column),
        }
    }

    /// The moment of a column that is never null.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] when the column is missing, null or no `bigint`.
    pub fn timestamp(&self, column: &'static str) -> Result<Timestamp, StoreError> {
        self.int(column).map(Timestamp::from_millis)
    }

    /// The SHA-256 digest of a column that is never null.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] when the column is missing, null or not of 32 octets.
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

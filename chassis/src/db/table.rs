//! Naming the row that cannot be read.

use std::fmt::Display;

use super::row::Row;
use super::{SqlSafeStr, StoreError, Tx, Value};
use crate::incident::IncidentId;

/// A table, and the columns that identify its rows: when reading through it, [`StoreError::Inconsistent`] names table and row.
///
/// The key is shown in logs. It consists of identifiers, sequence numbers, serial, token and order numbers, and never of personal
/// data. Statements select it together with the other columns; a key column that they leave out is missing from the log line too.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    name: &'static str,
    key: &'static [&'static str],
}

impl Table {
    /// The table `name`, whose rows are identified by the columns `key`.
    #[must_use]
    pub const fn new(name: &'static str, key: &'static [&'static str]) -> Self {
        Self { name, key }
    }

    /// The table's name, for statements that are composed at run time.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Checks that the database has this table with these columns.
    ///
    /// # Errors
    /// [`StoreError::Statement`] if it has not.
    pub async fn probe(&self, tx: &mut Tx) -> Result<(), StoreError> {
        let key = if self.key.is_empty() { "count(*)".to_owned() } else { self.key.join(", ") };
        let sql = format!("select {key} from {} limit 1", self.name);
        tx.rows(super::AssertSqlSafe(sql), &[]).await.map(drop)
    }

    /// Reads `row` with `read`.
    ///
    /// # Errors
    /// As `read`; an inconsistency without a row gets this one.
    pub fn read<T>(&self, row: &Row, read: impl FnOnce(&Row) -> Result<T, StoreError>) -> Result<T, StoreError> {
        read(row).map_err(|fault| self.name_row(row, fault))
    }

    /// Runs a statement that returns at most one row, and reads it with `read`.
    ///
    /// # Errors
    /// As [`Tx::row`] and [`Table::read`].
    pub async fn find<T>(
        &self,
        tx: &mut Tx,
        sql: impl SqlSafeStr,
        values: &[Value],
        read: impl FnOnce(&Row) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let row = tx.row(sql, values).await.map_err(|fault| fault.of(self.name, None))?;
        row.map(|row| self.read(&row, read)).transpose()
    }

    /// Runs a statement that returns one row, and reads it with `read`.
    ///
    /// # Errors
    /// As [`Table::find`], and [`StoreError::Inconsistent`] if there is no row.
    pub async fn one<T>(
        &self,
        tx: &mut Tx,
        sql: impl SqlSafeStr,
        values: &[Value],
        read: impl FnOnce(&Row) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let found = self.find(tx, sql, values, read).await?;
        found.ok_or_else(|| StoreError::inconsistent("*", "has no row where there must be one").of(self.name, None))
    }

    /// Runs a statement and reads each of its rows with `read`.
    ///
    /// # Errors
    /// As [`Tx::rows`] and [`Table::read`].
    pub async fn list<T>(
        &self,
        tx: &mut Tx,
        sql: impl SqlSafeStr,
        values: &[Value],
        mut read: impl FnMut(&Row) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = tx.rows(sql, values).await?;
        rows.iter().map(|row| self.read(row, &mut read)).collect()
    }

    /// Runs a statement and reads each of its rows with `read`, leaving out inconsistent ones, each of which is reported as an
    /// incident. For lists of, and work on, rows that are independent of each other, so that one that cannot be read neither
    /// hides nor delays the others.
    ///
    /// # Errors
    /// As [`Tx::rows`], and any other error of `read`.
    pub async fn readable<T>(
        &self,
        tx: &mut Tx,
        sql: impl SqlSafeStr,
        values: &[Value],
        mut read: impl FnMut(&Row) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = tx.rows(sql, values).await?;
        rows.iter().filter_map(|row| Self::readable_only(self.read(row, &mut read)).transpose()).collect()
    }

    /// What was read; nothing if it is inconsistent, which is reported as an incident. For what [`Table::readable`] cannot read
    /// from one row.
    ///
    /// # Errors
    /// Any other error of `read`.
    pub fn readable_only<T>(read: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
        match read {
            Err(fault @ StoreError::Inconsistent(_)) => {
                IncidentId::report(fault);
                Ok(None)
            }
            read => read.map(Some),
        }
    }

    /// An inconsistency of `column` in the row `key` that is found only after the row was read, such as a contradiction to other
    /// rows.
    #[must_use]
    pub fn inconsistent(&self, key: impl Display, column: &'static str, problem: &'static str) -> StoreError {
        StoreError::inconsistent(column, problem).of(self.name, Some(key.to_string()))
    }

    fn name_row(&self, row: &Row, fault: StoreError) -> StoreError {
        let shown = |column: &&'static str| row.shown(column).map(|value| format!("{column} {value}"));
        let key: Vec<_> = self.key.iter().filter_map(shown).collect();
        fault.of(self.name, Some(key.join(", ")).filter(|key| !key.is_empty()))
    }
}

/// Defines the tables of a zone, each a [`Table`] named by its constant, and the list of all for the test that compares them with
/// the schema.
#[macro_export]
macro_rules! tables {
    ($($constant:ident = $name:literal [$($column:literal),*],)*) => {
        $(pub(crate) const $constant: $crate::db::Table = $crate::db::Table::new($name, &[$($column),*]);)*
        #[cfg(test)]
        const ALL: &[$crate::db::Table] = &[$($constant),*];
    };
}

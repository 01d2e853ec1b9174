//! Transactions, the only way to access the data.

use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, Database, Encode, Postgres, SqlSafeStr, SqlStr, Sqlite, Transaction, Type};

use super::answer::Answer;
use super::row::Cells;
use super::{Row, StoreError, Value};

/// A transaction. It is rolled back if dropped without [`Tx::commit`].
pub struct Tx {
    connection: Connection,
    /// Whether a statement failed. PostgreSQL then refuses further statements and silently rolls back on commit, whereas SQLite
    /// would continue. With this flag, a failed statement ends the transaction on both.
    failed: bool,
}

enum Connection {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    pub(super) fn sqlite(transaction: Transaction<'static, Sqlite>) -> Self {
        Self { connection: Connection::Sqlite(transaction), failed: false }
    }

    pub(super) fn postgres(transaction: Transaction<'static, Postgres>) -> Self {
        Self { connection: Connection::Postgres(transaction), failed: false }
    }

    /// Runs a statement and returns the number of affected rows. A constant is passed as it is; text that was composed at run
    /// time is passed as [`AssertSqlSafe`](super::AssertSqlSafe). Values are always bound.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`], [`StoreError::Forbidden`], [`StoreError::Unavailable`] or [`StoreError::Statement`] if the
    /// database refuses it; [`StoreError::Aborted`] after an earlier failure in this transaction.
    pub async fn execute(&mut self, sql: impl SqlSafeStr, values: &[Value]) -> Result<u64, StoreError> {
        self.refuse_after_failure()?;
        let answer = self.connection.execute(sql.into_sql_str(), values).await;
        self.failed = answer.is_err();
        answer
    }

    /// Runs a statement and returns all its rows. Callers that expect many should read in pages.
    ///
    /// # Errors
    /// As [`Tx::execute`].
    pub async fn rows(&mut self, sql: impl SqlSafeStr, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.refuse_after_failure()?;
        let answer = self.connection.rows(sql.into_sql_str(), values).await;
        self.failed = answer.is_err();
        answer
    }

    /// Runs a statement that returns at most one row.
    ///
    /// # Errors
    /// As [`Tx::execute`], and [`StoreError::Inconsistent`] if there is more than one row.
    pub async fn row(&mut self, sql: impl SqlSafeStr, values: &[Value]) -> Result<Option<Row>, StoreError> {
        let mut rows = self.rows(sql, values).await?;
        if rows.len() > 1 {
            return Err(StoreError::inconsistent("*", "more than one row where there can be one"));
        }
        Ok(rows.pop())
    }

    /// Commits the transaction.
    ///
    /// # Errors
    /// [`StoreError::Aborted`] if a statement failed: nothing was committed. [`StoreError::Unavailable`] if the database did not
    /// respond: whether it was committed is unknown.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.refuse_after_failure()?;
        self.connection.commit().await
    }

    fn refuse_after_failure(&self) -> Result<(), StoreError> {
        if self.failed { Err(StoreError::Aborted) } else { Ok(()) }
    }
}

impl Connection {
    fn execute<'a>(&'a mut self, sql: SqlStr, values: &'a [Value]) -> Answer<'a, u64> {
        Box::pin(async move {
            Ok(match self {
                Self::Sqlite(transaction) => {
                    let statement = sqlx::query_with(sql, arguments::<Sqlite, SqliteArguments>(values)?);
                    statement.execute(&mut **transaction).await?.rows_affected()
                }
                Self::Postgres(transaction) => {
                    let statement = sqlx::query_with(sql, arguments::<Postgres, PgArguments>(values)?);
                    statement.execute(&mut **transaction).await?.rows_affected()
                }
            })
        })
    }

    fn rows<'a>(&'a mut self, sql: SqlStr, values: &'a [Value]) -> Answer<'a, Vec<Row>> {
        Box::pin(async move {
            Ok(match self {
                Self::Sqlite(transaction) => {
                    let statement = sqlx::query_with(sql, arguments::<Sqlite, SqliteArguments>(values)?);
                    let rows = statement.fetch_all(&mut **transaction).await?;
                    rows.into_iter().map(|row| Row(Cells::Sqlite(row))).collect()
                }
                Self::Postgres(transaction) => {
                    let statement = sqlx::query_with(sql, arguments::<Postgres, PgArguments>(values)?);
                    let rows = statement.fetch_all(&mut **transaction).await?;
                    rows.into_iter().map(|row| Row(Cells::Postgres(row))).collect()
                }
            })
        })
    }

    fn commit(self) -> Answer<'static, ()> {
        Box::pin(async move {
            match self {
                Self::Sqlite(transaction) => transaction.commit().await?,
                Self::Postgres(transaction) => transaction.commit().await?,
            }
            Ok(())
        })
    }
}

fn arguments<D, A>(values: &[Value]) -> Result<A, StoreError>
where
    D: Database,
    A: Arguments<Database = D> + Default,
    for<'t> Option<i64>: Encode<'t, D> + Type<D>,
    for<'t> Option<String>: Encode<'t, D> + Type<D>,
    for<'t> Option<Vec<u8>>: Encode<'t, D> + Type<D>,
{
    let mut arguments = A::default();
    for value in values {
        match value {
            Value::Int(number) => arguments.add(Some(*number)),
            Value::Text(text) => arguments.add(Some(text.clone())),
            Value::Blob(octets) => arguments.add(Some(octets.clone())),
            Value::NoInt => arguments.add(None::<i64>),
            Value::NoText => arguments.add(None::<String>),
            Value::NoBlob => arguments.add(None::<Vec<u8>>),
        }
        .map_err(|_| StoreError::Statement { code: "driver".to_owned(), message: String::new() })?;
    }
    Ok(arguments)
}

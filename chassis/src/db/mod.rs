//! A zone's database: SQLite as the embedded default, PostgreSQL in production, with the same SQL for both.
//!
//! Statements use `$1` placeholders and columns of the types `bigint`, `text` and `bytea` (SQLite: `blob`) only. On PostgreSQL,
//! expressions must have one of these types too: `count(*)` is a `bigint`, but a sum of them or a literal `1` is not and needs
//! a cast.

mod answer;
mod error;
mod migration;
mod row;
mod table;
mod tx;
mod url;
mod value;

pub use error::{Inconsistency, StoreError};
pub use migration::Migration;
pub use row::Row;
/// States for reviewers that a text composed at run time contains only names and clauses from this program's constants, and
/// placeholders, never a value.
pub use sqlx::AssertSqlSafe;
/// The text of a statement: a `&'static str`, or [`AssertSqlSafe`] around a text composed at run time.
pub use sqlx::SqlSafeStr;
pub use table::Table;
pub use tx::Tx;
pub use url::{BadDatabaseUrl, DatabaseUrl};
pub use value::Value;

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};

use answer::Answer;
use url::Place;

/// The key of the advisory lock that limits PostgreSQL to one writer: "sceau" in ASCII. Advisory locks are per database and
/// each zone has its own, so all zones can use the same key.
const WRITER_LOCK: i64 = 0x73_63_65_61_75;

/// How long a transaction waits for the writer's lock or a connection before the database counts as unavailable.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Concurrent reading transactions on SQLite.
const SQLITE_READERS: u32 = 4;

/// Connections to PostgreSQL: one writes at a time, the others read or wait.
const POSTGRES_CONNECTIONS: u32 = 10;

/// A zone's database; clones share its connections.
#[derive(Clone, Debug)]
pub struct Db(Engine);

#[derive(Clone, Debug)]
enum Engine {
    Sqlite {
        /// A pool of one connection, so that writers queue here and not at SQLite's lock.
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

impl Db {
    /// Opens the database. A missing SQLite file is created with mode 0600; its folder must exist. A commit is durable before
    /// it returns (PostgreSQL: depending on the server's `synchronous_commit`).
    ///
    /// # Errors
    /// [`StoreError::File`] if the file cannot be created, [`StoreError::Unavailable`] if the database cannot be reached.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, StoreError> {
        match &url.0 {
            Place::Sqlite(path) => Self::open_sqlite(path).await,
            Place::Postgres(options) => Self::open_postgres(options.as_ref().clone()).await,
        }
    }

    /// Opens an existing database. A missing SQLite file is not created.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn open_existing(url: &DatabaseUrl) -> Result<Self, StoreError> {
        if let Place::Sqlite(path) = &url.0
            && let Err(error) = path.metadata()
        {
            return Err(StoreError::File { path: path.clone(), problem: error.kind() });
        }
        Self::open(url).await
    }

    async fn open_sqlite(path: &Path) -> Result<Self, StoreError> {
        // SQLite would apply the umask. Its journal files take the mode of the database file.
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => {
                return Err(StoreError::File { path: path.to_owned(), problem: error.kind() });
            }
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(TIMEOUT)
            // Overwrites what is deleted or replaced: an earlier value must not stay readable in a free part of the file.
            .pragma("secure_delete", "on");
        let pool =
            SqlitePoolOptions::new().acquire_timeout(TIMEOUT).idle_timeout(None).max_lifetime(None).test_before_acquire(false);
        let writer = pool.clone().max_connections(1).connect_with(options.clone()).await?;
        let readers = pool.max_connections(SQLITE_READERS).connect_with(options.pragma("query_only", "on")).await?;
        Ok(Self(Engine::Sqlite { writer, readers }))
    }

    async fn open_postgres(options: PgConnectOptions) -> Result<Self, StoreError> {
        let timeout = TIMEOUT.as_millis().to_string();
        let options = options.options([
            ("lock_timeout", timeout.as_str()),
            // A program that died or hangs between begin and commit must not keep the writer's lock forever.
            ("idle_in_transaction_session_timeout", "60000"),
        ]);
        let pool =
            PgPoolOptions::new().acquire_timeout(TIMEOUT).max_connections(POSTGRES_CONNECTIONS).connect_with(options).await?;
        Ok(Self(Engine::Postgres(pool)))
    }

    /// Begins a writing transaction. There is one at a time on either engine, so nothing that it reads changes before it ends.
    /// Between begin and commit there must only be SQL.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if it has to wait for more than ten seconds, or the database cannot be reached.
    pub async fn begin_write(&self) -> Result<Tx, StoreError> {
        let begun: Answer<'_, Tx> = Box::pin(async {
            match &self.0 {
                Engine::Sqlite { writer, .. } => Ok(Tx::sqlite(writer.begin_with("BEGIN IMMEDIATE").await?)),
                Engine::Postgres(pool) => {
                    let mut transaction = pool.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED").await?;
                    sqlx::query("select pg_advisory_xact_lock($1)").bind(WRITER_LOCK).execute(&mut *transaction).await?;
                    Ok(Tx::postgres(transaction))
                }
            }
        });
        begun.await
    }

    /// Begins a read-only transaction, which sees the state as of its first statement until it ends.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if no connection is free within ten seconds, or the database cannot be reached.
    pub async fn begin_read(&self) -> Result<Tx, StoreError> {
        let begun: Answer<'_, Tx> = Box::pin(async {
            match &self.0 {
                Engine::Sqlite { readers, .. } => Ok(Tx::sqlite(readers.begin_with("BEGIN DEFERRED").await?)),
                Engine::Postgres(pool) => {
                    Ok(Tx::postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?))
                }
            }
        });
        begun.await
    }

    /// Closes all connections after the running transactions have ended.
    pub async fn close(&self) {
        match &self.0 {
            Engine::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

#[cfg(test)]
mod tests;

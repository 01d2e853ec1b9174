//! Database errors. No variant and no log event contains a value of a row.

use std::path::PathBuf;
use std::{fmt, io};

use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::postgres::PgDatabaseError;

use crate::recurring::Recurring;

/// Why a database operation failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The connection, a lock, the disk or the server's resources failed; retrying may help. After a failed commit it is
    /// unknown whether the transaction took effect.
    #[error("the database is unavailable")]
    Unavailable,
    /// A row with this key exists already.
    #[error("a row with this key exists already")]
    Duplicate,
    /// The row was changed since it was read, or is gone.
    #[error("the row was changed since it was read")]
    Stale,
    /// A constraint of the schema (reference, check, not null) forbids the row.
    #[error("a constraint of the schema forbids the row")]
    Forbidden,
    /// A stored value that this program would not write.
    #[error("the database contains a value that this program does not write: {0}")]
    Inconsistent(Inconsistency),
    /// A value cannot be stored: a bug in this program.
    #[error("a value cannot be written: {problem}")]
    Unwritable {
        /// Why it cannot be stored.
        problem: &'static str,
    },
    /// An earlier statement of this transaction failed, so it cannot be committed.
    #[error("an earlier statement of the transaction failed")]
    Aborted,
    /// A statement does not fit the schema or the engine: a bug in this program.
    #[error("the database refused a statement of this program ({code}{message})")]
    Statement {
        /// PostgreSQL's SQLSTATE or SQLite's result code.
        code: String,
        /// The engine's message about the statement; empty if it could quote a value.
        message: String,
    },
    /// Migrations that are not applied to the database yet.
    #[error("the database lacks the migrations {}; `sceau migrate` applies them", .0.join(", "))]
    Pending(Vec<&'static str>),
    /// The database's migrations differ from this program's.
    #[error("migration {name}: {problem}")]
    Migration {
        /// The migration's name, or its number if this program does not know it.
        name: String,
        /// How they differ.
        problem: &'static str,
    },
    /// The database file can be neither found nor created.
    #[error("the database file {} cannot be opened or created: {problem}; `sceau init` makes a new one", path.display())]
    File {
        /// Its path.
        path: PathBuf,
        /// The operating system's error.
        problem: io::ErrorKind,
    },
}

/// The place of an unexpected value; identifies the row without quoting its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inconsistency {
    /// The table, if the reader states it: see [`Table`](super::Table).
    pub table: Option<&'static str>,
    /// The columns that identify the row, with their values.
    pub row: Option<String>,
    /// The column that was read, or `*` if whole rows are concerned.
    pub column: &'static str,
    /// What is wrong with it.
    pub problem: &'static str,
}

impl fmt::Display for Inconsistency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(table) = self.table {
            write!(f, "{table}.")?;
        }
        write!(f, "{} {}", self.column, self.problem)?;
        self.row.as_ref().map_or(Ok(()), |row| write!(f, " (row: {row})"))
    }
}

impl StoreError {
    /// The value of `column` is not one that this program writes; [`Table`](super::Table) adds the row.
    #[must_use]
    pub const fn inconsistent(column: &'static str, problem: &'static str) -> Self {
        Self::Inconsistent(Inconsistency { table: None, row: None, column, problem })
    }

    /// The same error; an inconsistency without a table gets this one.
    pub(super) fn of(self, table: &'static str, row: Option<String>) -> Self {
        match self {
            Self::Inconsistent(found) if found.table.is_none() => {
                Self::Inconsistent(Inconsistency { table: Some(table), row, ..found })
            }
            other => other,
        }
    }

    /// Whether retrying may help.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Unavailable)
    }

    /// Whether only the people who operate or write this program can help: data, schema or statement is wrong, and retrying fails
    /// again. The other errors occur in normal operation: something was not there, or another transaction was faster.
    #[must_use]
    pub const fn is_incident(&self) -> bool {
        match self {
            Self::Unavailable | Self::Duplicate | Self::Stale | Self::Aborted => false,
            Self::Inconsistent(_)
            | Self::Forbidden
            | Self::Unwritable { .. }
            | Self::Statement { .. }
            | Self::Pending(_)
            | Self::Migration { .. }
            | Self::File { .. } => true,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(refusal) => Self::refused(refusal.as_ref()),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Configuration(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => {
                // These are about connections, hosts and files, never about rows.
                unavailable(&error);
                Self::Unavailable
            }
            // The remaining errors may quote values: protocol violations and failures to encode or decode.
            _ => Self::Statement { code: "driver".to_owned(), message: String::new() },
        }
    }
}

/// Logs once a minute that the database is unavailable: how many acts find out is up to whoever asks for them. Too many acts at once are
/// their doing, and no fault.
fn unavailable(error: &sqlx::Error) {
    static BUSY: Recurring = Recurring::new();
    static UNAVAILABLE: Recurring = Recurring::new();
    match error {
        sqlx::Error::PoolTimedOut => {
            if let Some(times) = BUSY.due() {
                tracing::info!(times, "acts waited too long for a connection to the database");
            }
        }
        error => {
            if let Some(times) = UNAVAILABLE.due() {
                tracing::warn!(%error, times, "the database is unavailable");
            }
        }
    }
}

impl StoreError {
    fn refused(refusal: &dyn DatabaseError) -> Self {
        let code = refusal.code().unwrap_or_default().into_owned();
        let postgres = refusal.try_downcast_ref::<PgDatabaseError>().is_some();
        let may_recover = if postgres { postgres_may_recover(&code) } else { sqlite_may_recover(&code) };
        let error = match refusal.kind() {
            ErrorKind::UniqueViolation => Self::Duplicate,
            ErrorKind::ForeignKeyViolation
            | ErrorKind::NotNullViolation
            | ErrorKind::CheckViolation
            | ErrorKind::ExclusionViolation => Self::Forbidden,
            _ if may_recover => Self::Unavailable,
            _ => {
                // In these classes (login, database, statement) the engines' messages are about configuration and the text of the
                // statement, which contains no values: these are bound.
                let quotes_no_value =
                    if postgres { ["28", "3D", "42"].iter().any(|class| code.starts_with(class)) } else { code == "1" };
                let message = if quotes_no_value { format!(": {}", refusal.message()) } else { String::new() };
                Self::Statement { code: code.clone(), message }
            }
        };
        tracing::debug!(code, constraint = refusal.constraint(), table = refusal.table(), %error, "the database refused");
        error
    }
}

/// SQLSTATE classes for connections, rolled back transactions, resources, locks, operator intervention and system errors, and
/// for an invalid transaction state, which a server that shuts down may cause.
fn postgres_may_recover(code: &str) -> bool {
    ["08", "25P0", "40", "53", "55P03", "57", "58"].iter().any(|class| code.starts_with(class))
}

/// The primary result codes BUSY, LOCKED, NOMEM, INTERRUPT, IOERR, FULL, CANTOPEN and PROTOCOL; the extended code
/// carries them in its low byte.
fn sqlite_may_recover(code: &str) -> bool {
    code.parse::<i32>().is_ok_and(|code| [5, 6, 7, 9, 10, 13, 14, 15].contains(&(code & 0xff)))
}

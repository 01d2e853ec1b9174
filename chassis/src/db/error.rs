//! Database errors. No variant and no log event contains a value of a row.

use std::io;
use std::path::PathBuf;

use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::postgres::PgDatabaseError;

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
    /// A value that this program would not write.
    #[error("the database contains a value that this program does not write: {column}: {problem}")]
    Inconsistent {
        /// The column, or `*` for whole rows.
        column: &'static str,
        /// What is wrong with it.
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
    /// Migrations that were not applied to the database yet.
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
        /// The system's error.
        problem: io::ErrorKind,
    },
}

impl StoreError {
    /// Whether retrying may help.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Unavailable)
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
                tracing::warn!(%error, "the database is unavailable");
                Self::Unavailable
            }
            // The remaining errors may quote values: protocol violations and failures to encode or decode.
            _ => Self::Statement { code: "driver".to_owned(), message: String::new() },
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
                // Messages of these classes (login, database, statement) are about configuration and the text of the statement,
                // which holds no values.
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

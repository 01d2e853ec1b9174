//! Why the database did not do what was asked. No variant, and no line of the log, carries a value of a row.

use std::io;
use std::path::PathBuf;

use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::postgres::PgDatabaseError;

/// Why the database did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The connection, a lock, the disk or the server's resources: asking again may help. After a failed commit its
    /// fate is unknown.
    #[error("the database is unavailable")]
    Unavailable,
    /// A row with this key is already there.
    #[error("a row with this key is already there")]
    Duplicate,
    /// The row was changed since it was read, or is gone.
    #[error("the row was changed since it was read")]
    Stale,
    /// A rule of the schema (a reference, a check, a column that must hold something) forbids the row.
    #[error("a rule of the schema forbids the row")]
    Forbidden,
    /// What was read is not what this program writes.
    #[error("the database holds what this program does not write: {column}: {problem}")]
    Inconsistent {
        /// The column that was read, or `*` when it is about whole rows.
        column: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// An earlier statement of this transaction failed: nothing of it can be committed.
    #[error("an earlier statement of the transaction failed")]
    Aborted,
    /// A statement does not fit the schema or the engine: a fault of the program.
    #[error("the database refused a statement of this program ({code}{message})")]
    Statement {
        /// PostgreSQL's SQLSTATE or SQLite's result code.
        code: String,
        /// What the engine says of the statement's text; empty where its message could quote a value.
        message: String,
    },
    /// Migrations that this program brings and the database has not seen; `migrate` applies them.
    #[error("the database lacks the migrations {}; `sceau migrate` applies them", .0.join(", "))]
    Pending(Vec<&'static str>),
    /// The database's migrations and this program's contradict each other.
    #[error("migration {name}: {problem}")]
    Migration {
        /// The migration's name, or its number when this program does not know it.
        name: String,
        /// In what they differ.
        problem: &'static str,
    },
    /// The database file can be neither found nor created.
    #[error("the database file {} cannot be opened or created: {problem}; `sceau init` makes a new one", path.display())]
    File {
        /// Where it was to be.
        path: PathBuf,
        /// What the system says.
        problem: io::ErrorKind,
    },
}

impl StoreError {
    /// Whether asking again later may help.
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
                // These tell of connections, hosts and files, never of rows.
                tracing::warn!(%error, "the database is unavailable");
                Self::Unavailable
            }
            // What is left may quote values: protocol violations and failures to encode or decode.
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
                // Of these classes (login, database, statement) the engines' messages tell of configuration and of the statement's
                // text, which is constant in this program.
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

/// SQLSTATE classes of connections, transactions rolled back, resources, locks, intervention and the system; and of a
/// transaction in the wrong state, which a server going down may leave behind.
fn postgres_may_recover(code: &str) -> bool {
    ["08", "25P0", "40", "53", "55P03", "57", "58"].iter().any(|class| code.starts_with(class))
}

/// The primary result codes BUSY, LOCKED, NOMEM, INTERRUPT, IOERR, FULL, CANTOPEN and PROTOCOL; the extended code
/// carries them in its low byte.
fn sqlite_may_recover(code: &str) -> bool {
    code.parse::<i32>().is_ok_and(|code| [5, 6, 7, 9, 10, 13, 14, 15].contains(&(code & 0xff)))
}

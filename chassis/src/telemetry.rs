//! The program's log: to standard error, a line an event.
//!
//! Keeping secrets and personal data out of events is the callers' duty; nothing here could find them.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

pub use tracing_subscriber::filter::LevelFilter;

/// Why events are not written as asked.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// `RUST_LOG` is set and is no filter.
    #[error("RUST_LOG is not a filter such as `info,ca=debug`")]
    Filter(#[source] tracing_subscriber::filter::FromEnvError),
    /// It was done before in this process.
    #[error("the log was set up before")]
    Twice,
}

/// Writes events of the whole process, as `RUST_LOG` selects them; from `least` upwards when it is not set.
///
/// # Errors
/// When `RUST_LOG` is no filter, or the log was set up before.
pub fn init(least: LevelFilter) -> Result<(), TelemetryError> {
    let filter = EnvFilter::builder().with_default_directive(least.into()).from_env().map_err(TelemetryError::Filter)?;
    fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init().map_err(|_| TelemetryError::Twice)
}

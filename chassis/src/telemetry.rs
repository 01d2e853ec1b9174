//! Logging to standard error, one line per event, with colours on terminals only.
//!
//! Callers must keep secrets and personal data out of events.

use std::env;
use std::io::{IsTerminal, stderr};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

pub use tracing_subscriber::filter::LevelFilter;

/// Why logging was not set up.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// `RUST_LOG` is not a valid filter.
    #[error("RUST_LOG is not a filter such as `info,ca=debug`")]
    Filter(#[source] tracing_subscriber::filter::FromEnvError),
    /// Logging was set up before in this process.
    #[error("logging was set up before")]
    Twice,
}

/// Logs the events of the whole process that `RUST_LOG` selects; by default those of level `least` and above.
///
/// # Errors
/// If `RUST_LOG` is not a filter, or logging was set up before.
pub fn init(least: LevelFilter) -> Result<(), TelemetryError> {
    let filter = EnvFilter::builder().with_default_directive(least.into()).from_env().map_err(TelemetryError::Filter)?;
    let colours = stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    fmt().with_env_filter(filter).with_ansi(colours).with_writer(stderr).try_init().map_err(|_| TelemetryError::Twice)
}

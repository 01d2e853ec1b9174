//! The program's log: to standard error, a line an event.
//!
//! Keeping secrets and personal data out of events is the callers' duty; nothing here could find them.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt;

/// How events are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// For people.
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

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

/// Writes events of the whole process, as `RUST_LOG` selects them (`info` when it is not set).
///
/// # Errors
/// When `RUST_LOG` is no filter, or the log was set up before.
pub fn init(format: Format) -> Result<(), TelemetryError> {
    let filter =
        EnvFilter::builder().with_default_directive(LevelFilter::INFO.into()).from_env().map_err(TelemetryError::Filter)?;
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        Format::Text => log.try_init(),
        Format::Json => log.json().flatten_event(true).try_init(),
    }
    .map_err(|_| TelemetryError::Twice)
}

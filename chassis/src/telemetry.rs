//! Logging to standard error, one line per event, with colours on terminals only.
//!
//! Callers must keep secrets and personal data out of events. What a client sends must not cause events of the levels `error` and `warn`: a
//! stranger could otherwise hide what operators must see, and fill the disk (docs/operating.md#logs). Libraries do not know this rule.
//! Parsers log what is wrong with a file at level `error`, so libraries are silent unless `RUST_LOG` names them.

use std::env;
use std::io::{IsTerminal, stderr};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

pub use tracing_subscriber::filter::LevelFilter;

/// The variable with the filter.
const VARIABLE: &str = "RUST_LOG";

/// The crates of this project, whose events are logged.
pub const CRATES: &[&str] = &[
    "ca",
    "ca_contract",
    "chassis",
    "crl",
    "demo",
    "deployment",
    "examination",
    "i18n",
    "mails",
    "pages",
    "papers",
    "pki",
    "policies",
    "ra_portal",
    "registration",
    "sceau",
    "station",
    "token",
];

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

/// Logs the events of the whole process that `RUST_LOG` selects; by default those of this project's crates, of level `least` and above.
///
/// # Errors
/// If `RUST_LOG` is not a filter, or logging was set up before.
pub fn init(least: LevelFilter) -> Result<(), TelemetryError> {
    let is_chosen = env::var_os(VARIABLE).is_some_and(|value| !value.is_empty());
    let filter =
        if is_chosen { EnvFilter::try_from_env(VARIABLE).map_err(TelemetryError::Filter)? } else { default_filter(least) };
    let colours = stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    fmt().with_env_filter(filter).with_ansi(colours).with_writer(stderr).try_init().map_err(|_| TelemetryError::Twice)
}

/// Events of this project's crates, of level `least` and above, and none of others, which the filter does not name.
fn default_filter(least: LevelFilter) -> EnvFilter {
    let directives: Vec<_> = CRATES.iter().map(|name| format!("{name}={least}")).collect();
    EnvFilter::builder().parse_lossy(directives.join(","))
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn by_default_libraries_are_silent_and_our_crates_log_from_a_level_on() {
        let written = Written::default();
        let writer = {
            let written = written.clone();
            move || written.clone()
        };
        let subscriber = fmt().with_env_filter(default_filter(LevelFilter::INFO)).with_ansi(false).with_writer(writer).finish();
        tracing::subscriber::with_default(subscriber, || {
            tracing::error!(target: "lopdf::reader", "a broken file");
            tracing::error!(target: "zune_jpeg::decoder", "a broken picture");
            tracing::warn!(target: "rustls::msgs::handshake", "a broken greeting");
            tracing::error!(target: "a_parser_of_tomorrow", "something is broken");
            tracing::info!(target: "ca::crls", "a CRL was signed");
            tracing::error!(target: "registration", "a row is broken");
            tracing::debug!(target: "ca::crls", "a detail");
        });
        let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(text.contains("a CRL was signed") && text.contains("a row is broken"), "{text}");
    }
}

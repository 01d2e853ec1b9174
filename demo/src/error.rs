//! Why the demonstration stopped.

use std::io;
use std::path::PathBuf;

use deployment::configuration::ConfigurationError;
use deployment::installation::{InstallationError, NoPorts};
use deployment::zones::ZoneError;

use crate::browser::BrowserError;
use crate::mailbox::NoMessage;

/// Why the demonstration stopped before its end.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The folder is not empty.
    #[error("{} is not empty; name an empty folder, or one that does not exist yet", .0.display())]
    NotEmpty(PathBuf),
    /// A file or folder could not be read or written.
    #[error("{}: {fault}", path.display())]
    File {
        /// Its path.
        path: PathBuf,
        /// The system's error.
        fault: io::Error,
    },
    /// The folder belongs to another user, who could replace the keys in it.
    #[error("{} belongs to another user; name a folder of your own", .0.display())]
    NotOurs(PathBuf),
    /// SIGTERM or SIGINT was received.
    #[error("stopped on request before the demonstration was complete")]
    Stopped,
    /// There are not four consecutive ports.
    #[error(transparent)]
    Ports(#[from] NoPorts),
    /// The zones could not be installed.
    #[error(transparent)]
    Installation(#[from] InstallationError),
    /// A configuration file was refused.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// A zone did not start, or failed.
    #[error(transparent)]
    Zone(#[from] ZoneError),
    /// Logging, signal handlers or a task failed.
    #[error("the process could not be set up: {0}")]
    Process(String),
    /// A page was not as expected.
    #[error(transparent)]
    Visit(#[from] BrowserError),
    /// A message did not arrive.
    #[error(transparent)]
    Message(#[from] NoMessage),
    /// A step failed.
    #[error("step \"{step}\" failed: {problem}")]
    Step {
        /// The step.
        step: &'static str,
        /// What happened instead.
        problem: String,
    },
}

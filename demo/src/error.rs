//! Why the demonstration stopped.

use std::io;
use std::path::PathBuf;

use deployment::configuration::ConfigurationError;
use deployment::installation::{InstallationError, NoPorts};
use deployment::zones::ZoneError;

use crate::mailbox::NoMessage;
use crate::visitor::VisitError;

/// Why the demonstration broke off.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The folder is in use.
    #[error("{} is not empty; name an empty folder, or one that is not there yet", .0.display())]
    NotEmpty(PathBuf),
    /// A file or folder.
    #[error("{}: {fault}", path.display())]
    File {
        /// Where.
        path: PathBuf,
        /// What the system says.
        fault: io::Error,
    },
    /// The folder is somebody else's: whoever owns it could swap the keys in it.
    #[error("{} belongs to another user; name a folder of your own", .0.display())]
    NotOurs(PathBuf),
    /// SIGTERM or SIGINT came first.
    #[error("stopped on request before everything was played")]
    Stopped,
    /// The ports.
    #[error(transparent)]
    Ports(#[from] NoPorts),
    /// The installation.
    #[error(transparent)]
    Installation(#[from] InstallationError),
    /// The configuration.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// A zone.
    #[error(transparent)]
    Zone(#[from] ZoneError),
    /// The log or the signal handlers.
    #[error("the process could not be set up: {0}")]
    Process(String),
    /// A page.
    #[error(transparent)]
    Visit(#[from] VisitError),
    /// A message.
    #[error(transparent)]
    Message(#[from] NoMessage),
    /// A step did not hold.
    #[error("step \"{step}\" did not hold: {problem}")]
    Step {
        /// Which.
        step: &'static str,
        /// What happened instead.
        problem: String,
    },
}

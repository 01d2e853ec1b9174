//! Why `sceau init` stopped.

use std::io;
use std::path::PathBuf;

use crate::configuration::ConfigurationError;

#[derive(Debug, thiserror::Error)]
pub enum InstallationError {
    #[error("{}: {fault}", path.display())]
    File { path: PathBuf, fault: io::Error },
    /// The arguments are not acceptable.
    #[error("{0}")]
    Settings(String),
    /// A file of an earlier attempt has other contents.
    #[error("{} differs from what this command would write; repeat the earlier command, or move the file away", .0.display())]
    Differs(PathBuf),
    /// A configuration file, possibly of an earlier attempt.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    #[error(transparent)]
    Key(#[from] pki::SignError),
    #[error("an officer's token: {0}")]
    OfficerToken(String),
    #[error(transparent)]
    Bootstrap(#[from] ca::BootstrapError),
    #[error("the portal's database: {0}")]
    PortalDatabase(#[from] chassis::db::StoreError),
}

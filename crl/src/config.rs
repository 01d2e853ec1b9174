//! Configuration of a status responder.

use std::path::PathBuf;
use std::time::Duration;

/// The configuration of a status responder.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder for the snapshot, the encrypted OCSP keys and the CRLs. Created if missing. Not shared with other responders.
    pub data: PathBuf,
    /// How long OCSP requests are answered after the last contact with the certificate authority: 1 s to 1 day.
    pub max_lag: Duration,
    /// The time from thisUpdate to nextUpdate of OCSP responses: 1 minute to 12 hours (docs/profiles.md#ocsp).
    pub response_validity: Duration,
}

impl Config {
    /// The defaults: a lag of 10 minutes, and OCSP responses valid for 1 hour.
    #[must_use]
    pub const fn new(data: PathBuf) -> Self {
        Self { data, max_lag: Duration::from_secs(600), response_validity: Duration::from_secs(3600) }
    }
}

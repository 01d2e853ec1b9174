//! How a status responder is set up.

use std::path::PathBuf;
use std::time::Duration;

/// Where a status responder keeps what it knows, and how long its answers hold.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder of the snapshot, the sealed OCSP keys and the CRLs; made when it is missing. One responder's alone.
    pub data: PathBuf,
    /// How long after the last word from the certificate authority OCSP answers are still given: 1 s to 1 day.
    pub max_lag: Duration,
    /// From thisUpdate to nextUpdate of every OCSP answer: 1 minute to 12 hours (docs/profiles.md#ocsp).
    pub answer_validity: Duration,
}

impl Config {
    /// The commissioned setting: 10 minutes of lag, answers that hold for 1 hour.
    #[must_use]
    pub const fn new(data: PathBuf) -> Self {
        Self { data, max_lag: Duration::from_secs(600), answer_validity: Duration::from_secs(3600) }
    }
}

//! The configuration and environment of the certificate authority.

use std::sync::Arc;
use std::time::Duration;

use chassis::db::DatabaseUrl;
use chassis::encryption::MasterKey;
use chassis::slow_hash::Cost;
use pki::Clock;
use policies::Policies;

use crate::Failpoints;

/// Whether approvals without officers' signatures are accepted (docs/threats.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approvals {
    /// Accepted: anybody who controls the portal's identity can approve. For demonstrations and tests.
    Unsigned,
    /// Refused: nothing can be approved.
    Refused,
}

/// The operator's configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The zone's database.
    pub database: DatabaseUrl,
    /// Whether unsigned approvals are accepted.
    pub approvals: Approvals,
    /// Every origin from which relying parties read status, as `http://host:port`: a revocation is published once each shows it.
    pub origins: Vec<String>,
    /// Maximum PUKs released within an hour; a compromised portal gets no more.
    pub puk_releases_per_hour: u32,
    /// Maximum transport PINs released within an hour: more than the letters that are printed in practice.
    pub pin_releases_per_hour: u32,
    /// Maximum orders whose dossier key is released within an hour.
    pub dossier_keys_per_hour: u32,
    /// The cost of hashing a code.
    pub code_cost: Cost,
    /// Number of signing threads.
    pub signing_threads: usize,
    /// How long OCSP responses of responders are valid, for the times in receipts.
    pub ocsp_response_validity: Duration,
}

/// What the program provides.
#[derive(Clone)]
pub struct Environment {
    /// The policies in force.
    pub policies: Arc<Policies>,
    /// The key from which encryption and MAC keys of the zone are derived.
    pub master_key: Arc<MasterKey>,
    /// The source of the current time.
    pub clock: Arc<dyn Clock>,
    /// The actions at failpoints.
    pub failpoints: Failpoints,
}

//! What the certificate authority is composed of.

use std::sync::Arc;
use std::time::Duration;

use chassis::db::DatabaseUrl;
use chassis::encryption::MasterKey;
use chassis::slow_hash::Cost;
use pki::Clock;
use policies::Policies;

use crate::Failpoints;

/// Whether approvals without officers' signatures count (docs/threats.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approvals {
    /// They count: whoever holds the portal's identity can approve. Demonstrations and tests.
    Unsigned,
    /// They do not: nothing can be approved.
    Refused,
}

/// What an operator decides.
#[derive(Clone, Debug)]
pub struct Config {
    /// The zone's database.
    pub database: DatabaseUrl,
    /// Whether unsigned approvals count.
    pub approvals: Approvals,
    /// Every place from which relying parties read status, as `http://host:port`: a revocation is live once each shows it.
    pub origins: Vec<String>,
    /// The most PUKs released within an hour; more is what a compromised portal would ask for.
    pub puk_releases_per_hour: u32,
    /// The most transport PINs released within an hour: more letters than that, nobody prints.
    pub pin_releases_per_hour: u32,
    /// The most orders whose dossier key is released within an hour.
    pub dossier_keys_per_hour: u32,
    /// What a guess at a code costs.
    pub code_cost: Cost,
    /// How many threads sign.
    pub signing_threads: usize,
    /// How long a responder's responses are valid: what receipts must allow for.
    pub ocsp_response_validity: Duration,
}

/// What the program hands over.
#[derive(Clone)]
pub struct Environment {
    /// The policies in force.
    pub policies: Arc<Policies>,
    /// The key that every secret of the zone is encrypted under.
    pub master_key: Arc<MasterKey>,
    /// The present moment.
    pub clock: Arc<dyn Clock>,
    /// What happens at failpoints.
    pub failpoints: Failpoints,
}

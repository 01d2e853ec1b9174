//! A testbed for end-to-end tests ("scenarios"): all zones on loopback in a temporary folder, composed as in the program, with a clock that
//! can be moved.

#![expect(clippy::panic, reason = "a testbed is used by tests only, which fail by panicking")]

mod callers;
mod clock;
mod ledger;
pub mod office;
mod opening;
mod ports;
mod prepared;
mod production;
mod program;
mod relying;
mod requests;
mod scenario;
mod stopped;
mod waiting;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use ca::Bootstrapped;
use ca_contract::issuance::ListIssuers;
use chassis::slow_hash::Cost;
use deployment::installation::Installation;
use policies::Policies;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub use callers::{Callers, Transport, anchor, ask, connect, identity, signed_receipt};
pub use clock::MovedClock;
pub use ports::Ports;
pub use prepared::{Engine, Prepared, Urls, officers, settings};
pub use production::produced;
pub use program::binary;
pub use relying::StatusResult;
pub use scenario::{CODES, ProducedToken, Scenario};
pub use stopped::StoppedTestbed;
pub use waiting::{TIMEOUT, until};

/// A low cost of the Argon2id computation for codes, so that tests are fast. The program's default is tested elsewhere.
pub const CHEAP: Cost = Cost { memory_kib: 64, passes: 1 };

/// A running CA and status responder.
pub struct Testbed {
    /// Clients of the contract.
    pub callers: Callers,
    /// The clock of the CA and the responder.
    pub clock: Arc<MovedClock>,
    /// The first officers and the anchor.
    pub bootstrapped: Bootstrapped,
    /// The zones' folders.
    pub installation: Installation,
    /// The address on which status is served.
    pub status: SocketAddr,
    /// The address on which the contract is served.
    pub contract: SocketAddr,
    /// The contract's router, for requests that name the caller's key themselves.
    pub router: Router,
    /// The policies of the zones.
    pub policies: Arc<Policies>,
    zones: Vec<JoinHandle<()>>,
    stop: CancellationToken,
    authority_stop: CancellationToken,
    folder: TempDir,
    ports: Ports,
}

impl Testbed {
    /// Waits until the responder is healthy.
    pub async fn until_ready(&self) {
        let url = format!("http://{}/health", self.status);
        let client = reqwest::Client::new();
        let well = async || client.get(&url).send().await.is_ok_and(|health| health.status().is_success());
        until("the responder is healthy", async || well().await.then_some(())).await;
    }

    /// Waits until the contract's listener has renewed its TLS certificate after the clock was moved.
    pub async fn until_reachable(&self) {
        let client = connect(&self.installation, &identity(&self.installation, "portal"), &self.clock);
        until("the contract is reached", async || ask(&client, &ListIssuers {}).await.ok()).await;
    }

    /// A file in the testbed's folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Stops the CA and keeps the responder running.
    ///
    /// Requires [`Transport::MutualTls`]: in process, the responder could still call the CA.
    pub async fn stop_authority(&mut self) {
        self.authority_stop.cancel();
        self.zones.remove(0).await.expect("the zone did not panic");
    }
}

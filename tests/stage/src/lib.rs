//! A stage for end-to-end tests ("stories"): all zones on loopback in a temporary folder, composed as in the program, with a clock that
//! can be moved.

#![expect(clippy::panic, reason = "a stage serves tests: what goes wrong on it is a panic")]

mod callers;
mod cast;
mod clock;
mod ledger;
pub mod office;
mod opening;
mod ports;
mod production;
mod relying;
mod requests;
mod suspended;
mod waiting;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use ca::Established;
use ca_contract::issuance::ListIssuers;
use chassis::slow_hash::Cost;
use deployment::installation::{Installation, Officer, Settings};
use policies::Policies;
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub use callers::{Callers, Transport, account, anchor, ask, connect, identity};
pub use cast::{CODES, Cast, Held};
pub use clock::MovedClock;
pub use ports::Ports;
pub use production::produced;
pub use relying::Told;
pub use suspended::Suspended;
pub use waiting::{PATIENCE, until};

/// Which database a stage runs on.
#[derive(Clone, Debug)]
pub enum Engine {
    /// A file in the stage's folder.
    Sqlite,
    /// Empty databases on a PostgreSQL server.
    Postgres(Urls),
}

/// The URL of each zone's database.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Urls {
    /// The certificate authority's.
    pub authority: String,
    /// The portal's.
    pub portal: String,
}

/// A low cost of the Argon2id computation for codes, so that tests are fast. The program's default is tested elsewhere.
pub const CHEAP: Cost = Cost { memory_kib: 64, passes: 1 };

/// A running CA and status responder.
pub struct Stage {
    /// Clients of the contract.
    pub callers: Callers,
    /// The clock of the CA and the responder.
    pub clock: Arc<MovedClock>,
    /// The first officers and the anchor.
    pub established: Established,
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

impl Stage {
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

    /// A file in the stage's folder.
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

/// Settings of an installation with this engine, on the addresses of [`Ports`].
#[must_use]
pub fn settings(engine: &Engine, addresses: [SocketAddr; 4]) -> Settings {
    let urls = match engine {
        Engine::Sqlite => None,
        Engine::Postgres(urls) => Some(urls),
    };
    let secret = |url: &String| SecretString::from(url.as_str());
    let (database, portal_database) = (urls.map(|urls| secret(&urls.authority)), urls.map(|urls| secret(&urls.portal)));
    Settings { database, portal_database, unsigned_approvals: true, demonstration_site: true, ..Settings::on(addresses) }
}

/// The officers of every stage.
#[must_use]
pub fn officers() -> [Officer; 2] {
    ["Inès Vautrin <ines.vautrin@sceau.example.org>", "Octave Delmas <octave.delmas@sceau.example.org>"]
        .map(|officer| officer.parse().expect("an officer"))
}

//! A stage for stories: the zones on loopback in a folder of their own, as the program composes them, with a clock that can be moved.

mod callers;
mod clock;
mod cast;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ca::{Boundaries, Established};
use chassis::slow_hash::Cost;
use sceau::configuration::{AuthorityFile, ResponderFile};
use sceau::installation::{Installation, Officer, Settings};
use sceau::zones::{AuthorityZone, Composition, ResponderZone};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub use callers::{Callers, Transport, ask, connect, identity};
pub use cast::{Cast, CODES, Held};
pub use clock::MovedClock;

/// Which database a stage runs on.
#[derive(Clone, Debug)]
pub enum Engine {
    /// A file in the stage's folder.
    Sqlite,
    /// The URL of an empty database.
    Postgres(String),
}

/// How long the zones may take until they are ready.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(10);
/// A guess costs little: what it should cost is the program's default, and measured elsewhere.
const CHEAP: Cost = Cost { memory_kib: 64, passes: 1 };

/// Running zones.
pub struct Stage {
    /// The callers of the contract.
    pub callers: Callers,
    /// The present moment of the certificate authority and the responder.
    pub clock: Arc<MovedClock>,
    /// The first officers and the anchor.
    pub established: Established,
    /// The zones' folders.
    pub installation: Installation,
    /// Where status is served.
    pub status: SocketAddr,
    /// Where the contract is served.
    pub contract: SocketAddr,
    zones: Vec<JoinHandle<()>>,
    stop: CancellationToken,
    folder: TempDir,
}

impl Stage {
    /// Establishes the zones of an empty folder and starts them.
    pub async fn open(engine: Engine, transport: Transport) -> Self {
        Self::open_observed(engine, transport, Boundaries::none()).await
    }

    /// The same, with something that happens at the certificate authority's boundaries.
    pub async fn open_observed(engine: Engine, transport: Transport, boundaries: Boundaries) -> Self {
        Self::open_costing(engine, transport, boundaries, CHEAP).await
    }

    /// The same, with the cost of a guess at a code.
    pub async fn open_costing(engine: Engine, transport: Transport, boundaries: Boundaries, code_cost: Cost) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let settings = settings(&engine);
        let (installation, established) =
            Installation::initialise(folder.path(), &settings, &officers()).await.expect("the zones are established");
        let clock = Arc::new(MovedClock::default());
        let stop = CancellationToken::new();
        let authority = start_authority(&installation, &clock, boundaries, code_cost).await;
        let callers = Callers::of(transport, &authority, &installation);
        let responder = start_responder(&installation, &callers, &clock);
        let zones = vec![
            tokio::spawn({
                let stop = stop.clone();
                async move { authority.serve(stop).await.expect("the certificate authority ends well") }
            }),
            tokio::spawn({
                let stop = stop.clone();
                async move { responder.serve(stop).await.expect("the responder ends well") }
            }),
        ];
        let (status, contract) = (settings.status, settings.contract);
        let stage = Self { callers, clock, established, installation, status, contract, zones, stop, folder };
        stage.until_ready().await;
        stage
    }

    /// Waits until the responder is well.
    pub async fn until_ready(&self) {
        let url = format!("http://{}/health", self.status);
        let client = reqwest::Client::new();
        let well = async {
            while !client.get(&url).send().await.is_ok_and(|health| health.status().is_success()) {
                tokio::time::sleep(PAUSE).await;
            }
        };
        tokio::time::timeout(PATIENCE, well).await.expect("the responder is ready within 30 s");
    }

    /// A file in the stage's folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Stops the zones; returns the folder, from which they can be started again.
    pub async fn close(self) -> TempDir {
        self.stop.cancel();
        for zone in self.zones {
            zone.await.expect("the zone did not panic");
        }
        self.folder
    }
}

/// Configuration for an engine, on free ports.
#[must_use]
pub fn settings(engine: &Engine) -> Settings {
    let database = match engine {
        Engine::Sqlite => None,
        Engine::Postgres(url) => Some(SecretString::from(url.as_str())),
    };
    Settings { database, unsigned_approvals: true, status: free_address(), contract: free_address() }
}

/// An address on loopback that nothing listens on.
#[must_use]
pub fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
    listener.local_addr().expect("a bound socket has an address")
}

/// The officers of every stage.
#[must_use]
pub fn officers() -> [Officer; 2] {
    ["Inès Vautrin <ines.vautrin@sceau.example.org>", "Octave Delmas <octave.delmas@sceau.example.org>"]
        .map(|officer| officer.parse().expect("an officer"))
}

async fn start_authority(
    installation: &Installation,
    clock: &Arc<MovedClock>,
    boundaries: Boundaries,
    code_cost: Cost,
) -> AuthorityZone {
    let file = AuthorityFile::read(&installation.authority_file()).expect("the configuration that was written");
    let composition = Composition { clock: Arc::clone(clock) as Arc<_>, boundaries, code_cost };
    AuthorityZone::start_with(file, composition).await.expect("the certificate authority starts")
}

fn start_responder(installation: &Installation, callers: &Callers, clock: &Arc<MovedClock>) -> ResponderZone {
    let file = ResponderFile::read(&installation.responder_file()).expect("the configuration that was written");
    ResponderZone::start_with(file, callers.responder.clone(), Arc::clone(clock) as Arc<_>).expect("the responder starts")
}

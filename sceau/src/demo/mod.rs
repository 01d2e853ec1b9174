//! `sceau demo`: the zones on loopback from an empty folder, the main job played once over their real interfaces, each step said with
//! the time it took; then they stay up to be tried.

mod holder;
mod journey;
mod narration;
mod statement;
mod status;
mod story;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ca_contract::{CallerIdentity, CertificateAuthority};
use chassis::telemetry::{self, LevelFilter};
use pki::{SystemClock, SystemRandom};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::configuration::{AuthorityFile, ConfigurationError, ResponderFile, StationFile, read_anchor, read_identity};
use crate::installation::{Installation, InstallationError, NoPorts, Settings};
use crate::zones::{AuthorityZone, ResponderZone, ZoneError};

pub use statement::specimen;

/// What the person at the terminal asked for.
#[derive(Clone, Debug)]
pub struct DemoOptions {
    /// The folder; a new one below the system's temporary folder when left out.
    pub data: Option<PathBuf>,
    /// Ends once everything was played.
    pub exit: bool,
    /// The first of four consecutive ports.
    pub port_base: u16,
}

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
        fault: std::io::Error,
    },
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
    /// A step did not hold.
    #[error("step \"{step}\" did not hold: {problem}")]
    Step {
        /// Which.
        step: &'static str,
        /// What happened instead.
        problem: String,
    },
}

/// Plays the demonstration.
///
/// # Errors
/// The first step that did not hold.
pub async fn run(options: DemoOptions) -> Result<(), DemoError> {
    let process = |fault: &dyn std::fmt::Display| DemoError::Process(fault.to_string());
    telemetry::init(LevelFilter::ERROR).map_err(|fault| process(&fault))?;
    let settings = Settings { unsigned_approvals: true, ..Settings::on_loopback(options.port_base)? };
    let root = empty_folder(options.data)?;
    let mut narration = narration::Narration::begin(&root);
    let officers = statement::officers();
    let (installation, established) = narration
        .step("establish two hierarchies, an internal authority, two officers and the first CRLs", async {
            Installation::initialise(&root, &settings, &officers).await.map_err(DemoError::from)
        })
        .await?;
    let stop = chassis::stop::on_signals().map_err(|fault| process(&fault))?;
    let zones = narration.step("start the certificate authority and a status responder", start(&installation, &stop)).await?;
    let callers = Callers::connect(&installation)?;
    let stage = story::Stage { callers, status: status::Status::new(settings.status), root: root.clone(), established };
    let played = story::play(&stage, &mut narration).await;
    if played.is_ok() {
        narration.write(&root)?;
        if !options.exit {
            narration.invite(&root, settings.status);
            stop.cancelled().await;
        }
    }
    stop.cancel();
    zones.end().await?;
    played
}

/// The zones while they serve.
struct Zones(Vec<JoinHandle<Result<(), ZoneError>>>);

impl Zones {
    async fn end(self) -> Result<(), DemoError> {
        for zone in self.0 {
            zone.await.map_err(|fault| DemoError::Process(fault.to_string()))??;
        }
        Ok(())
    }
}

async fn start(installation: &Installation, stop: &CancellationToken) -> Result<Zones, DemoError> {
    let authority = AuthorityZone::start(AuthorityFile::read(&installation.authority_file())?).await?;
    let responder = ResponderZone::start(ResponderFile::read(&installation.responder_file())?)?;
    Ok(Zones(vec![tokio::spawn(authority.serve(stop.clone())), tokio::spawn(responder.serve(stop.clone()))]))
}

/// The contract as the portal and the station reach it: over mutual TLS, each with its own key.
struct Callers {
    portal: CertificateAuthority,
    station: CertificateAuthority,
}

impl Callers {
    fn connect(installation: &Installation) -> Result<Self, DemoError> {
        let file = StationFile::read(&installation.station_file())?;
        let (identity, anchor) = installation.portal_identity();
        let identity = CallerIdentity::self_issued(&read_identity(&identity)?, &SystemClock, &mut SystemRandom);
        let identity = identity.map_err(ConfigurationError::from)?;
        let portal = CertificateAuthority::connect(file.station.authority, &read_anchor(&anchor)?, identity, Arc::new(SystemClock));
        Ok(Self { portal: portal.map_err(ConfigurationError::from)?, station: file.connect()? })
    }
}

fn empty_folder(asked: Option<PathBuf>) -> Result<PathBuf, DemoError> {
    let root = asked.unwrap_or_else(|| std::env::temp_dir().join(format!("sceau-demo-{}", std::process::id())));
    let failed = |fault| DemoError::File { path: root.clone(), fault };
    std::fs::create_dir_all(&root).map_err(failed)?;
    if std::fs::read_dir(&root).map_err(failed)?.next().is_some() {
        return Err(DemoError::NotEmpty(root));
    }
    std::path::absolute(&root).map_err(failed)
}

/// Writes a file of the journey.
fn write(path: &Path, bytes: &[u8]) -> Result<(), DemoError> {
    let failed = |fault| DemoError::File { path: path.to_owned(), fault };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, bytes).map_err(failed)
}

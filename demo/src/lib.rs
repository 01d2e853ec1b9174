//! `sceau demo`: starts all zones on loopback in an empty folder and runs the whole process once over their real interfaces,
//! printing each step with its duration. The zones then stay up for people to try.

pub mod actors;
pub mod browser;
mod error;
mod file;
mod journey;
mod mailbox;
mod progress_log;
mod scenario;
mod site;
mod statement;
mod status;
mod tokens;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use ca_contract::CertificateAuthority;
use chassis::private_folder;
use chassis::telemetry::{self, LevelFilter};
use mails::CapturedMail;
use pki::SystemRandom;
use rand::Rng;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use deployment::configuration::{AuthorityFile, PortalFile, ResponderFile, StationFile};
use deployment::installation::{Installation, Settings};
use deployment::zones::{self, AuthorityZone, Composition, PortalComposition, PortalZone, ResponderZone, ZoneError};

pub use error::DemoError;
pub use statement::specimen;

/// The options of `sceau demo`.
#[derive(Clone, Debug)]
pub struct DemoOptions {
    /// The folder. Default: a new one below the system's temporary folder.
    pub data: Option<PathBuf>,
    /// Whether to exit when the process is complete.
    pub exit: bool,
    /// The first of four consecutive ports; if 0, the system chooses each.
    pub port_base: u16,
}

/// Runs the demonstration.
///
/// # Errors
/// The first failure.
pub async fn run(options: DemoOptions) -> Result<(), DemoError> {
    let process = |fault: &dyn std::fmt::Display| DemoError::Process(fault.to_string());
    telemetry::init(LevelFilter::ERROR).map_err(|fault| process(&fault))?;
    let listeners = Listeners::bind(options.port_base)?;
    let on_loopback = Settings::on(listeners.addresses());
    let settings = Settings { unsigned_approvals: true, demonstration_site: true, ..on_loopback };
    let root = empty_folder(options.data)?;
    let stop = chassis::stop::on_signals().map_err(|fault| process(&fault))?;
    let mut progress = progress_log::ProgressLog::begin(&root);
    let officers = statement::officers();
    let (installation, _) = progress
        .step("create two hierarchies, an internal authority, two officers and the first CRLs", async {
            Installation::initialise(&root, &settings, &officers).await.map_err(DemoError::from)
        })
        .await?;
    let captured = CapturedMail::new();
    let starting = start(&installation, listeners, &captured, &stop);
    let (zones, site) = progress.step("start the certificate authority, a status responder and the portal", starting).await?;
    let (station, portal) = callers(&installation)?;
    let status = status::Status::new(settings.status);
    let demonstration = scenario::Demonstration { station, portal, status, site, root: root.clone() };
    let played = tokio::select! {
        played = scenario::play(&demonstration, &mut progress) => played,
        () = stop.cancelled() => Err(DemoError::Stopped),
    };
    if played.is_ok() {
        progress.write(&root)?;
        if !options.exit {
            progress.invite(&root, settings.status, &demonstration.site);
            stop.cancelled().await;
        }
    }
    stop.cancel();
    zones.end().await?;
    played
}

/// The zones' listeners, in the order of their ports.
struct Listeners {
    public: TcpListener,
    certificate: TcpListener,
    status: TcpListener,
    contract: TcpListener,
}

impl Listeners {
    fn bind(port_base: u16) -> Result<Self, DemoError> {
        let [public, certificate, status, contract] = match port_base {
            0 => [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)); 4],
            first => Settings::on_loopback(first)?.addresses(),
        };
        Ok(Self {
            public: zones::bind(public)?,
            certificate: zones::bind(certificate)?,
            status: zones::bind(status)?,
            contract: zones::bind(contract)?,
        })
    }

    fn addresses(&self) -> [SocketAddr; 4] {
        [&self.public, &self.certificate, &self.status, &self.contract].map(zones::address_of)
    }
}

/// The running zones.
struct Zones(Vec<JoinHandle<Result<(), ZoneError>>>);

impl Zones {
    async fn end(self) -> Result<(), DemoError> {
        for zone in self.0 {
            zone.await.map_err(|fault| DemoError::Process(fault.to_string()))??;
        }
        Ok(())
    }
}

async fn start(
    installation: &Installation,
    listeners: Listeners,
    captured: &CapturedMail,
    stop: &CancellationToken,
) -> Result<(Zones, site::Site), DemoError> {
    let Listeners { public, certificate, status, contract } = listeners;
    let entrances = [public, certificate];
    let file = AuthorityFile::read(&installation.authority_file())?;
    let authority = AuthorityZone::start_on(contract, file, Composition::default()).await?;
    let responder = ResponderZone::start_on(status, ResponderFile::read(&installation.responder_file())?)?;
    let file = PortalFile::read(&installation.portal_file())?;
    let (public, certificate) = (file.portal.public.site.clone(), file.portal.certificate.site.clone());
    let connection = file.connect()?;
    let composition = PortalComposition { demonstration: Some(captured.clone()), ..PortalComposition::default() };
    let portal = PortalZone::start_on(entrances, file, connection, composition).await?;
    let site = site::Site::new(installation, public, certificate, captured.clone())?;
    let zones = vec![
        tokio::spawn(authority.serve(stop.clone())),
        tokio::spawn(responder.serve(stop.clone())),
        tokio::spawn(portal.serve(stop.clone())),
    ];
    Ok((Zones(zones), site))
}

/// The station's and the portal's clients of the contract: over mutual TLS, each with its own key.
fn callers(installation: &Installation) -> Result<(CertificateAuthority, CertificateAuthority), DemoError> {
    let station = StationFile::read(&installation.station_file())?.connect()?;
    Ok((station, PortalFile::read(&installation.portal_file())?.connect()?))
}

/// Creates the folder, or checks that it is empty and belongs to this user, because it will hold the zones' keys.
fn empty_folder(asked: Option<PathBuf>) -> Result<PathBuf, DemoError> {
    let root = asked.unwrap_or_else(|| {
        let mut name = [0; 8];
        SystemRandom.fill_bytes(&mut name);
        std::env::temp_dir().join(format!("sceau-demo-{}", hex::encode(name)))
    });
    let failed = |fault| DemoError::File { path: root.clone(), fault };
    let owner = |path: &Path| std::fs::metadata(path).map(|metadata| metadata.uid()).map_err(failed);
    let we = owner(Path::new("/proc/self"))?;
    if root.exists() && owner(&root)? != we {
        return Err(DemoError::NotOurs(root));
    }
    private_folder::create(&root).map_err(failed)?;
    if owner(&root)? != we {
        return Err(DemoError::NotOurs(root));
    }
    if std::fs::read_dir(&root).map_err(failed)?.next().is_some() {
        return Err(DemoError::NotEmpty(root));
    }
    std::path::absolute(&root).map_err(failed)
}

//! `sceau init`: creates the folders, keys and configuration files of all zones, then the CA itself.
//!
//! Files are never overwritten, so that repeating an interrupted command continues it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ca::{Authority, BootstrapError, Bootstrapped, Failpoints, OfficerEnrolment};
use chassis::db::{DatabaseUrl, Db};
use chassis::encryption::MasterKey;
use chassis::private_folder;
use pki::{Curve, Signer, SoftwareKey, SystemClock, SystemRandom, pem};
use secrecy::{ExposeSecret, SecretString};

use crate::configuration::{AuthorityFile, ConfigurationError, read_identity};

mod error;
mod file;
mod officers;
mod portal;
mod renewal;
mod settings;
mod throwaway;

pub use error::InstallationError;
pub use officers::{NotAnOfficer, Officer};
pub use renewal::{RenewalError, renew_officer, renew_officer_at};
pub use settings::{NoPorts, Settings};

use file::{write_once, write_same};

/// A folder with one folder per zone.
#[derive(Clone, Debug)]
pub struct Installation {
    root: PathBuf,
    /// Existing configuration files that differ from what would have been written.
    kept: Vec<PathBuf>,
}

/// The callers of the contract, each with its own folder.
const CALLERS: [&str; 3] = ["portal", "station", "responder"];

impl Installation {
    /// Creates what is missing in `root`, and bootstraps the CA.
    ///
    /// # Errors
    /// See [`InstallationError`].
    pub async fn initialise(
        root: &Path,
        settings: &Settings,
        officers: &[Officer],
    ) -> Result<(Self, Bootstrapped), InstallationError> {
        Self::initialise_with(root, settings, officers, Failpoints::none()).await
    }

    /// The same, with fault injection at the failpoints of bootstrapping.
    ///
    /// # Errors
    /// See [`InstallationError`].
    pub async fn initialise_with(
        root: &Path,
        settings: &Settings,
        officers: &[Officer],
        failpoints: Failpoints,
    ) -> Result<(Self, Bootstrapped), InstallationError> {
        let mut installation = Self { root: root.to_owned(), kept: Vec::new() };
        for database in [&settings.database, &settings.portal_database].into_iter().flatten() {
            let parsed = database.expose_secret().parse::<DatabaseUrl>();
            parsed.map_err(|fault| InstallationError::Settings(format!("the database's URL: {fault}")))?;
        }
        for zone in ["ca", "officers"].into_iter().chain(CALLERS) {
            installation.make_folder(zone)?;
        }
        for zone in ["ca", "responder", "portal"] {
            installation.make_master_key(zone)?;
        }
        let mut pinned_keys = Vec::new();
        for caller in CALLERS {
            pinned_keys.push((caller, installation.make_identity(caller)?.public_key().digest()));
        }
        for (zone, database) in [("ca", &settings.database), ("portal", &settings.portal_database)] {
            let database = database.clone().unwrap_or_else(|| SecretString::from(format!("sqlite:{zone}.db")));
            write_same(&installation.path(&format!("{zone}/database.url")), database.expose_secret())?;
        }
        if settings.demonstration_site {
            throwaway::make(&installation.path("portal"), &installation.browser_anchor())?;
        }
        installation.write_configuration(installation.portal_file(), &settings.portal_file())?;
        installation.write_configuration(installation.authority_file(), &settings.authority_file(&pinned_keys))?;
        installation.write_configuration(installation.responder_file(), &settings.responder_file())?;
        installation.write_configuration(installation.station_file(), &settings.station_file())?;

        let file = AuthorityFile::read(&installation.authority_file())?;
        let environment = file.environment(Arc::new(SystemClock), failpoints)?;
        let config = file.config()?;
        let bootstrapped = loop {
            match Authority::bootstrap(&config, &environment, &installation.enrolments(officers)?).await {
                Err(BootstrapError::OfficerKeySpent(email)) => installation.renew_officer_keys(officers, &email)?,
                bootstrapped => break bootstrapped?,
            }
        };
        for caller in CALLERS {
            let anchor = pem::encode(pem::Label::Certificate, &bootstrapped.anchor);
            write_once(&installation.path(&format!("{caller}/anchor.pem")), &anchor)?;
        }
        installation.finish_officers(&bootstrapped)?;
        installation.migrate_portal().await?;
        Ok((installation, bootstrapped))
    }

    /// Path of the CA's configuration file.
    #[must_use]
    pub fn authority_file(&self) -> PathBuf {
        self.path("ca/sceau.toml")
    }

    /// Path of the status responder's configuration file.
    #[must_use]
    pub fn responder_file(&self) -> PathBuf {
        self.path("responder/sceau.toml")
    }

    /// Path of the production station's configuration file.
    #[must_use]
    pub fn station_file(&self) -> PathBuf {
        self.path("station/sceau.toml")
    }

    /// Path of the portal's configuration file.
    #[must_use]
    pub fn portal_file(&self) -> PathBuf {
        self.path("portal/sceau.toml")
    }

    /// Path of the throwaway authority's certificate, for the browsers of a demonstration.
    #[must_use]
    pub fn browser_anchor(&self) -> PathBuf {
        self.path("browser-ca.pem")
    }

    /// The portal's key and the anchor that it trusts.
    #[must_use]
    pub fn portal_identity(&self) -> (PathBuf, PathBuf) {
        (self.path("portal/identity.key"), self.path("portal/anchor.pem"))
    }

    /// Path of a file below the installation's folder.
    #[must_use]
    pub fn path(&self, below: &str) -> PathBuf {
        self.root.join(below)
    }

    /// The next steps, for the person at the terminal.
    #[must_use]
    pub fn what_next(&self) -> impl fmt::Display {
        let kept: String = self.kept.iter().map(|path| format!("\nkept as it was: {}", path.display())).collect();
        format!(
            "The certificate authority is bootstrapped.{kept}\n\
             Before the portal starts: put its server certificate into {folder}/tls.pem and tls.key, and fill in {portal}.\n\
             Start the zones:\n  sceau serve --role ca --config {}\n  sceau serve --role responder --config {}\n  \
             sceau serve --role portal --config {portal}",
            self.authority_file().display(),
            self.responder_file().display(),
            folder = self.path("portal").display(),
            portal = self.portal_file().display()
        )
    }

    /// Writes a configuration file unless there is one, which an operator may have edited.
    fn write_configuration(&mut self, path: PathBuf, text: &str) -> Result<(), InstallationError> {
        match write_same(&path, text) {
            Err(InstallationError::Differs(path)) => {
                self.kept.push(path);
                Ok(())
            }
            written => written,
        }
    }

    fn make_folder(&self, zone: &str) -> Result<(), InstallationError> {
        let path = self.path(zone);
        private_folder::create(&path).map_err(|fault| InstallationError::File { path, fault })
    }

    fn make_master_key(&self, zone: &str) -> Result<(), InstallationError> {
        let path = self.path(&format!("{zone}/master.key"));
        if !path.exists() {
            MasterKey::create(&path, &mut SystemRandom).map_err(ConfigurationError::from)?;
        }
        Ok(())
    }

    fn make_identity(&self, caller: &str) -> Result<SoftwareKey, InstallationError> {
        let path = self.path(&format!("{caller}/identity.key"));
        if !path.exists() {
            let key = SoftwareKey::generate(Curve::P256)?;
            write_once(&path, &pem::encode(pem::Label::PrivateKey, key.pkcs8().expose_secret()))?;
        }
        Ok(read_identity(&path)?)
    }

    async fn migrate_portal(&self) -> Result<(), InstallationError> {
        let url = crate::configuration::read_database(&self.path("portal/database.url"))?;
        let db = Db::open(&url).await?;
        let migrated = db.migrate(registration::migrations()).await;
        db.close().await;
        Ok(migrated?)
    }

    fn enrolments(&self, officers: &[Officer]) -> Result<Vec<OfficerEnrolment>, InstallationError> {
        let enrol = |(number, officer): (usize, &Officer)| {
            Ok(OfficerEnrolment {
                name: officer.name.clone(),
                email: officer.email.clone(),
                request: officers::request(&self.officer_token(number))?,
            })
        };
        officers.iter().enumerate().map(enrol).collect()
    }

    fn renew_officer_keys(&self, officers: &[Officer], email: &str) -> Result<(), InstallationError> {
        let mut named = officers.iter().enumerate().filter(|(_, officer)| officer.email == email);
        named.try_for_each(|(number, _)| officers::renew_key(&self.officer_token(number)))
    }

    fn finish_officers(&self, bootstrapped: &Bootstrapped) -> Result<(), InstallationError> {
        for (number, officer) in bootstrapped.officers.iter().enumerate() {
            officers::finish(&self.officer_token(number), &self.path(&format!("officers/{}.pin", number + 1)), officer)?;
        }
        Ok(())
    }

    fn officer_token(&self, number: usize) -> PathBuf {
        self.path(&format!("officers/{}.token", number + 1))
    }
}

//! `sceau init`: the zones' folders, keys and configuration files, then the certificate authority itself.
//!
//! Every file is written once and never again: broken off, the same command goes on where it stood.

use std::fmt;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use atomic_write_file::AtomicWriteFile;
use atomic_write_file::unix::OpenOptionsExt as _;
use ca::{Authority, Boundaries, EstablishError, Established, OfficerEnrolment};
use chassis::db::{DatabaseUrl, Db};
use chassis::sealing::MasterKey;
use pki::{Curve, Signer, SoftwareKey, SystemClock, SystemRandom, pem};
use secrecy::{ExposeSecret, SecretString};

use crate::configuration::{AuthorityFile, ConfigurationError, read_identity};

mod officers;
mod portal;
mod renewal;
mod settings;
mod throwaway;

pub use officers::{NotAnOfficer, Officer};
pub use renewal::{RenewalError, renew_officer, renew_officer_at};
pub use settings::{NoPorts, Settings};

/// Why an installation was not made.
#[derive(Debug, thiserror::Error)]
pub enum InstallationError {
    /// A file or folder.
    #[error("{}: {fault}", path.display())]
    File {
        /// Where.
        path: PathBuf,
        /// What the system says.
        fault: std::io::Error,
    },
    /// What was asked for cannot be.
    #[error("{0}")]
    Settings(String),
    /// A file of an earlier attempt says something else.
    #[error("{} says something else than this command would write; repeat the earlier command, or move the file away", .0.display())]
    Differs(PathBuf),
    /// A configuration file, perhaps of an earlier attempt.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// A key.
    #[error(transparent)]
    Key(#[from] pki::SignError),
    /// An officer's token.
    #[error("the token of an officer: {0}")]
    OfficerToken(String),
    /// The certificate authority.
    #[error(transparent)]
    Establish(#[from] ca::EstablishError),
    /// The portal's database.
    #[error("the portal's database: {0}")]
    PortalDatabase(#[from] chassis::db::StoreError),
}

/// A folder with a folder for each zone.
#[derive(Clone, Debug)]
pub struct Installation {
    root: PathBuf,
    /// Configuration files that were there and say something else than would have been written.
    kept: Vec<PathBuf>,
}

/// The callers of the contract, each with a folder of its own.
const CALLERS: [&str; 3] = ["portal", "station", "responder"];

impl Installation {
    /// Makes what `root` lacks, and establishes the certificate authority.
    ///
    /// # Errors
    /// See [`InstallationError`].
    pub async fn initialise(
        root: &Path,
        settings: &Settings,
        officers: &[Officer],
    ) -> Result<(Self, Established), InstallationError> {
        Self::initialise_with(root, settings, officers, Boundaries::none()).await
    }

    /// The same, with something that happens at the boundaries of establishing: faults are tried there.
    ///
    /// # Errors
    /// See [`InstallationError`].
    pub async fn initialise_with(
        root: &Path,
        settings: &Settings,
        officers: &[Officer],
        boundaries: Boundaries,
    ) -> Result<(Self, Established), InstallationError> {
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
        let mut pins = Vec::new();
        for caller in CALLERS {
            pins.push((caller, installation.make_identity(caller)?.public_key().digest()));
        }
        for (zone, database) in [("ca", &settings.database), ("portal", &settings.portal_database)] {
            let database = database.clone().unwrap_or_else(|| SecretString::from(format!("sqlite:{zone}.db")));
            write_same(&installation.path(&format!("{zone}/database.url")), database.expose_secret())?;
        }
        if settings.demonstration_site {
            throwaway::make(&installation.path("portal"), &installation.browser_anchor())?;
        }
        installation.write_configuration(installation.portal_file(), &settings.portal_file())?;
        installation.write_configuration(installation.authority_file(), &settings.authority_file(&pins))?;
        installation.write_configuration(installation.responder_file(), &settings.responder_file())?;
        installation.write_configuration(installation.station_file(), &settings.station_file())?;

        let file = AuthorityFile::read(&installation.authority_file())?;
        let environment = file.environment(Arc::new(SystemClock), boundaries)?;
        let config = file.config()?;
        let established = loop {
            match Authority::establish(&config, &environment, &installation.enrolments(officers)?).await {
                Err(EstablishError::OfficerKeySpent(email)) => installation.renew_officer_keys(officers, &email)?,
                established => break established?,
            }
        };
        for caller in CALLERS {
            let anchor = pem::encode(pem::Label::Certificate, &established.anchor);
            write_once(&installation.path(&format!("{caller}/anchor.pem")), &anchor)?;
        }
        installation.finish_officers(&established)?;
        installation.migrate_portal().await?;
        Ok((installation, established))
    }

    /// The certificate authority's configuration.
    #[must_use]
    pub fn authority_file(&self) -> PathBuf {
        self.path("ca/sceau.toml")
    }

    /// The status responder's configuration.
    #[must_use]
    pub fn responder_file(&self) -> PathBuf {
        self.path("responder/sceau.toml")
    }

    /// The production station's configuration.
    #[must_use]
    pub fn station_file(&self) -> PathBuf {
        self.path("station/sceau.toml")
    }

    /// The portal's configuration.
    #[must_use]
    pub fn portal_file(&self) -> PathBuf {
        self.path("portal/sceau.toml")
    }

    /// The certificate of the throwaway authority, for the browsers of a demonstration.
    #[must_use]
    pub fn browser_anchor(&self) -> PathBuf {
        self.path("browser-ca.pem")
    }

    /// The portal's key and the anchor that it trusts.
    #[must_use]
    pub fn portal_identity(&self) -> (PathBuf, PathBuf) {
        (self.path("portal/identity.key"), self.path("portal/anchor.pem"))
    }

    /// A file below the installation's folder.
    #[must_use]
    pub fn path(&self, below: &str) -> PathBuf {
        self.root.join(below)
    }

    /// What a person does next.
    #[must_use]
    pub fn what_next(&self) -> impl fmt::Display {
        let kept: String = self.kept.iter().map(|path| format!("\nkept as it was: {}", path.display())).collect();
        format!(
            "The certificate authority is established.{kept}\n\
             Before the portal starts: put its server certificate into {folder}/tls.pem and tls.key, and fill in {portal}.\n\
             Start the zones:\n  sceau serve --role ca --config {}\n  sceau serve --role responder --config {}\n  \
             sceau serve --role portal --config {portal}",
            self.authority_file().display(),
            self.responder_file().display(),
            folder = self.path("portal").display(),
            portal = self.portal_file().display()
        )
    }

    /// Writes a configuration file, or keeps the one that an operator put there.
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
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&path).map_err(|fault| InstallationError::File { path, fault })
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
        db.migrate(registration::migrations()).await?;
        db.close().await;
        Ok(())
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

    fn finish_officers(&self, established: &Established) -> Result<(), InstallationError> {
        for (number, officer) in established.officers.iter().enumerate() {
            officers::finish(&self.officer_token(number), &self.path(&format!("officers/{}.pin", number + 1)), officer)?;
        }
        Ok(())
    }

    fn officer_token(&self, number: usize) -> PathBuf {
        self.path(&format!("officers/{}.token", number + 1))
    }
}

/// Writes a file once; one that is there must say the same.
fn write_same(path: &Path, text: &str) -> Result<(), InstallationError> {
    write_once(path, text)?;
    match fs::read_to_string(path) {
        Ok(there) if there == text => Ok(()),
        Ok(_) => Err(InstallationError::Differs(path.to_owned())),
        Err(fault) => Err(InstallationError::File { path: path.to_owned(), fault }),
    }
}

/// Writes a file of mode 0600, whole or not at all; leaves one that is there as it is.
fn write_once(path: &Path, text: &str) -> Result<(), InstallationError> {
    let failed = |fault| InstallationError::File { path: path.to_owned(), fault };
    if path.exists() {
        return Ok(());
    }
    let file = AtomicWriteFile::options().mode(0o600).preserve_mode(false).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.commit())).map_err(failed)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_is_written_once_for_its_owner_alone_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("portal.toml");
        write_same(&path, "first").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(matches!(write_same(&path, "second"), Err(InstallationError::Differs(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        // What an attempt left that broke off is nobody's file.
        fs::remove_file(&path).unwrap();
        let mut broken_off = AtomicWriteFile::open(&path).unwrap();
        broken_off.write_all(b"half a fi").unwrap();
        std::mem::forget(broken_off);
        assert!(!path.exists());
        write_once(&path, "whole").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

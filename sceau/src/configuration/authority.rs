//! `[ca]`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use ca::{Approvals, Boundaries, Environment, Pins};
use ca_contract::Caller;
use chassis::db::DatabaseUrl;
use chassis::sealing::MasterKey;
use chassis::slow_hash::Cost;
use pki::{Clock, Digest};
use policies::Policies;
use serde::Deserialize;

use super::{ConfigurationError, folder, read, read_database};

/// The certificate authority's file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorityFile {
    /// Its one section.
    pub ca: AuthoritySection,
    /// Where it was read from.
    #[serde(skip)]
    path: PathBuf,
}

/// `[ca]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthoritySection {
    /// A file with `sqlite:PATH` or `postgres://…`: it may hold a password.
    pub database_file: PathBuf,
    /// 32 random octets that every secret of the zone is sealed under.
    pub master_key_file: PathBuf,
    /// Where the contract is served.
    pub listen: SocketAddr,
    /// Every place from which the world reads status.
    pub origins: Vec<String>,
    /// `"unsigned"` accepts approvals without officers' signatures: demonstrations only.
    pub approvals: Option<UnsignedApprovals>,
    /// The most PUKs within an hour.
    #[serde(default = "puk_releases_per_hour")]
    pub puk_releases_per_hour: u32,
    /// The most transport PINs within an hour.
    #[serde(default = "pin_releases_per_hour")]
    pub pin_releases_per_hour: u32,
    /// The most orders within an hour whose dossier key is released.
    #[serde(default = "dossier_keys_per_hour")]
    pub dossier_keys_per_hour: u32,
    /// For how long a responder's answers may be believed; at least what the responders are set to.
    #[serde(default = "ocsp_answer_validity_seconds")]
    pub ocsp_answer_validity_seconds: u32,
    /// A folder of policies in place of the embedded ones.
    pub policies: Option<PathBuf>,
    /// The callers' keys.
    pub pins: PinsSection,
}

/// The one value that `approvals` takes.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnsignedApprovals {
    /// Accepted, with a warning.
    Unsigned,
}

/// `[ca.pins]`: SHA-256 digests of SubjectPublicKeyInfo, hexadecimal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinsSection {
    /// The portal's keys.
    pub portal: Vec<Digest>,
    /// The stations' keys.
    pub station: Vec<Digest>,
    /// The responders' keys.
    pub responder: Vec<Digest>,
}

const fn puk_releases_per_hour() -> u32 {
    20
}

const fn pin_releases_per_hour() -> u32 {
    60
}

const fn dossier_keys_per_hour() -> u32 {
    300
}

const fn ocsp_answer_validity_seconds() -> u32 {
    3600
}

impl AuthorityFile {
    /// Reads the file.
    ///
    /// # Errors
    /// See [`ConfigurationError`].
    pub fn read(path: &Path) -> Result<Self, ConfigurationError> {
        let mut file: Self = read(path, "ca")?;
        let base = folder(path);
        file.path = path.to_owned();
        file.ca.database_file = base.join(&file.ca.database_file);
        file.ca.master_key_file = base.join(&file.ca.master_key_file);
        file.ca.policies = file.ca.policies.map(|policies| base.join(policies));
        file.check()?;
        Ok(file)
    }

    fn check(&self) -> Result<(), ConfigurationError> {
        let refuse = |problem: String| Err(ConfigurationError::Value { path: self.path.clone(), problem });
        if self.ca.origins.is_empty() {
            return refuse("[ca] origins is empty: name every place from which the world reads status".to_owned());
        }
        for origin in &self.ca.origins {
            if !origin.starts_with("http://") || origin.ends_with('/') {
                return refuse(format!("[ca] origins: {origin} is no origin; write http://host:port without a slash at the end"));
            }
        }
        let mut keys: Vec<&Digest> = self.all_pins().map(|(digest, _)| digest).collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        if keys.len() != all {
            return refuse("[ca.pins]: one key is pinned twice; each caller has a key of its own".to_owned());
        }
        Ok(())
    }

    fn all_pins(&self) -> impl Iterator<Item = (&Digest, Caller)> {
        let PinsSection { portal, station, responder } = &self.ca.pins;
        let pinned = [(portal, Caller::Portal), (station, Caller::Station), (responder, Caller::Responder)];
        pinned.into_iter().flat_map(|(keys, caller)| keys.iter().map(move |key| (key, caller)))
    }

    /// The callers' keys.
    #[must_use]
    pub fn pins(&self) -> Pins {
        self.all_pins().map(|(digest, caller)| (*digest, caller)).collect()
    }

    /// Where the zone's database is.
    ///
    /// # Errors
    /// When the file cannot be read, is open to others, or names no database.
    pub fn database(&self) -> Result<DatabaseUrl, ConfigurationError> {
        read_database(&self.ca.database_file)
    }

    /// What the certificate authority is opened with.
    ///
    /// # Errors
    /// See [`Self::database`].
    pub fn config(&self) -> Result<ca::Config, ConfigurationError> {
        Ok(ca::Config {
            database: self.database()?,
            approvals: match self.ca.approvals {
                Some(UnsignedApprovals::Unsigned) => Approvals::Unsigned,
                None => Approvals::Refused,
            },
            origins: self.ca.origins.clone(),
            puk_releases_per_hour: self.ca.puk_releases_per_hour,
            pin_releases_per_hour: self.ca.pin_releases_per_hour,
            dossier_keys_per_hour: self.ca.dossier_keys_per_hour,
            code_cost: Cost::default(),
            signing_threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            ocsp_answer_validity: Duration::from_secs(self.ca.ocsp_answer_validity_seconds.into()),
        })
    }

    /// Policies, master key and clock.
    ///
    /// # Errors
    /// When the policies are refused or the master key cannot be read.
    pub fn environment(&self, clock: Arc<dyn Clock>, boundaries: Boundaries) -> Result<Environment, ConfigurationError> {
        let policies = match &self.ca.policies {
            Some(folder) => Policies::from_dir(folder)?,
            None => Policies::embedded(),
        };
        let master_key = MasterKey::from_file(&self.ca.master_key_file)?;
        Ok(Environment { policies: Arc::new(policies), master_key: Arc::new(master_key), clock, boundaries })
    }
}

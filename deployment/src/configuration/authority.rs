//! The configuration of the CA: section `[ca]`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use ca::{Approvals, Environment, Failpoints, PinnedKeys};
use ca_contract::Caller;
use chassis::db::DatabaseUrl;
use chassis::encryption::MasterKey;
use chassis::slow_hash::Cost;
use pki::{Clock, Digest};
use policies::Policies;
use serde::Deserialize;

use super::{ConfigurationError, folder, read, read_database};

/// The configuration file of the CA.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorityFile {
    pub ca: AuthoritySection,
    #[serde(skip)]
    path: PathBuf,
}

/// Section `[ca]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthoritySection {
    /// A file with `sqlite:PATH` or `postgres://…`, which may contain a password.
    pub database_file: PathBuf,
    /// A file with 32 random octets from which the keys of the zone derive.
    pub master_key_file: PathBuf,
    /// The address on which the contract is served.
    pub listen: SocketAddr,
    /// Every address from which relying parties read status.
    pub origins: Vec<String>,
    /// `"unsigned"` accepts approvals without officers' signatures, for demonstrations only.
    pub approvals: Option<UnsignedApprovals>,
    /// Maximum number of PUKs released per hour.
    #[serde(default = "puk_releases_per_hour")]
    pub puk_releases_per_hour: u32,
    /// Maximum number of transport PINs released per hour.
    #[serde(default = "pin_releases_per_hour")]
    pub pin_releases_per_hour: u32,
    /// Maximum number of orders per hour whose dossier key is released.
    #[serde(default = "dossier_keys_per_hour")]
    pub dossier_keys_per_hour: u32,
    /// How long OCSP responses are valid, at least as configured in the responders.
    #[serde(default = "ocsp_response_validity_seconds")]
    pub ocsp_response_validity_seconds: u32,
    /// A folder of policies that replaces the embedded ones.
    pub policies: Option<PathBuf>,
    pub pinned_keys: PinnedKeysSection,
}

/// The only value of `approvals`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnsignedApprovals {
    /// Accepted with a warning.
    Unsigned,
}

/// Section `[ca.pinned_keys]`: SHA-256 digests of the callers' SubjectPublicKeyInfo, in hexadecimal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedKeysSection {
    pub portal: Vec<Digest>,
    pub station: Vec<Digest>,
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

const fn ocsp_response_validity_seconds() -> u32 {
    3600
}

impl AuthorityFile {
    /// Reads and checks the file.
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
            return refuse("[ca] origins is empty: name every place from which relying parties read status".to_owned());
        }
        for origin in &self.ca.origins {
            if !origin.starts_with("http://") || origin.ends_with('/') {
                return refuse(format!(
                    "[ca] origins: {origin} is not an origin; write http://host:port without a trailing slash"
                ));
            }
        }
        let mut keys: Vec<&Digest> = self.all_pins().map(|(digest, _)| digest).collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        if keys.len() != all {
            return refuse("[ca.pinned_keys]: a key is pinned twice; each caller needs its own key".to_owned());
        }
        Ok(())
    }

    fn all_pins(&self) -> impl Iterator<Item = (&Digest, Caller)> {
        let PinnedKeysSection { portal, station, responder } = &self.ca.pinned_keys;
        let pinned = [(portal, Caller::Portal), (station, Caller::Station), (responder, Caller::Responder)];
        pinned.into_iter().flat_map(|(keys, caller)| keys.iter().map(move |key| (key, caller)))
    }

    #[must_use]
    pub fn pinned_keys(&self) -> PinnedKeys {
        self.all_pins().map(|(digest, caller)| (*digest, caller)).collect()
    }

    /// Reads the URL of the zone's database.
    ///
    /// # Errors
    /// If the file cannot be read, is accessible to others, or contains no database URL.
    pub fn database(&self) -> Result<DatabaseUrl, ConfigurationError> {
        read_database(&self.ca.database_file)
    }

    /// The settings with which to open the CA.
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
            ocsp_response_validity: Duration::from_secs(self.ca.ocsp_response_validity_seconds.into()),
        })
    }

    /// Policies, master key and clock.
    ///
    /// # Errors
    /// If the policies are invalid or the master key cannot be read.
    pub fn environment(&self, clock: Arc<dyn Clock>, failpoints: Failpoints) -> Result<Environment, ConfigurationError> {
        let policies = match &self.ca.policies {
            Some(folder) => Policies::from_dir(folder)?,
            None => Policies::embedded(),
        };
        let master_key = MasterKey::from_file(&self.ca.master_key_file)?;
        Ok(Environment { policies: Arc::new(policies), master_key: Arc::new(master_key), clock, failpoints })
    }
}

//! The configuration of a production station: section `[station]`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ca_contract::CertificateAuthority;
use serde::Deserialize;

use super::{ConfigurationError, connect, folder, read};

/// The configuration file of a production station.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StationFile {
    pub station: StationSection,
}

/// Section `[station]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StationSection {
    /// The address of the CA's contract.
    pub authority: SocketAddr,
    /// A file with the internal authority's certificate (PEM).
    pub anchor_file: PathBuf,
    /// A file with the station's own key, which the CA pins (PKCS#8 PEM).
    pub identity_file: PathBuf,
}

impl StationFile {
    /// Reads the file.
    ///
    /// # Errors
    /// See [`ConfigurationError`].
    pub fn read(path: &Path) -> Result<Self, ConfigurationError> {
        let mut file: Self = read(path, "station")?;
        let base = folder(path);
        file.station.anchor_file = base.join(&file.station.anchor_file);
        file.station.identity_file = base.join(&file.station.identity_file);
        Ok(file)
    }

    /// The station's client of the CA's contract.
    ///
    /// # Errors
    /// If the anchor or the identity cannot be read.
    pub fn connect(&self) -> Result<CertificateAuthority, ConfigurationError> {
        connect(self.station.authority, &self.station.anchor_file, &self.station.identity_file)
    }
}

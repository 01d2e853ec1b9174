//! `[station]`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ca_contract::CertificateAuthority;
use serde::Deserialize;

use super::{ConfigurationError, connect, folder, read};

/// A production station's file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StationFile {
    /// Its one section.
    pub station: StationSection,
}

/// `[station]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StationSection {
    /// Where the certificate authority's contract is served.
    pub authority: SocketAddr,
    /// The internal authority's certificate, PEM.
    pub anchor_file: PathBuf,
    /// The station's own key, which the certificate authority pins; PKCS#8 PEM.
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

    /// The certificate authority, as this station reaches it.
    ///
    /// # Errors
    /// When the anchor or the identity cannot be read.
    pub fn connect(&self) -> Result<CertificateAuthority, ConfigurationError> {
        connect(self.station.authority, &self.station.anchor_file, &self.station.identity_file)
    }
}

//! The configuration of a status responder: section `[responder]`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ca_contract::{CallerIdentity, CertificateAuthority};
use chassis::encryption::MasterKey;
use pki::{Clock, SystemClock, SystemRandom};
use serde::Deserialize;

use super::{ConfigurationError, folder, read, read_anchor, read_identity};

/// The configuration file of a status responder.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponderFile {
    pub responder: ResponderSection,
}

/// Section `[responder]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponderSection {
    /// The address of the CA's contract.
    pub authority: SocketAddr,
    /// A file with the internal authority's certificate (PEM).
    pub anchor_file: PathBuf,
    /// A file with the responder's own key, which the CA pins (PKCS#8 PEM).
    pub identity_file: PathBuf,
    /// A file with 32 random octets from which the key that encrypts OCSP keys derives.
    pub master_key_file: PathBuf,
    /// The folder for its state.
    pub data: PathBuf,
    /// The address on which status is served.
    pub listen: SocketAddr,
}

impl ResponderFile {
    /// Reads the file.
    ///
    /// # Errors
    /// See [`ConfigurationError`].
    pub fn read(path: &Path) -> Result<Self, ConfigurationError> {
        let mut file: Self = read(path, "responder")?;
        let base = folder(path);
        let section = &mut file.responder;
        for place in [&mut section.anchor_file, &mut section.identity_file, &mut section.master_key_file, &mut section.data] {
            *place = base.join(&*place);
        }
        Ok(file)
    }

    /// The responder's client of the CA's contract.
    ///
    /// # Errors
    /// If the anchor or the identity cannot be read.
    pub fn connect(&self) -> Result<CertificateAuthority, ConfigurationError> {
        connect(self.responder.authority, &self.responder.anchor_file, &self.responder.identity_file)
    }

    /// Reads the master key from which the key that encrypts OCSP keys derives.
    ///
    /// # Errors
    /// If the master key cannot be read.
    pub fn master_key(&self) -> Result<MasterKey, ConfigurationError> {
        Ok(MasterKey::from_file(&self.responder.master_key_file)?)
    }
}

/// A client with mutual TLS, from files with anchor and identity.
pub(crate) fn connect(authority: SocketAddr, anchor: &Path, identity: &Path) -> Result<CertificateAuthority, ConfigurationError> {
    let anchor = read_anchor(anchor)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let identity = CallerIdentity::self_issued(&read_identity(identity)?, clock.as_ref(), &mut SystemRandom)?;
    Ok(CertificateAuthority::connect(authority, &anchor, identity, clock)?)
}

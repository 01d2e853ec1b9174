//! `[responder]`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ca_contract::{CallerIdentity, CertificateAuthority};
use chassis::sealing::MasterKey;
use pki::{Clock, SystemClock, SystemRandom};
use serde::Deserialize;

use super::{ConfigurationError, folder, read, read_anchor, read_identity};

/// A status responder's file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponderFile {
    /// Its one section.
    pub responder: ResponderSection,
}

/// `[responder]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponderSection {
    /// Where the certificate authority's contract is served.
    pub authority: SocketAddr,
    /// The internal authority's certificate, PEM.
    pub anchor_file: PathBuf,
    /// The responder's own key, which the certificate authority pins; PKCS#8 PEM.
    pub identity_file: PathBuf,
    /// What the OCSP keys are sealed under.
    pub master_key_file: PathBuf,
    /// The folder of what it knows.
    pub data: PathBuf,
    /// Where status is served.
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

    /// The certificate authority, as this responder reaches it.
    ///
    /// # Errors
    /// When the anchor or the identity cannot be read.
    pub fn connect(&self) -> Result<CertificateAuthority, ConfigurationError> {
        connect(self.responder.authority, &self.responder.anchor_file, &self.responder.identity_file)
    }

    /// The status responder, opened.
    ///
    /// # Errors
    /// When the master key cannot be read.
    pub fn master_key(&self) -> Result<MasterKey, ConfigurationError> {
        Ok(MasterKey::from_file(&self.responder.master_key_file)?)
    }
}

/// Mutual TLS from an anchor and an identity in files.
pub(crate) fn connect(authority: SocketAddr, anchor: &Path, identity: &Path) -> Result<CertificateAuthority, ConfigurationError> {
    let anchor = read_anchor(anchor)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let identity = CallerIdentity::self_issued(&read_identity(identity)?, clock.as_ref(), &mut SystemRandom)?;
    Ok(CertificateAuthority::connect(authority, &anchor, identity, clock)?)
}

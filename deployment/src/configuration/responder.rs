//! The configuration of a status responder: section `[responder]`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ca_contract::{CallerIdentity, CertificateAuthority};
use chassis::encryption::MasterKey;
use chassis::http::Networks;
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
    /// Proxies, whose connections begin with a PROXY header.
    #[serde(default)]
    pub proxies: Networks,
    /// The operator's networks, to which `/health` tells details.
    #[serde(default = "Networks::loopback")]
    pub operators: Networks,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read_with(networks: &str) -> Result<ResponderSection, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sceau.toml");
        let files = ["anchor_file", "identity_file", "master_key_file", "data"].map(|key| format!("{key} = \"x\"\n")).concat();
        let text = format!("[responder]\nauthority = \"127.0.0.1:8446\"\nlisten = \"127.0.0.1:8445\"\n{files}{networks}\n");
        std::fs::write(&path, text).unwrap();
        ResponderFile::read(&path).map(|file| file.responder).map_err(|fault| fault.to_string())
    }

    #[test]
    fn by_default_nobody_is_a_proxy_and_the_operator_is_on_this_machine() {
        let section = read_with("").unwrap();
        assert!(section.proxies.is_empty());
        let operator = |address: &str| section.operators.contain(address.parse().unwrap());
        assert!(operator("127.0.0.1") && operator("::1") && !operator("192.0.2.7"));
        let none = read_with("operators = []").unwrap();
        assert!(!none.operators.contain("127.0.0.1".parse().unwrap()));
    }

    #[test]
    fn networks_are_refused_with_line_and_remedy() {
        assert!(
            read_with("proxies = [\"192.0.2.7\", \"2001:db8::/64\"]").unwrap().proxies.contain("2001:db8::1".parse().unwrap())
        );
        for (networks, said) in [
            ("proxies = [\"0.0.0.0/0\"]", "everybody"),
            ("operators = [\"192.0.2.1\", \"::/0\"]", "everybody"),
            ("proxies = [\"proxy.sceau.example.org\"]", "write an address"),
            ("operators = [\"192.0.2.7/24\"]", "192.0.2.0/24"),
            ("proxies = \"192.0.2.7\"", "expected a sequence"),
            ("proxy = [\"192.0.2.7\"]", "unknown field"),
        ] {
            let refused = read_with(networks).unwrap_err();
            assert!(refused.contains("line 8") && refused.contains(said), "{networks}: {refused}");
        }
    }
}

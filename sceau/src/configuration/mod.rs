//! Configuration: one TOML file a role, one section a file, secrets only as files.
//!
//! Paths are relative to the file's folder. An unknown key, another zone's section and a secret that others can read are refused at
//! start with place and remedy.

mod authority;
mod portal;
mod responder;
mod station;

use std::fs;
use std::path::{Path, PathBuf};

use chassis::db::DatabaseUrl;
use chassis::secret_file::SecretFileError;
use pki::{Curve, SoftwareKey, pem};
use secrecy::ExposeSecret;
use serde::de::DeserializeOwned;

pub use authority::{AuthorityFile, AuthoritySection};
pub use portal::{EntranceSection, MailSection, MailSecurity, PortalFile, PortalSection, SmsSection};
pub(crate) use responder::connect;
pub use responder::{ResponderFile, ResponderSection};
pub use station::{StationFile, StationSection};

/// Larger than any configuration.
const LARGEST: u64 = 64 << 10;

/// The sections that exist, and whose they are.
const SECTIONS: [(&str, &str); 4] = [
    ("ca", "the certificate authority's"),
    ("portal", "the portal's"),
    ("responder", "a status responder's"),
    ("station", "a production station's"),
];

/// Why a configuration was refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// It cannot be read.
    #[error("{}: {fault}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        fault: std::io::Error,
    },
    /// It is larger than any configuration.
    #[error("{}: larger than 64 KiB; is it the right file?", .0.display())]
    TooLarge(PathBuf),
    /// TOML, or a key or value in it.
    #[error("{}, line {line}: {problem}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where in it.
        line: usize,
        /// What is wrong, and what would be right.
        problem: String,
    },
    /// It lacks the section of the role.
    #[error("{}: there is no section [{section}]; this file is not {whose}", path.display())]
    NoSection {
        /// The file.
        path: PathBuf,
        /// The missing section.
        section: &'static str,
        /// Whose it would be.
        whose: &'static str,
    },
    /// It holds another zone's section.
    #[error("{}: [{section}] is {whose} section; a role's file holds that role only: move it to a file of its own", path.display())]
    MixedZones {
        /// The file.
        path: PathBuf,
        /// The other zone's section.
        section: &'static str,
        /// Whose it is.
        whose: &'static str,
    },
    /// A secret file.
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    /// A master key file.
    #[error(transparent)]
    MasterKey(#[from] chassis::sealing::MasterKeyError),
    /// A key or certificate file that holds something else.
    #[error("{}: holds no {what}", path.display())]
    NotPem {
        /// The file.
        path: PathBuf,
        /// What it should hold.
        what: &'static str,
    },
    /// The policies.
    #[error(transparent)]
    Policies(#[from] policies::PolicyError),
    /// A value that fits its type and not its purpose.
    #[error("{}: {problem}", path.display())]
    Value {
        /// The file.
        path: PathBuf,
        /// What is wrong, and what to write.
        problem: String,
    },
    /// The connection to the certificate authority.
    #[error(transparent)]
    Client(#[from] ca_contract::ClientError),
}

/// Reads the file of the role whose section is `section`; refuses it when it holds another's.
fn read<File: DeserializeOwned>(path: &Path, section: &'static str) -> Result<File, ConfigurationError> {
    let text = read_text(path)?;
    let malformed = |fault| malformed(path, &text, &fault);
    let table: toml::Table = text.parse().map_err(malformed)?;
    for (other, whose) in SECTIONS {
        if other != section && table.contains_key(other) {
            return Err(ConfigurationError::MixedZones { path: path.to_owned(), section: other, whose });
        }
        if other == section && !table.contains_key(section) {
            return Err(ConfigurationError::NoSection { path: path.to_owned(), section, whose });
        }
    }
    toml::from_str(&text).map_err(malformed)
}

/// Place and fault on one line.
fn malformed(path: &Path, text: &str, fault: &toml::de::Error) -> ConfigurationError {
    let before = fault.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    ConfigurationError::Malformed { path: path.to_owned(), line, problem: fault.message().replace('\n', "; ") }
}

fn read_text(path: &Path) -> Result<String, ConfigurationError> {
    let unreadable = |fault| ConfigurationError::Unreadable { path: path.to_owned(), fault };
    if fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(ConfigurationError::TooLarge(path.to_owned()));
    }
    fs::read_to_string(path).map_err(unreadable)
}

/// The folder that a file's relative paths start from.
fn folder(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}

/// A caller's own key: PKCS#8 PEM on P-256, readable by its owner only.
pub(crate) fn read_identity(path: &Path) -> Result<SoftwareKey, ConfigurationError> {
    let text = chassis::secret_file::read(path)?;
    let not_pem = || ConfigurationError::NotPem { path: path.to_owned(), what: "private key (PKCS#8 PEM, P-256)" };
    let blocks = pem::decode_all(pem::Label::PrivateKey, text.expose_secret()).ok_or_else(not_pem)?;
    let [pkcs8] = blocks.as_slice() else { return Err(not_pem()) };
    SoftwareKey::from_pkcs8(Curve::P256, pkcs8).map_err(|_| not_pem())
}

/// The internal authority's certificate, DER.
fn read_anchor(path: &Path) -> Result<Vec<u8>, ConfigurationError> {
    let text = read_text(path)?;
    let not_pem = || ConfigurationError::NotPem { path: path.to_owned(), what: "certificate (PEM)" };
    let mut blocks = pem::decode_all(pem::Label::Certificate, &text).ok_or_else(not_pem)?;
    if blocks.len() == 1 { Ok(blocks.remove(0)) } else { Err(not_pem()) }
}

/// A file with a database's URL; a SQLite path is relative to the file's folder.
pub(crate) fn read_database(path: &Path) -> Result<DatabaseUrl, ConfigurationError> {
    let text = chassis::secret_file::read(path)?;
    if let Some(file) = text.expose_secret().strip_prefix("sqlite:") {
        return Ok(DatabaseUrl::sqlite(folder(path).join(file)));
    }
    let parsed = text.expose_secret().parse();
    parsed.map_err(|fault| ConfigurationError::Value { path: path.to_owned(), problem: format!("{fault}") })
}

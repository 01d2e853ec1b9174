//! Configuration: one TOML file per role with one section; secrets only in separate files.
//!
//! Paths are relative to the folder of the file. Unknown keys, sections of other zones and secrets that others can read are
//! refused at start, with the place and the remedy.

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

/// Maximum size of a configuration file.
const LARGEST: u64 = 64 << 10;

/// The existing sections and their owners.
const SECTIONS: [(&str, &str); 4] = [
    ("ca", "the certificate authority's"),
    ("portal", "the portal's"),
    ("responder", "a status responder's"),
    ("station", "a production station's"),
];

/// Why a configuration was refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    #[error("{}: {fault}", path.display())]
    Unreadable { path: PathBuf, fault: std::io::Error },
    #[error("{}: larger than 64 KiB; is it the right file?", .0.display())]
    TooLarge(PathBuf),
    /// A syntax error, or an invalid key or value.
    #[error("{}, line {line}: {problem}", path.display())]
    Malformed {
        path: PathBuf,
        line: usize,
        /// What is wrong and what is expected.
        problem: String,
    },
    /// The section of the role is missing.
    #[error("{}: there is no section [{section}]; this file is not {whose}", path.display())]
    NoSection {
        path: PathBuf,
        section: &'static str,
        /// The role that the file was meant for, in the genitive.
        whose: &'static str,
    },
    /// There is a section of another zone.
    #[error("{}: [{section}] is {whose} section; a file is for one role only: move it to a file of its own", path.display())]
    MixedZones {
        path: PathBuf,
        section: &'static str,
        /// The zone that the section belongs to, in the genitive.
        whose: &'static str,
    },
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error(transparent)]
    MasterKey(#[from] chassis::encryption::MasterKeyError),
    /// A key or certificate file with other contents.
    #[error("{}: does not contain a {what}", path.display())]
    NotPem {
        path: PathBuf,
        /// What it should contain.
        what: &'static str,
    },
    #[error(transparent)]
    Policies(#[from] policies::PolicyError),
    /// A value of the right type that is not acceptable.
    #[error("{}: {problem}", path.display())]
    Value {
        path: PathBuf,
        /// What is wrong and what to write instead.
        problem: String,
    },
    #[error(transparent)]
    Client(#[from] ca_contract::ClientError),
}

/// Reads the file of the role with the given section, and refuses sections of other roles.
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

/// Combines the place and the problem on one line.
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

/// The folder to which paths in the file are relative.
fn folder(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}

/// Reads a caller's own key: PKCS#8 PEM on P-256, readable by its owner only.
pub(crate) fn read_identity(path: &Path) -> Result<SoftwareKey, ConfigurationError> {
    let text = chassis::secret_file::read(path)?;
    let not_pem = || ConfigurationError::NotPem { path: path.to_owned(), what: "private key (PKCS#8 PEM, P-256)" };
    let blocks = pem::decode_all(pem::Label::PrivateKey, text.expose_secret()).ok_or_else(not_pem)?;
    let [pkcs8] = blocks.as_slice() else { return Err(not_pem()) };
    SoftwareKey::from_pkcs8(Curve::P256, pkcs8).map_err(|_| not_pem())
}

/// Reads the internal authority's certificate, and returns its DER.
fn read_anchor(path: &Path) -> Result<Vec<u8>, ConfigurationError> {
    let text = read_text(path)?;
    let not_pem = || ConfigurationError::NotPem { path: path.to_owned(), what: "certificate (PEM)" };
    let mut blocks = pem::decode_all(pem::Label::Certificate, &text).ok_or_else(not_pem)?;
    if blocks.len() == 1 { Ok(blocks.remove(0)) } else { Err(not_pem()) }
}

/// Reads a file with the URL of a database. SQLite paths are relative to the folder of the file.
pub(crate) fn read_database(path: &Path) -> Result<DatabaseUrl, ConfigurationError> {
    let text = chassis::secret_file::read(path)?;
    if let Some(file) = text.expose_secret().strip_prefix("sqlite:") {
        return Ok(DatabaseUrl::sqlite(folder(path).join(file)));
    }
    let parsed = text.expose_secret().parse();
    parsed.map_err(|fault| ConfigurationError::Value { path: path.to_owned(), problem: format!("{fault}") })
}

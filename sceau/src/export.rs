//! `sceau token export`: a key of a software token as a PKCS#12 file.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use chassis::secret_file::{self, SecretFileError};
use clap::{Args, ValueEnum};
use pki::Certificate;
use pki::pem::{self, Label};
use secrecy::ExposeSecret;
use token::{ExportError, NotAPin, Pin, Readers, SlotIndex, SoftwareToken};

/// What to export, and for whom.
#[derive(Args)]
pub(crate) struct Export {
    /// The file of the token.
    #[arg(long)]
    token: PathBuf,
    /// A file (mode 0600) with its PIN.
    #[arg(long)]
    pin_file: PathBuf,
    /// Which of its keys.
    #[arg(long, value_enum, default_value_t = Slot::Main)]
    slot: Slot,
    /// A file (mode 0600) with the password that will be asked for on import.
    #[arg(long)]
    password_file: PathBuf,
    /// A file with the certificates of the CAs above (PEM), to be included.
    #[arg(long)]
    chain: Option<PathBuf>,
    /// Encrypt in a way that older systems can read too, such as Windows before 2019 and macOS before 10.14. It is weaker: the password
    /// must have at least 16 characters.
    #[arg(long)]
    older_systems: bool,
    /// The PKCS#12 file, which must not exist.
    #[arg(long)]
    out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Slot {
    /// That of the main certificate.
    Main,
    /// That of the companion certificate.
    Companion,
}

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotExported {
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error("{}: {fault}", path.display())]
    Pin {
        path: PathBuf,
        #[source]
        fault: NotAPin,
    },
    #[error("{} cannot be used: {fault}", path.display())]
    Token { path: PathBuf, fault: String },
    #[error("{} has something else than certificates (PEM)", .0.display())]
    Chain(PathBuf),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error("{}: {fault}", path.display())]
    File {
        path: PathBuf,
        #[source]
        fault: io::Error,
    },
}

impl Export {
    /// Writes the file. Returns what was done, for the person at the terminal.
    pub(crate) fn write(&self) -> Result<String, NotExported> {
        let pin = secret_file::read(&self.pin_file)?;
        let pin: Pin = pin.expose_secret().parse().map_err(|fault| NotExported::Pin { path: self.pin_file.clone(), fault })?;
        let password = secret_file::read(&self.password_file)?;
        let chain = self.chain.as_deref().map_or(Ok(Vec::new()), read_chain)?;
        let unusable = |fault: &dyn std::fmt::Display| NotExported::Token { path: self.token.clone(), fault: fault.to_string() };
        let mut token = SoftwareToken::open(&self.token).map_err(|fault| unusable(&fault))?;
        let session = token.sign_in(&pin).map_err(|fault| unusable(&fault))?;
        let (slot, name) = match self.slot {
            Slot::Main => (SlotIndex::MAIN, "main certificate"),
            Slot::Companion => (SlotIndex::COMPANION, "companion certificate"),
        };
        let readers = if self.older_systems { Readers::Older } else { Readers::Current };
        let bundle = session.export_pkcs12_for(readers, slot, name, &chain, &password)?;
        let failed = |fault| NotExported::File { path: self.out.clone(), fault };
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&self.out).map_err(failed)?;
        file.write_all(&bundle).and_then(|()| file.sync_all()).map_err(failed)?;
        Ok(format!("the {name} and its key are in {}", self.out.display()))
    }
}

fn read_chain(path: &Path) -> Result<Vec<Certificate>, NotExported> {
    let text = std::fs::read_to_string(path).map_err(|fault| NotExported::File { path: path.to_owned(), fault })?;
    let bad = || NotExported::Chain(path.to_owned());
    let ders = pem::decode_all(Label::Certificate, &text).ok_or_else(bad)?;
    ders.iter().map(|der| Certificate::from_der(der).map_err(|_| bad())).collect()
}

//! The pending request to the CA for a token, stored until the token is finished.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use atomic_write_file::unix::OpenOptionsExt as _;
use ca_contract::IdempotencyKey;
use ca_contract::issuance::Issue;
use pki::SystemRandom;
use serde::{Deserialize, Serialize};

use super::error::StationError;

/// A request and its idempotency key, in a file beside that of the token.
#[derive(Serialize, Deserialize)]
pub(super) struct Pending {
    key: String,
    pub(super) question: Issue,
}

impl Pending {
    /// The pending request for the token at `token`.
    pub(super) fn read(token: &Path) -> Result<Option<Self>, StationError> {
        let path = place(token);
        match fs::read(&path) {
            Ok(bytes) => match serde_json::from_slice::<Self>(&bytes) {
                Ok(pending) if pending.key.parse::<IdempotencyKey>().is_ok() => Ok(Some(pending)),
                _ => Err(failed(path)(std::io::Error::new(
                    ErrorKind::InvalidData,
                    "is not a pending request; move it away to start again",
                ))),
            },
            Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(failed(path)(fault)),
        }
    }

    /// Stores a request before it is sent.
    pub(super) fn write(token: &Path, question: Issue) -> Result<Self, StationError> {
        let pending = Self { key: IdempotencyKey::generate(&mut SystemRandom).to_string(), question };
        let path = place(token);
        let bytes = serde_json::to_vec(&pending).map_err(|fault| failed(path.clone())(fault.into()))?;
        let file = AtomicWriteFile::options().mode(0o600).preserve_mode(false).open(&path);
        let written = file.and_then(|mut file| file.write_all(&bytes).and_then(|()| file.commit()));
        written.map(|()| pending).map_err(failed(path))
    }

    /// Removes the request, because the token is finished or the attempt was permanently refused.
    pub(super) fn forget(token: &Path) -> Result<(), StationError> {
        let path = place(token);
        match fs::remove_file(&path) {
            Err(fault) if fault.kind() != ErrorKind::NotFound => Err(failed(path)(fault)),
            _ => Ok(()),
        }
    }

    pub(super) fn key(&self) -> IdempotencyKey {
        self.key.parse().expect("checked when it was read or made from a key")
    }
}

fn place(token: &Path) -> PathBuf {
    token.with_extension("pending")
}

fn failed(path: PathBuf) -> impl FnOnce(std::io::Error) -> StationError {
    move |fault| StationError::Pending { path, fault }
}

//! The folder of dossiers: every file in it is encrypted under its dossier's key.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chassis::encryption::EncryptionKey;
use chassis::private_folder;
use pki::SystemRandom;
use zeroize::Zeroizing;

use super::{Dossiers, FileFault, Media, PieceFileId, content};
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::orders::OrderId;

impl Dossiers {
    /// Finds the type of the content, on a blocking thread; the number of concurrent validations is limited. A reader that panics
    /// on uploaded bytes counts as finding them unreadable.
    pub(super) async fn validate(&self, content: Arc<Vec<u8>>) -> Result<Media, Fault<FileFault>> {
        let turn = Arc::clone(&self.judging).acquire_owned().await;
        let turn = turn.map_err(|_| Fault::unavailable("the program is shutting down"))?;
        let validated = tokio::task::spawn_blocking(move || {
            let validated = content::media_of(&content);
            drop(turn);
            validated
        });
        validated.await.unwrap_or(Err(FileFault::Unreadable)).map_err(Fault::Refused)
    }
}

impl Core {
    /// Encrypts content into a file of the folder, which is on the disk when this returns.
    pub(super) async fn keep(
        &self,
        key: Arc<EncryptionKey>,
        order: OrderId,
        file: PieceFileId,
        content: Arc<Vec<u8>>,
    ) -> Result<(), Fault<Never>> {
        let path = self.path_of(order, file);
        let kept = tokio::task::spawn_blocking(move || {
            let ciphertext = key.encrypt(&mut SystemRandom, &associated(order, file), &content);
            write(&path, &ciphertext)
        });
        settled(kept.await, &format!("file {file} of the dossier of {order} was not stored"))
    }

    /// Decrypts a file's content.
    pub(super) async fn fetch(
        &self,
        key: Arc<EncryptionKey>,
        order: OrderId,
        file: PieceFileId,
    ) -> Result<Zeroizing<Vec<u8>>, Fault<Never>> {
        let path = self.path_of(order, file);
        let fetched = tokio::task::spawn_blocking(move || {
            let ciphertext = fs::read(&path)?;
            key.decrypt(&associated(order, file), &ciphertext).map_err(|fault| io::Error::new(io::ErrorKind::InvalidData, fault))
        });
        settled(fetched.await, &format!("file {file} of the dossier of {order} cannot be read"))
    }

    /// Removes a file from the folder; does nothing if there is none.
    pub(super) async fn discard(&self, order: OrderId, file: PieceFileId) -> Result<(), Fault<Never>> {
        let path = self.path_of(order, file);
        let discarded = tokio::task::spawn_blocking(move || match fs::remove_file(&path) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        });
        settled(discarded.await, &format!("file {file} of the dossier of {order} was not removed"))
    }

    fn path_of(&self, order: OrderId, file: PieceFileId) -> PathBuf {
        self.environment.dossiers.join(order.to_string()).join(file.to_string())
    }
}

/// The associated data that binds an encrypted file to its place.
fn associated(order: OrderId, file: PieceFileId) -> Vec<u8> {
    format!("dossier {order} file {file}").into_bytes()
}

fn write(path: &Path, ciphertext: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    private_folder::create(folder)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(ciphertext)?;
    file.sync_all()?;
    // The names are durable only once their folders are synchronised.
    fs::File::open(folder)?.sync_all()?;
    folder.parent().map_or(Ok(()), |parent| fs::File::open(parent)?.sync_all())
}

fn settled<T>(done: Result<io::Result<T>, tokio::task::JoinError>, what: &str) -> Result<T, Fault<Never>> {
    match done {
        Ok(Ok(value)) => Ok(value),
        // A row names the file: if it is missing or altered, repeating the request does not help.
        Ok(Err(fault)) if matches!(fault.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => {
            Err(Fault::incident(format_args!("{what}: {fault}")))
        }
        Ok(Err(fault)) => Err(Fault::unavailable(format!("{what}: {fault}"))),
        Err(_) => Err(Fault::unavailable(what.to_owned())),
    }
}

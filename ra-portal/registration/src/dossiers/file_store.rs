//! The folder of dossiers: every file in it is encrypted under its dossier's key.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chassis::encryption::EncryptionKey;
use chassis::private_folder;
use examination::MOST_PAGES;
use pki::SystemRandom;
use zeroize::Zeroizing;

use super::PieceFileId;
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::orders::OrderId;

impl Core {
    /// Encrypts a file and the pictures of its pages into files of the folder, which are on the disk when this returns.
    pub(super) async fn keep(
        &self,
        key: Arc<EncryptionKey>,
        order: OrderId,
        file: PieceFileId,
        content: Option<Arc<Vec<u8>>>,
        pages: Vec<Option<Zeroizing<Vec<u8>>>>,
    ) -> Result<(), Fault<Never>> {
        let folder = self.folder_of(order);
        let kept = tokio::task::spawn_blocking(move || {
            let content = content.iter().map(|content| (Part::Original, content.as_slice()));
            let drawn =
                pages.iter().zip(1..).filter_map(|(picture, page)| Some((Part::Page(page), picture.as_ref()?.as_slice())));
            for (part, content) in content.chain(drawn) {
                let ciphertext = key.encrypt(&mut SystemRandom, &part.associated(order, file), content);
                write(&folder.join(part.name(file)), &ciphertext)?;
            }
            Ok(())
        });
        settled(kept.await, &format!("file {file} of the dossier of {order} was not stored"))
    }

    /// Decrypts a file's content, or the picture of a page.
    pub(super) async fn fetch(
        &self,
        key: Arc<EncryptionKey>,
        order: OrderId,
        file: PieceFileId,
        part: Part,
    ) -> Result<Zeroizing<Vec<u8>>, Fault<Never>> {
        let path = self.folder_of(order).join(part.name(file));
        let fetched = tokio::task::spawn_blocking(move || {
            let ciphertext = fs::read(&path)?;
            key.decrypt(&part.associated(order, file), &ciphertext)
                .map_err(|fault| io::Error::new(io::ErrorKind::InvalidData, fault))
        });
        settled(fetched.await, &format!("file {file} of the dossier of {order} cannot be read"))
    }

    /// Removes a file and the pictures of its pages from the folder; does nothing if there are none.
    pub(super) async fn discard(&self, order: OrderId, file: PieceFileId) -> Result<(), Fault<Never>> {
        let folder = self.folder_of(order);
        let discarded = tokio::task::spawn_blocking(move || {
            for part in (1..=MOST_PAGES).map(Part::Page).chain([Part::Original]) {
                match fs::remove_file(folder.join(part.name(file))) {
                    Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
                    _ => {}
                }
            }
            Ok(())
        });
        settled(discarded.await, &format!("file {file} of the dossier of {order} was not removed"))
    }

    fn folder_of(&self, order: OrderId) -> PathBuf {
        self.environment.dossiers.join(order.to_string())
    }
}

/// What the folder holds of an uploaded file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What was sent.
    Original,
    /// The picture of a page, counted from 1.
    Page(usize),
}

impl Part {
    fn name(self, file: PieceFileId) -> String {
        match self {
            Self::Original => file.to_string(),
            Self::Page(page) => format!("{file}.{page}"),
        }
    }

    /// The associated data that binds an encrypted file to its place.
    fn associated(self, order: OrderId, file: PieceFileId) -> Vec<u8> {
        match self {
            Self::Original => format!("dossier {order} file {file}"),
            Self::Page(page) => format!("dossier {order} file {file} page {page}"),
        }
        .into_bytes()
    }
}

fn write(path: &Path, ciphertext: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    private_folder::create(folder)?;
    // A page of an older file may have been drawn before a crash.
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
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

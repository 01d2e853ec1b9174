//! The folder of dossiers, and the keys that its files are sealed under: kept at the certificate authority, here for minutes only.

use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::{Engine, prelude::BASE64_STANDARD};
use ca_contract::escrow::{DossierKey, DossierKeyError};
use ca_contract::{Failed, IdempotencyKey};
use chassis::sealing::SealingKey;
use pki::{SystemRandom, Timestamp};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::{FileFault, Media, PieceFileId, content};
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::orders::{OrderId, OrderNumber};

/// How long a key is remembered.
const REMEMBERED: Duration = Duration::from_secs(300);
/// How many files are judged at once: a picture of 40 million pixels takes 320 MB.
const JUDGED_AT_ONCE: usize = 2;

/// Keys in memory, and turns for heavy work.
pub(crate) struct Vault {
    keys: Mutex<HashMap<OrderNumber, (Arc<SealingKey>, Timestamp)>>,
    turns: Arc<Semaphore>,
}

impl Vault {
    pub(crate) fn new() -> Self {
        Self { keys: Mutex::new(HashMap::new()), turns: Arc::new(Semaphore::new(JUDGED_AT_ONCE)) }
    }

    fn remembered(&self, order: &OrderNumber, now: Timestamp) -> Option<Arc<SealingKey>> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        keys.retain(|_, (_, since)| now.since(*since) < REMEMBERED);
        keys.get(order).map(|(key, _)| Arc::clone(key))
    }

    fn remember(&self, order: &OrderNumber, key: &Arc<SealingKey>, now: Timestamp) {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        keys.insert(order.clone(), (Arc::clone(key), now));
    }
}

impl Core {
    /// The key of an order's dossier: whatever is personal and kept for the order is sealed under it.
    pub(crate) async fn dossier_key(&self, order: &OrderNumber) -> Result<Arc<SealingKey>, Fault<Never>> {
        let now = self.now();
        if let Some(key) = self.vault.remembered(order, now) {
            return Ok(key);
        }
        let question = DossierKey { order: order.into() };
        let answer = self.environment.authority.call(&question, IdempotencyKey::generate(&mut SystemRandom)).await;
        let answer = answer.map_err(|failed| not_released(order, failed))?;
        let octets = BASE64_STANDARD.decode(answer.key.expose()).map(Zeroizing::new).unwrap_or_default();
        let octets: &[u8; 32] = octets
            .as_slice()
            .try_into()
            .map_err(|_| Fault::incident(format_args!("the key of the dossier of {order} has not 32 octets")))?;
        let key = Arc::new(SealingKey::from_octets(octets));
        self.vault.remember(order, &key, now);
        Ok(key)
    }

    /// What the content is; away from the threads that serve, so many at once. A reader that gives up on strangers' bytes found them
    /// unreadable.
    pub(super) async fn judge(&self, content: Arc<Vec<u8>>) -> Result<Media, Fault<FileFault>> {
        let turn = Arc::clone(&self.vault.turns).acquire_owned().await;
        let turn = turn.map_err(|_| Fault::unavailable("the program is ending"))?;
        let judged = tokio::task::spawn_blocking(move || {
            let judged = content::judge(&content);
            drop(turn);
            judged
        });
        judged.await.unwrap_or(Err(FileFault::Unreadable)).map_err(Fault::Refused)
    }

    /// Seals a file's content into the folder; on the disk when this returns.
    pub(super) async fn keep(
        &self,
        key: Arc<SealingKey>,
        order: OrderId,
        file: PieceFileId,
        content: Arc<Vec<u8>>,
    ) -> Result<(), Fault<Never>> {
        let path = self.path_of(order, file);
        let kept = tokio::task::spawn_blocking(move || {
            let sealed = key.seal(&mut SystemRandom, &associated(order, file), &content);
            write(&path, &sealed)
        });
        settled(kept.await, &format!("file {file} of the dossier of {order} was not kept"))
    }

    /// Opens a file's content.
    pub(super) async fn fetch(
        &self,
        key: Arc<SealingKey>,
        order: OrderId,
        file: PieceFileId,
    ) -> Result<Zeroizing<Vec<u8>>, Fault<Never>> {
        let path = self.path_of(order, file);
        let fetched = tokio::task::spawn_blocking(move || {
            let sealed = fs::read(&path)?;
            key.open(&associated(order, file), &sealed).map_err(|fault| io::Error::new(io::ErrorKind::InvalidData, fault))
        });
        settled(fetched.await, &format!("file {file} of the dossier of {order} cannot be read"))
    }

    /// Removes a file from the folder; one that is not there is removed.
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

/// Seals something else that is kept for an order under its dossier's key; `name` says what it is, and must be given to open it.
pub(crate) async fn seal(core: &Core, order: &OrderNumber, name: &str, clear: &[u8]) -> Result<Vec<u8>, Fault<Never>> {
    let key = core.dossier_key(order).await?;
    Ok(key.seal(&mut SystemRandom, format!("dossier {order} {name}").as_bytes(), clear))
}

/// Opens what [`seal`] sealed.
pub(crate) async fn open(
    core: &Core,
    order: &OrderNumber,
    name: &str,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Fault<Never>> {
    let key = core.dossier_key(order).await?;
    let opened = key.open(format!("dossier {order} {name}").as_bytes(), sealed);
    opened.map_err(|fault| Fault::incident(format_args!("{name} of {order}: {fault}")))
}

/// A spent budget ends by itself.
fn not_released(order: &OrderNumber, failed: Failed<DossierKeyError>) -> Fault<Never> {
    match Fault::of_authority(failed, |refusal| refusal) {
        Fault::Refused(refusal) => Fault::unavailable(format!("the key of the dossier of {order}: {refusal}")),
        Fault::Failed(failure) => Fault::Failed(failure),
    }
}

/// What binds a sealed file to its place.
fn associated(order: OrderId, file: PieceFileId) -> Vec<u8> {
    format!("dossier {order} file {file}").into_bytes()
}

fn write(path: &Path, sealed: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(sealed)?;
    file.sync_all()?;
    // The names are lasting only with their folders.
    fs::File::open(folder)?.sync_all()?;
    folder.parent().map_or(Ok(()), |parent| fs::File::open(parent)?.sync_all())
}

fn settled<T>(done: Result<io::Result<T>, tokio::task::JoinError>, what: &str) -> Result<T, Fault<Never>> {
    match done {
        Ok(Ok(value)) => Ok(value),
        // A row names the file: gone or altered, it stays so.
        Ok(Err(fault)) if matches!(fault.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => {
            Err(Fault::incident(format_args!("{what}: {fault}")))
        }
        Ok(Err(fault)) => Err(Fault::unavailable(format!("{what}: {fault}"))),
        Err(_) => Err(Fault::unavailable(what.to_owned())),
    }
}

//! The snapshot on disk, from which a restarted responder continues.

use std::sync::Arc;
use std::time::Duration;

use ca_contract::status::{Authority, SnapshotPage};
use pki::{Digest, Id};
use tokio_util::sync::CancellationToken;

use crate::core::Core;
use crate::data_folder::DataFolder;
use crate::index::{Collected, Index, SnapshotFault};

/// The file: a line with the SHA-256 of the rest, then the index as one page of the contract's snapshot.
const FILE: &str = "snapshot";

/// Minimum time between two saves. Changes lost in a crash are fetched from the feed again.
const PAUSE: Duration = Duration::from_secs(30);

/// Why a saved snapshot cannot be used.
#[derive(Debug, thiserror::Error)]
enum Damaged {
    #[error("its digest does not match its content")]
    Digest,
    #[error("it is not a page of a snapshot: {0}")]
    Malformed(#[from] serde_json::Error),
    #[error(transparent)]
    Snapshot(#[from] SnapshotFault),
    #[error("it belongs to another authority than the one that this folder follows")]
    OtherAuthority,
}

/// The saved snapshot; `None` if there is none that can be used.
pub(crate) fn load(folder: &DataFolder, pinned: Option<Id<Authority>>) -> std::io::Result<Option<Index>> {
    let Some(content) = folder.read(FILE)? else { return Ok(None) };
    match parse(&content, pinned) {
        Ok(index) => Ok(Some(index)),
        Err(damaged) => {
            folder.set_aside(FILE, &damaged);
            Ok(None)
        }
    }
}

fn parse(content: &[u8], pinned: Option<Id<Authority>>) -> Result<Index, Damaged> {
    let end = content.iter().position(|octet| *octet == b'\n').ok_or(Damaged::Digest)?;
    let (digest, page) = (&content[..end], &content[end + 1..]);
    if digest != Digest::of(page).to_string().as_bytes() {
        return Err(Damaged::Digest);
    }
    let page: SnapshotPage = serde_json::from_slice(page)?;
    if Some(page.authority) != pinned {
        return Err(Damaged::OtherAuthority);
    }
    Ok(Collected::begin(page)?.finish()?)
}

/// Saves the index after changes, at most every 30 s, and on shutdown.
pub(crate) async fn run(core: Arc<Core>, stop: CancellationToken) {
    let mut moved = core.moved.subscribe();
    let mut saved = core.index.read().as_ref().map(Index::sequence);
    let mut stopping = false;
    while !stopping {
        tokio::select! {
            () = stop.cancelled() => stopping = true,
            _ = moved.changed() => {}
        }
        if core.index.read().as_ref().map(Index::sequence) == saved {
            continue;
        }
        match save(&core).await {
            Ok(sequence) => saved = sequence,
            Err(fault) => tracing::warn!(%fault, "the snapshot of the status could not be saved"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

/// Saves the index and returns its sequence number.
pub(crate) async fn save(core: &Core) -> std::io::Result<Option<u64>> {
    let Some(page) = core.index.read().as_ref().map(Index::to_page) else { return Ok(None) };
    let sequence = page.sequence;
    let encoded = tokio::task::spawn_blocking(move || {
        let page = serde_json::to_vec(&page)?;
        let mut content = format!("{}\n", Digest::of(&page)).into_bytes();
        content.extend_from_slice(&page);
        Ok::<_, serde_json::Error>(content)
    });
    let content = encoded.await.map_err(std::io::Error::other)??;
    core.folder.store(FILE.to_owned(), content).await?;
    Ok(Some(sequence))
}

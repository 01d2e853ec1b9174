//! Following the feed, one call at a time. Each answer is applied before the next call.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use ca_contract::status::{Authority, FollowStatus, StatusEvent, StatusEvents, StatusSnapshot};
use ca_contract::{Failed, Refusal};
use pki::Id;
use tokio::sync::mpsc::UnboundedSender;

use crate::backoff::Rounds;
use crate::core::Core;
use crate::index::{Collected, FeedFault, Index, SnapshotFault};
use crate::responder::Stale;

/// Maximum number of events in an answer.
const MOST_EVENTS: u16 = 1000;

/// Maximum number of entries on a page of a snapshot.
const MOST_SERIALS: u16 = 5000;

/// How long the certificate authority may wait for an event before it answers.
const LONG_POLL: Duration = Duration::from_secs(25);

/// The file that names the authority whose feed this folder follows.
pub(crate) const AUTHORITY_FILE: &str = "authority";

/// Keeps the index up to date.
pub(crate) struct Follower {
    core: Arc<Core>,
    stale: UnboundedSender<Stale>,
    next: Next,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// A snapshot, because the feed does not continue from the known state.
    Snapshot,
    /// The events that have happened, without waiting for further ones.
    CatchUp,
    /// The next events, waiting for them.
    Wait,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum FollowFault {
    #[error("the certificate authority does not answer")]
    Unavailable,
    #[error("incident {0} at the certificate authority")]
    Incident(String),
    #[error("the certificate authority does not allow this responder to follow its feed")]
    NotAllowed,
    #[error("the certificate authority rejected this responder's message: {0}")]
    Invalid(String),
    #[error("{0}")]
    Versions(String),
    #[error("the certificate authority sent more events than requested")]
    TooMany,
    #[error("the certificate authority's feed does not continue from its snapshot")]
    GapAfterSnapshot,
    #[error(transparent)]
    Feed(#[from] FeedFault),
    #[error(transparent)]
    Snapshot(#[from] SnapshotFault),
    #[error("the authority's identifier could not be stored on disk: {0}")]
    Disk(#[source] io::Error),
}

impl FollowFault {
    /// Whether the certificate authority announced a critical change that this version does not know.
    const fn is_unknown_change(&self) -> bool {
        matches!(self, Self::Feed(FeedFault::UnknownChange { .. }) | Self::Snapshot(SnapshotFault::UnknownKind(_)))
    }
}

impl<E: Refusal> From<Failed<E>> for FollowFault {
    fn from(failed: Failed<E>) -> Self {
        match failed {
            Failed::Refused(refusal) => Self::Invalid(refusal.to_string()),
            Failed::NotAllowed => Self::NotAllowed,
            Failed::KeyReused => Self::Invalid(failed.to_string()),
            Failed::Invalid(detail) => Self::Invalid(detail),
            Failed::LaterVersion { .. } | Failed::UnreadableAnswer { .. } => Self::Versions(failed.to_string()),
            Failed::Unavailable => Self::Unavailable,
            Failed::Incident { id } => Self::Incident(id),
        }
    }
}

impl Follower {
    /// `stale` receives which OCSP responses are outdated.
    pub(crate) fn new(core: Arc<Core>, stale: UnboundedSender<Stale>) -> Self {
        Self { core, stale, next: Next::CatchUp }
    }
}

impl Rounds for Follower {
    async fn round(&mut self) -> bool {
        match self.step().await {
            Ok(()) => {
                if self.core.fault.write().take().is_some() {
                    tracing::info!("the status feed is followed again");
                }
                true
            }
            Err(fault) => {
                let fault = fault.to_string();
                let before = self.core.fault.write().replace(fault.clone());
                if before.as_ref() != Some(&fault) {
                    tracing::warn!(%fault, "the status feed is not followed");
                }
                false
            }
        }
    }

    /// A step itself waits for events.
    async fn reason(&mut self) {}
}

impl Follower {
    /// Makes one call and applies the answer. As long as the last answer had a critical change of an unknown kind, nothing is
    /// notified.
    pub(crate) async fn step(&mut self) -> Result<(), FollowFault> {
        let step = self.ask_and_apply().await;
        let before = *self.core.unknown_change.read();
        let now = match &step {
            Ok(()) => false,
            Err(fault) => before || fault.is_unknown_change(),
        };
        if before != now {
            *self.core.unknown_change.write() = now;
            let _ = self.stale.send(Stale::Everything);
            self.core.tick();
        }
        step
    }

    async fn ask_and_apply(&mut self) -> Result<(), FollowFault> {
        let sequence = self.core.index.read().as_ref().map(Index::sequence);
        let (Some(after), Next::CatchUp | Next::Wait) = (sequence, self.next) else { return self.take_snapshot().await };
        let wait = match self.next {
            Next::Wait => LONG_POLL.min(self.core.max_lag / 3),
            Next::Snapshot | Next::CatchUp => Duration::ZERO,
        };
        // If anything fails from here on, the next call must not wait for events.
        self.next = Next::CatchUp;
        let wait_ms = u32::try_from(wait.as_millis()).unwrap_or(u32::MAX);
        match self.core.ask(&FollowStatus { after, at_most: MOST_EVENTS, wait_ms }).await? {
            StatusEvents::Gap { authority } => {
                self.recognise(authority)?;
                self.take_snapshot().await?;
                match self.core.index.read().as_ref().map(Index::sequence) {
                    Some(now) if now > after => Ok(()),
                    _ => Err(FollowFault::GapAfterSnapshot),
                }
            }
            StatusEvents::Events { authority, events } => {
                self.recognise(authority)?;
                self.take(authority, events)
            }
        }
    }

    fn take(&mut self, authority: Id<Authority>, events: Vec<StatusEvent>) -> Result<(), FollowFault> {
        let received = events.len();
        if received > usize::from(MOST_EVENTS) {
            return Err(FollowFault::TooMany);
        }
        let mut changed = Vec::with_capacity(received);
        let applied = match self.core.index.write().as_mut() {
            Some(index) => events.into_iter().try_for_each(|event| {
                changed.extend(index.apply(authority, event)?);
                Ok::<_, FeedFault>(())
            }),
            None => Ok(()),
        };
        if received > 0 {
            // There is no receiver when the responder is stopping.
            let _ = self.stale.send(Stale::Serials(changed));
            self.core.tick();
        }
        if let Err(FeedFault::UnknownChange { .. }) = applied {
            // A snapshot would not help, since it includes the same change.
            self.next = Next::CatchUp;
        } else if applied.is_err() {
            self.next = Next::Snapshot;
        } else if received < usize::from(MOST_EVENTS) {
            let now = self.core.now();
            let lagged = self.core.is_lagging(now);
            self.core.note_evidence();
            *self.core.heard.write() = Some(now);
            if lagged {
                let _ = self.stale.send(Stale::Everything);
                self.core.tick();
            }
            self.next = Next::Wait;
        }
        Ok(applied?)
    }

    async fn take_snapshot(&mut self) -> Result<(), FollowFault> {
        self.next = Next::Snapshot;
        let question = |page| StatusSnapshot { page, at_most: MOST_SERIALS };
        let first = self.core.ask(&question(None)).await?;
        let authority = first.authority;
        self.recognise(authority)?;
        let mut collected = Collected::begin(first)?;
        while let Some(cursor) = collected.next() {
            collected.add(self.core.ask(&question(Some(cursor))).await?)?;
        }
        let newer = collected.finish()?;
        self.pin(authority).await?;
        tracing::info!(sequence = newer.sequence(), "a snapshot of the status was taken");
        replace(&self.core, newer)?;
        let _ = self.stale.send(Stale::Everything);
        self.core.tick();
        self.next = Next::CatchUp;
        Ok(())
    }

    /// Checks that the feed belongs to the authority that was contacted first.
    fn recognise(&self, found: Id<Authority>) -> Result<(), FeedFault> {
        match *self.core.pinned.read() {
            Some(known) if known != found => Err(FeedFault::OtherAuthority { known, found }),
            _ => Ok(()),
        }
    }

    /// Stores the authority permanently.
    async fn pin(&self, authority: Id<Authority>) -> Result<(), FollowFault> {
        if self.core.pinned.read().is_none() {
            let text = authority.to_string().into_bytes();
            self.core.folder.store(AUTHORITY_FILE.to_owned(), text).await.map_err(FollowFault::Disk)?;
            *self.core.pinned.write() = Some(authority);
        }
        Ok(())
    }
}

fn replace(core: &Core, newer: Index) -> Result<(), SnapshotFault> {
    if let Some(index) = core.index.read().as_ref() {
        index.may_be_replaced_by(&newer)?;
    }
    // Only the follower changes the index, so it has not changed since it was read above.
    let older = core.index.write().replace(newer);
    drop(older);
    Ok(())
}

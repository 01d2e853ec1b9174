//! Evidence of what OCSP requests were answered: a line for each change of what answers follow from (docs/profiles.md#evidence).
//!
//! Changes are noted when they happen, and written by a task of their own, so that no answer waits for the disk.

mod files;
mod line;

pub(crate) use line::{IssuerState, State};

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pki::Timestamp;
use tokio::sync::Notify;

use crate::backoff::Rounds;
use crate::data_folder::DataFolder;
use files::Day;
use line::{Event, Line};

/// What was noted, and where it is written.
pub(crate) struct Evidence {
    folder: DataFolder,
    noted: Mutex<Noted>,
    news: Notify,
}

#[derive(Default)]
struct Noted {
    last: Option<(Day, State)>,
    unwritten: Vec<Line>,
}

impl Evidence {
    pub(crate) fn new(folder: DataFolder) -> Self {
        Self { folder, noted: Mutex::default(), news: Notify::new() }
    }

    /// Notes the state that `observe` finds, if it differs from the last one, or is the first of a day: each file can be read without the
    /// one before it.
    pub(crate) fn note(&self, observe: impl FnOnce() -> (Timestamp, State)) {
        let mut noted = self.noted();
        // Observed under the lock, so that two states are noted in the order in which they were true.
        let (now, state) = observe();
        let next = (Day::of(now), state);
        if noted.last.as_ref() == Some(&next) {
            return;
        }
        let event = if noted.last.is_none() { Event::Start } else { Event::Change };
        noted.unwritten.push(Line { at: now, event, state: next.1.clone() });
        noted.last = Some(next);
        drop(noted);
        self.news.notify_one();
    }

    /// Notes that no further request is answered, and writes everything.
    pub(crate) async fn stop(&self, now: Timestamp) -> io::Result<()> {
        {
            let mut noted = self.noted();
            let stopped = noted.last.take().map(|(_, state)| Line { at: now, event: Event::Stop, state });
            noted.unwritten.extend(stopped);
        }
        // A round that was broken off may still be writing.
        self.folder.settle().await;
        self.write().await
    }

    /// Writes what was noted until now.
    pub(crate) async fn write(&self) -> io::Result<()> {
        let lines = std::mem::take(&mut self.noted().unwritten);
        if lines.is_empty() {
            return Ok(());
        }
        let again = lines.clone();
        let written = self.folder.perform(move |folder| files::append(folder, &lines)).await;
        if written.is_err() {
            self.noted().unwritten.splice(..0, again);
        }
        written
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes what is noted.
pub(crate) struct EvidenceWriter {
    evidence: Arc<Evidence>,
    is_failing: bool,
}

impl EvidenceWriter {
    pub(crate) const fn new(evidence: Arc<Evidence>) -> Self {
        Self { evidence, is_failing: false }
    }
}

impl Rounds for EvidenceWriter {
    async fn round(&mut self) -> bool {
        let written = self.evidence.write().await;
        if let Err(fault) = &written
            && !self.is_failing
        {
            tracing::error!(%fault, "evidence of OCSP answers cannot be written; this is repeated until it can");
        }
        self.is_failing = written.is_err();
        !self.is_failing
    }

    async fn reason(&mut self) {
        self.evidence.news.notified().await;
    }
}

#[cfg(test)]
mod tests;

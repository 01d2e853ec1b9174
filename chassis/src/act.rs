//! Acts: one transaction with its ledger rows, and the announcements that wake waiting tasks after the commit.
//!
//! Code that decides takes `&mut Act` and never begins or commits, so that several decisions can share one transaction. It first
//! reads and refuses, and then writes: a refusal then leaves nothing that would have to be undone, and a [`Tx`] in which a
//! statement failed cannot be used any further.

use pki::Timestamp;
use serde_json::Value as Json;

use crate::db::{Db, StoreError, Tx};
use crate::ledger::{self, Entry};

/// A zone that performs acts.
pub trait Zone: Sync {
    /// An announcement to tasks that wait in this process.
    type Announcement: PartialEq + Send;

    /// The zone's database.
    fn database(&self) -> &Db;

    /// The current time.
    fn now(&self) -> Timestamp;

    /// Wakes the tasks that wait for this. Announcements are hints: nothing is lost if the process stops before making them,
    /// because waiting tasks also poll the database.
    fn announce(&self, announcement: Self::Announcement) -> impl Future<Output = ()> + Send;
}

/// An act in progress. Dropped without [`Act::commit`], it has no effect.
pub struct Act<'z, Z: Zone> {
    zone: &'z Z,
    tx: Tx,
    actor: String,
    at: Timestamp,
    announcements: Vec<Z::Announcement>,
}

impl<'z, Z: Zone> Act<'z, Z> {
    /// Begins an act of `actor`, the name under which the ledger records it (`portal`, `officer <id>`, `account <id>`).
    ///
    /// # Errors
    /// As [`Db::begin_write`].
    pub async fn begin(zone: &'z Z, actor: impl Into<String>) -> Result<Self, StoreError> {
        let tx = zone.database().begin_write().await?;
        Ok(Self { zone, tx, actor: actor.into(), at: zone.now(), announcements: Vec::new() })
    }

    /// The zone.
    #[must_use]
    pub const fn zone(&self) -> &'z Z {
        self.zone
    }

    /// The act's transaction.
    pub const fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }

    /// When the act began. Everything it records has this time.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// The actor, as the ledger names them.
    #[must_use]
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// Appends an action of the actor to the ledger. See [`Entry`] for what `subject` and `detail` may contain.
    ///
    /// # Errors
    /// As [`ledger::append`].
    pub async fn record(&mut self, action: &'static str, subject: &str, detail: Json) -> Result<(), StoreError> {
        let entry = Entry { actor: &self.actor, action, subject, detail };
        ledger::append(&mut self.tx, self.at, &entry).await.map(drop)
    }

    /// As [`Act::record`], with another actor: the zone itself for consequences of the act, or a person who was identified only
    /// during the act.
    ///
    /// # Errors
    /// As [`ledger::append`].
    pub async fn record_as(&mut self, actor: &str, action: &'static str, subject: &str, detail: Json) -> Result<(), StoreError> {
        ledger::append(&mut self.tx, self.at, &Entry { actor, action, subject, detail }).await.map(drop)
    }

    /// Makes an announcement after the commit. Duplicates are made once.
    pub fn announce(&mut self, announcement: Z::Announcement) {
        if !self.announcements.contains(&announcement) {
            self.announcements.push(announcement);
        }
    }

    /// Commits, then announces.
    ///
    /// # Errors
    /// As [`Tx::commit`]; nothing is announced then.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.tx.commit().await?;
        for announcement in self.announcements {
            self.zone.announce(announcement).await;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;

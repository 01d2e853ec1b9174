//! What every operation of the zone has access to.

use std::sync::Arc;

use ca_contract::status;
use chassis::act::Zone;
use chassis::db::Db;
use chassis::encryption::{EncryptionKey, MacKey, MasterKey};
use chassis::slow_hash::{Cost, SlowHash};
use pki::{Id, SoftwareKey, Timestamp};
use tokio_util::sync::CancellationToken;

use crate::announcements::{Announcement, Announcements};
use crate::issuers::Issuers;
use crate::keys::SigningQueue;
use crate::refusal_budget::RefusalBudget;
use crate::{Config, Environment};

/// The zone while it runs.
pub(crate) struct Core {
    /// Identifies the authority and its feed.
    pub(crate) id: Id<status::Authority>,
    pub(crate) config: Config,
    pub(crate) environment: Environment,
    pub(crate) db: Db,
    pub(crate) issuers: Issuers,
    pub(crate) queue: SigningQueue,
    pub(crate) secrets: Secrets,
    pub(crate) slow_hashes: SlowHashes,
    pub(crate) refusals: RefusalBudget,
    /// Signs drafts for the lint; its signatures never leave the process.
    pub(crate) throwaway: Arc<SoftwareKey>,
    /// Where tasks wait for announcements of acts.
    pub(crate) announcements: Announcements,
    /// Cancelled when the zone stops, which ends long polls.
    pub(crate) stopping: CancellationToken,
}

/// Slow hashes with a separate limit for each channel, so that a flood on one never delays revocation over the others
/// (docs/codes.md#throttling).
pub(crate) struct SlowHashes {
    /// Emergency revocation on the public page.
    pub(crate) web: SlowHash,
    /// Emergency revocation by telephone.
    pub(crate) telephone: SlowHash,
    /// Holders who define codes.
    pub(crate) holders: SlowHash,
}

/// Concurrent slow hashes for the public page.
pub(crate) const WEB_HASHES_AT_ONCE: usize = 2;

impl SlowHashes {
    pub(crate) fn new(cost: Cost) -> Self {
        Self { web: SlowHash::new(cost, WEB_HASHES_AT_ONCE), telephone: SlowHash::new(cost, 1), holders: SlowHash::new(cost, 1) }
    }
}

/// Keys for encryption and digests, one for each purpose, derived from the master key.
pub(crate) struct Secrets {
    /// Private keys.
    pub(crate) keys: EncryptionKey,
    /// PINs and PUKs.
    pub(crate) escrow: EncryptionKey,
    /// Approved statements: personal data.
    pub(crate) statements: EncryptionKey,
    /// The evidence of officers' revocations: personal data.
    pub(crate) evidence: EncryptionKey,
    /// Identification facts, and the subjects and sources of wrong answers.
    pub(crate) facts: MacKey,
    /// The outer digest of codes.
    pub(crate) codes: MacKey,
    /// Requests under an idempotency key, which may contain a code.
    pub(crate) questions: MacKey,
}

impl Secrets {
    pub(crate) fn derive(master: &MasterKey) -> Self {
        Self {
            keys: master.encryption_key("ca private keys"),
            escrow: master.encryption_key("ca escrow"),
            statements: master.encryption_key("ca statements"),
            evidence: master.encryption_key("ca revocation evidence"),
            facts: master.mac_key("ca identification facts"),
            codes: master.mac_key("ca revocation codes"),
            questions: master.mac_key("ca idempotent questions"),
        }
    }
}

impl Core {
    pub(crate) fn now(&self) -> Timestamp {
        self.environment.clock.now()
    }
}

impl Zone for Core {
    type Announcement = Announcement;

    fn database(&self) -> &Db {
        &self.db
    }

    fn now(&self) -> Timestamp {
        self.environment.clock.now()
    }

    async fn announce(&self, announcement: Announcement) {
        if let Announcement::Reached(failpoint) = announcement {
            self.environment.failpoints.hit(failpoint);
        }
        self.announcements.make(announcement);
    }
}

/// The actor of acts that the zone performs on its own.
pub(crate) const SELF: &str = "ca";

//! What every operation of the zone works with.

use std::sync::Arc;

use ca_contract::status;
use chassis::db::{Db, StoreError, Tx};
use chassis::ledger;
use chassis::sealing::{DigestingKey, MasterKey, SealingKey};
use chassis::slow_hash::{Cost, SlowHash};
use pki::{Id, SoftwareKey, Timestamp};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

use crate::call::RefusalBudget;
use crate::issuers::Issuers;
use crate::keys::SigningQueue;
use crate::{Config, Environment};

/// The zone while it runs.
pub(crate) struct Core {
    /// Whose feed it is.
    pub(crate) id: Id<status::Authority>,
    pub(crate) config: Config,
    pub(crate) environment: Environment,
    pub(crate) db: Db,
    pub(crate) issuers: Issuers,
    pub(crate) queue: SigningQueue,
    pub(crate) secrets: Secrets,
    pub(crate) slow_hashes: SlowHashes,
    pub(crate) refusals: RefusalBudget,
    /// Signs what the lint reads, and nothing that leaves the process.
    pub(crate) throwaway: Arc<SoftwareKey>,
    /// The feed's head, for those who wait for it.
    pub(crate) feed_head: watch::Sender<i64>,
    /// Told when a revocation is decided: CRLs are due.
    pub(crate) crl_due: Notify,
    /// Told when a CRL is stored: somebody must read it back.
    pub(crate) read_back_due: Notify,
    /// Moves when something was appended to the token events.
    pub(crate) token_events: watch::Sender<u64>,
    /// Moves when a revocation is live.
    pub(crate) live: watch::Sender<u64>,
    /// Long polls end when the zone stops.
    pub(crate) stopping: CancellationToken,
}

/// Slow hashes with a separate bound per channel, so that a flood on one never delays revocation over the others
/// (docs/codes.md#throttling).
pub(crate) struct SlowHashes {
    /// Emergency revocation on the public page.
    pub(crate) web: SlowHash,
    /// Emergency revocation by telephone.
    pub(crate) telephone: SlowHash,
    /// Holders who define their codes.
    pub(crate) holders: SlowHash,
}

/// Guesses on the public page that are judged at a time.
pub(crate) const WEB_HASHES_AT_ONCE: usize = 2;

impl SlowHashes {
    pub(crate) fn new(cost: Cost) -> Self {
        Self { web: SlowHash::new(cost, WEB_HASHES_AT_ONCE), telephone: SlowHash::new(cost, 1), holders: SlowHash::new(cost, 1) }
    }
}

/// The keys that secrets are sealed and digested with, one a purpose, derived from the master key.
pub(crate) struct Secrets {
    /// Private keys.
    pub(crate) keys: SealingKey,
    /// PINs and PUKs.
    pub(crate) escrow: SealingKey,
    /// Approved statements: personal data.
    pub(crate) statements: SealingKey,
    /// What officers revoke on: personal data.
    pub(crate) evidence: SealingKey,
    /// Identification facts, and the subjects and sources of wrong answers.
    pub(crate) facts: DigestingKey,
    /// The outer digest of codes.
    pub(crate) codes: DigestingKey,
    /// Questions under an idempotency key: a question may hold a code.
    pub(crate) questions: DigestingKey,
}

impl Secrets {
    pub(crate) fn derive(master: &MasterKey) -> Self {
        Self {
            keys: master.sealing_key("ca private keys"),
            escrow: master.sealing_key("ca escrow"),
            statements: master.sealing_key("ca statements"),
            evidence: master.sealing_key("ca revocation evidence"),
            facts: master.digesting_key("ca identification facts"),
            codes: master.digesting_key("ca revocation codes"),
            questions: master.digesting_key("ca idempotent questions"),
        }
    }
}

impl Core {
    pub(crate) fn now(&self) -> Timestamp {
        self.environment.clock.now()
    }

    /// Tells those who follow the token events that there are more.
    pub(crate) fn announce_token_events(&self) {
        self.token_events.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Appends an act of the zone itself to the ledger.
    pub(crate) async fn record(
        &self,
        tx: &mut Tx,
        actor: &str,
        action: &'static str,
        subject: &str,
        detail: serde_json::Value,
    ) -> Result<(), StoreError> {
        let entry = ledger::Entry { actor, action, subject, detail };
        ledger::append(tx, self.now(), &entry).await?;
        Ok(())
    }
}

/// The actor of what the zone does by itself.
pub(crate) const SELF: &str = "ca";

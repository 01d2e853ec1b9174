//! What every act of the registration authority works with.

use std::path::PathBuf;
use std::sync::Arc;

use ca_contract::CertificateAuthority;
use chassis::db::{DatabaseUrl, Db, StoreError, Tx};
use chassis::ledger::{self, Entry};
use chassis::sealing::{DigestingKey, MasterKey, SealingKey};
use chassis::slow_hash::SlowHash;
use pki::{Clock, Timestamp};
use policies::Policies;
use serde_json::Value as Json;
use tokio::sync::Notify;

use crate::boundary::Boundaries;
use crate::dossiers::Vault;
use crate::migrations;
use crate::settings::Settings;

/// What the registration authority is opened with, beside its database.
#[derive(Clone)]
pub struct Environment {
    /// The certificate authority, as the portal reaches it.
    pub authority: CertificateAuthority,
    /// Products, prices and profiles.
    pub policies: Arc<Policies>,
    /// What its secrets at rest are sealed under.
    pub master_key: Arc<MasterKey>,
    /// The present moment.
    pub clock: Arc<dyn Clock>,
    /// What the operator decided.
    pub settings: Settings,
    /// The folder of dossiers: every file in it is sealed under its dossier's key.
    pub dossiers: PathBuf,
    /// What happens at boundaries.
    pub boundaries: Boundaries,
}

/// The registration authority; clones share it.
#[derive(Clone)]
pub struct Registration {
    pub(crate) core: Arc<Core>,
}

/// Why it did not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Its database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Its schema is older than this program.
    #[error("the database lacks {0:?}; run `sceau migrate` with this configuration")]
    Pending(Vec<&'static str>),
    /// The folder of dossiers.
    #[error("{}: {fault}", path.display())]
    Dossiers {
        /// Where.
        path: PathBuf,
        /// What the system says.
        fault: std::io::Error,
    },
}

pub(crate) struct Core {
    pub(crate) db: Db,
    pub(crate) environment: Environment,
    pub(crate) secrets: Secrets,
    pub(crate) password_hash: SlowHash,
    /// Keys of dossiers, for minutes, and turns for judging files.
    pub(crate) vault: Vault,
    /// Told when the outbox got a message: whoever sends need not wait.
    pub(crate) outbox_filled: Notify,
}

/// The keys that secrets are sealed and digested with, one a purpose, derived from the master key.
pub(crate) struct Secrets {
    /// Messages in the outbox: names, addresses, one-time codes.
    pub(crate) outbox: SealingKey,
    /// What a page carries for the next one: the emergency page's answers.
    pub(crate) carried: SealingKey,
    /// Session tokens, one-time codes, e-mail addresses that are throttled.
    pub(crate) digests: DigestingKey,
}

impl Registration {
    /// Opens the registration authority over a migrated database.
    ///
    /// # Errors
    /// When the database cannot be opened or has not seen every migration, or the folder of dossiers cannot be made.
    pub async fn open(database: &DatabaseUrl, environment: Environment) -> Result<Self, OpenError> {
        let db = Db::open_existing(database).await?;
        let pending = db.pending(migrations::migrations()).await?;
        if !pending.is_empty() {
            return Err(OpenError::Pending(pending));
        }
        std::fs::create_dir_all(&environment.dossiers)
            .map_err(|fault| OpenError::Dossiers { path: environment.dossiers.clone(), fault })?;
        let secrets = Secrets {
            outbox: environment.master_key.sealing_key("portal outbox"),
            carried: environment.master_key.sealing_key("portal carried answers"),
            digests: environment.master_key.digesting_key("portal digests"),
        };
        let password_hash = SlowHash::new(environment.settings.password_cost, 2);
        Ok(Self {
            core: Arc::new(Core { db, environment, secrets, password_hash, vault: Vault::new(), outbox_filled: Notify::new() }),
        })
    }

    /// What the operator decided.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.core.environment.settings
    }

    /// Products, prices and profiles.
    #[must_use]
    pub fn policies(&self) -> &Policies {
        &self.core.environment.policies
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.core.now()
    }

    /// Closes every connection to the database.
    pub async fn close(&self) {
        self.core.db.close().await;
    }
}

impl Core {
    pub(crate) fn now(&self) -> Timestamp {
        self.environment.clock.now()
    }

    /// Appends to the ledger, in the transaction of the act. `actor`: `account <id>`, `officer <id>`, `holder <fingerprint>`, `portal`.
    pub(crate) async fn record(
        &self,
        tx: &mut Tx,
        actor: &str,
        action: &'static str,
        subject: &str,
        detail: Json,
    ) -> Result<(), StoreError> {
        ledger::append(tx, self.now(), &Entry { actor, action, subject, detail }).await.map(drop)
    }
}

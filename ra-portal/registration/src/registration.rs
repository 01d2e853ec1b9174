//! The registration authority's interface to other crates.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chassis::db::{DatabaseUrl, Db, StoreError};
use chassis::slow_hash::SlowHash;
use chassis::turns::Turns;
use jiff::civil::Date;
use pki::Timestamp;
use policies::Policies;
use tokio::sync::Notify;

use crate::accounts::Accounts;
use crate::core::{Core, Environment, Secrets};
use crate::desk::Desk;
use crate::dossier_keys::DossierKeys;
use crate::dossiers::Dossiers;
use crate::emergency::EmergencyRevocation;
use crate::fault::{Fault, Never};
use crate::holders::Holders;
use crate::messages::Outbox;
use crate::migrations;
use crate::officers::Officers;
use crate::order_index::OrderIndex;
use crate::order_keys::OrderKeys;
use crate::ordering::Orders;
use crate::paris;
use crate::payments::Payments;
use crate::production::Production;
use crate::revocations::Revocations;
use crate::search::Search;
use crate::settings::Settings;

/// The registration authority, with a service for each subject. Clones share their state.
#[derive(Clone)]
pub struct Registration {
    /// Sign-up, sign-in, passwords and sessions.
    pub accounts: Accounts,
    /// Drafting, correcting and placing orders, and their progress.
    pub orders: Orders,
    /// Bank transfers, card payments, refunds and invoices.
    pub payments: Payments,
    /// The pieces of dossiers: upload, viewing, handing in, and removal of abandoned ones.
    pub dossiers: Dossiers,
    /// Finding orders by number, token, address or name.
    pub search: Search,
    /// The registration officers' work on orders: queue, pieces, identity check, review, authorisation.
    pub desk: Desk,
    /// The officers, and how somebody becomes or stops being one.
    pub officers: Officers,
    /// Production of tokens: following the feed of token events, PIN letters, dispatch.
    pub production: Production,
    /// A holder's acts on their token: acceptance, emergency revocation code, PUK.
    pub holders: Holders,
    /// Revocation with the emergency revocation code on the public page (M19).
    pub emergency: EmergencyRevocation,
    /// Revocation by two officers, with evidence.
    pub revocations: Revocations,
    /// Messages that are to be sent.
    pub outbox: Outbox,
    pub(crate) core: Arc<Core>,
}

/// Why the registration authority could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database could not be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The schema is older than this program.
    #[error("the database lacks {0:?}; run `sceau migrate` with this configuration")]
    Pending(Vec<&'static str>),
    /// The folder of dossiers could not be created.
    #[error("{}: {fault}", path.display())]
    Dossiers {
        path: PathBuf,
        /// The operating system's error.
        fault: std::io::Error,
    },
}

impl Registration {
    /// Opens the registration authority with a migrated database.
    ///
    /// # Errors
    /// When the database cannot be opened or lacks a migration, or the folder of dossiers cannot be created.
    pub async fn open(database: &DatabaseUrl, environment: Environment) -> Result<Self, OpenError> {
        let db = Db::open_existing(database).await?;
        let pending = db.pending(migrations::migrations()).await?;
        if !pending.is_empty() {
            return Err(OpenError::Pending(pending));
        }
        chassis::private_folder::create(&environment.dossiers)
            .map_err(|fault| OpenError::Dossiers { path: environment.dossiers.clone(), fault })?;
        let secrets = Secrets {
            outbox: environment.master_key.encryption_key("portal outbox"),
            transfers: environment.master_key.encryption_key("portal transfers"),
            carried: environment.master_key.encryption_key("portal carried answers"),
            kept_forms: environment.master_key.encryption_key("portal kept forms"),
            digests: environment.master_key.mac_key("portal digests"),
        };
        let password_hash = SlowHash::new(environment.settings.password_cost, 2);
        let dossier_keys = DossierKeys::new(environment.authority.clone(), Arc::clone(&environment.clock));
        let order_keys = OrderKeys::new(&environment.master_key);
        let (mail_waits, sms_waits) = (Notify::new(), Notify::new());
        let order_index = OrderIndex::default();
        let core = Core {
            db,
            environment,
            secrets,
            password_hash,
            dossier_keys,
            order_keys,
            order_index,
            turns: Turns::default(),
            mail_waits,
            sms_waits,
        };
        Ok(Self::over(Arc::new(core)))
    }

    fn over(core: Arc<Core>) -> Self {
        Self {
            accounts: Accounts { core: Arc::clone(&core) },
            orders: Orders { core: Arc::clone(&core) },
            payments: Payments { core: Arc::clone(&core) },
            dossiers: Dossiers::new(Arc::clone(&core)),
            search: Search { core: Arc::clone(&core) },
            desk: Desk { core: Arc::clone(&core) },
            officers: Officers { core: Arc::clone(&core) },
            production: Production { core: Arc::clone(&core) },
            holders: Holders { core: Arc::clone(&core) },
            emergency: EmergencyRevocation { core: Arc::clone(&core) },
            revocations: Revocations { core: Arc::clone(&core) },
            outbox: Outbox { core: Arc::clone(&core) },
            core,
        }
    }

    /// Encrypts what an earlier release left in clear, as the background job does, with another rest between two transactions.
    ///
    /// # Errors
    /// [`Fault::Failed`] only; what was encrypted stays so.
    pub async fn encrypt_earlier_rows(&self, rest: Duration) -> Result<(), Fault<Never>> {
        self.core.encrypt_earlier_rows(rest).await
    }

    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.core.environment.settings
    }

    /// Products, prices and profiles.
    #[must_use]
    pub fn policies(&self) -> &Policies {
        &self.core.environment.policies
    }

    /// The current time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.core.now()
    }

    /// The current day in Paris.
    #[must_use]
    pub fn today(&self) -> Date {
        paris::day_of(self.now())
    }

    /// Closes all database connections.
    pub async fn close(&self) {
        self.core.db.close().await;
    }
}

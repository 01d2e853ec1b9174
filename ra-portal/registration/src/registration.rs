//! The registration authority as others open and use it.

use std::path::PathBuf;
use std::sync::Arc;

use chassis::db::{DatabaseUrl, Db, StoreError};
use chassis::slow_hash::SlowHash;
use pki::Timestamp;
use policies::Policies;
use tokio::sync::Notify;

use crate::accounts::Accounts;
use crate::core::{Core, Environment, Secrets};
use crate::desk::Desk;
use crate::dossier_keys::DossierKeys;
use crate::dossiers::Dossiers;
use crate::emergency::EmergencyRevocation;
use crate::holders::Holders;
use crate::messages::Outbox;
use crate::migrations;
use crate::officers::Officers;
use crate::ordering::Orders;
use crate::payments::Payments;
use crate::production::Production;
use crate::revocations::Revocations;
use crate::settings::Settings;

/// The registration authority: a service for each thing it looks after. Clones share their state.
#[derive(Clone)]
pub struct Registration {
    /// Sign-up, sign-in, passwords and sessions.
    pub accounts: Accounts,
    /// What an applicant orders, section by section, and where each order has got to.
    pub orders: Orders,
    /// Bank transfers, card payments, refunds and invoices.
    pub payments: Payments,
    /// The pieces of dossiers: uploaded, viewed, handed in, and swept once abandoned.
    pub dossiers: Dossiers,
    /// The registration officers' work on orders: queue, pieces, identity check, review, authorisation.
    pub desk: Desk,
    /// Who is a registration officer, and who becomes or stops being one.
    pub officers: Officers,
    /// From the certificate authority's token events to the PIN letter and the parcel.
    pub production: Production,
    /// What holders do with their token: acceptance, emergency revocation code, PUK.
    pub holders: Holders,
    /// Revocation against the emergency revocation code on the public page (M19).
    pub emergency: EmergencyRevocation,
    /// Revocation by two officers, with evidence.
    pub revocations: Revocations,
    /// Messages that were decided and are to be sent.
    pub outbox: Outbox,
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
            outbox: environment.master_key.encryption_key("portal outbox"),
            carried: environment.master_key.encryption_key("portal carried answers"),
            digests: environment.master_key.mac_key("portal digests"),
        };
        let password_hash = SlowHash::new(environment.settings.password_cost, 2);
        let dossier_keys = DossierKeys::new(environment.authority.clone(), Arc::clone(&environment.clock));
        let core =
            Core { db, environment, secrets, password_hash, dossier_keys, mail_waits: Notify::new(), sms_waits: Notify::new() };
        Ok(Self::over(Arc::new(core)))
    }

    fn over(core: Arc<Core>) -> Self {
        Self {
            accounts: Accounts { core: Arc::clone(&core) },
            orders: Orders { core: Arc::clone(&core) },
            payments: Payments { core: Arc::clone(&core) },
            dossiers: Dossiers::new(Arc::clone(&core)),
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

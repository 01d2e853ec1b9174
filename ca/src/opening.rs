//! Opening: from a migrated database to a running zone.

use std::sync::Arc;

use chassis::db::{Db, StoreError};
use pki::{Curve, SignError, SoftwareKey};
use tokio_util::sync::CancellationToken;

use crate::announcements::Announcements;
use crate::core::{Core, Secrets, SlowHashes};
use crate::issuers::Issuers;
use crate::keys::SigningQueue;
use crate::refusal_budget::RefusalBudget;
use crate::tables::AUTHORITY;
use crate::{Config, Environment, MIGRATIONS};

/// Why the certificate authority could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database is older than the program, or empty.
    #[error("{0}; run `sceau init` for a new installation, `sceau migrate` after an update")]
    Pending(StoreError),
    /// `init` was not completed.
    #[error("this database holds no certificate authority, or lacks one that the policies name; run `sceau init`")]
    NotBootstrapped,
    /// There is no origin, so that no revocation could ever count as published.
    #[error("[ca] origins is empty: it must name every origin from which relying parties read status")]
    NoOrigins,
    /// A key could not be generated.
    #[error(transparent)]
    Key(#[from] SignError),
    /// The operating system provided no thread, or the HTTP client could not be created.
    #[error("the signing threads or the reader of origins could not be started")]
    System,
    /// The contract's listener could not be certified.
    #[error("the contract's listener could not be certified: {0}")]
    ServiceTls(String),
}

/// The database of an installation, with every migration of this program.
pub(crate) async fn open_migrated(config: &Config) -> Result<Db, OpenError> {
    let db = Db::open_existing(&config.database).await?;
    let pending = db.pending(MIGRATIONS).await?;
    if pending.is_empty() { Ok(db) } else { Err(OpenError::Pending(StoreError::Pending(pending))) }
}

/// Assembles the zone from its rows.
pub(crate) async fn assemble(config: Config, environment: Environment, db: Db) -> Result<Core, OpenError> {
    let secrets = Secrets::derive(&environment.master_key);
    let mut tx = db.begin_read().await?;
    let id = AUTHORITY.find(&mut tx, "select id from authority where one = 1", &[], |row| row.id("id")).await?;
    let id = id.ok_or(OpenError::NotBootstrapped)?;
    let issuers = Issuers::load(&mut tx, &environment.policies, &secrets.keys).await?.ok_or(OpenError::NotBootstrapped)?;
    drop(tx);
    Ok(Core {
        id,
        queue: SigningQueue::start(config.signing_threads).map_err(|_| OpenError::System)?,
        slow_hashes: SlowHashes::new(config.code_cost),
        refusals: RefusalBudget::default(),
        // Product CAs sign on P-384; the throwaway key signs on the same curve.
        throwaway: Arc::new(SoftwareKey::generate(Curve::P384)?),
        announcements: Announcements::default(),
        stopping: CancellationToken::new(),
        config,
        environment,
        db,
        issuers,
        secrets,
    })
}

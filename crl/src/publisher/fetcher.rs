//! Fetching of the CRLs that the feed announces.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use ca_contract::status::{FetchCrl, FetchCrlError};
use ca_contract::{AuthorityName, Failed};
use tokio::sync::watch;

use crate::backoff::Rounds;
use crate::core::Core;
use crate::crls::{BadCrl, VerifiedCrl, keep};
use crate::index::{Index, Issuer};

/// Ensures that the last announced CRL of each CA is published.
pub(crate) struct Fetcher {
    core: Arc<Core>,
    moved: watch::Receiver<u64>,
    /// Numbers of CRLs that the certificate authority no longer has. Later ones are announced too.
    gone: BTreeMap<AuthorityName, u64>,
}

/// Why a CRL was not published.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchFault {
    #[error("the certificate authority: {0}")]
    Failed(#[from] Failed<FetchCrlError>),
    #[error(transparent)]
    Bad(#[from] BadCrl),
    #[error("the CRL is published, but could not be stored on disk: {0}")]
    Disk(#[from] io::Error),
}

impl Fetcher {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { moved: core.moved.subscribe(), core, gone: BTreeMap::new() }
    }
}

impl Rounds for Fetcher {
    /// Fetches what was announced and is not published.
    async fn round(&mut self) -> bool {
        let announced = self.core.index.read().as_ref().map(Index::announced_crls).unwrap_or_default();
        let mut all = true;
        for (issuer, number) in announced {
            let published = self.core.crls.newest(&issuer.name).map(|crl| crl.number).max(self.gone.get(&issuer.name).copied());
            if published >= Some(number) {
                continue;
            }
            match self.fetch(&issuer, number).await {
                Ok(()) => {}
                Err(FetchFault::Failed(Failed::Refused(FetchCrlError::UnknownCrl))) => {
                    tracing::info!(issuer = %issuer.name, number, "the CRL is no longer available; the feed announces a later one");
                    self.gone.insert(issuer.name.clone(), number);
                }
                Err(fault) => {
                    tracing::warn!(issuer = %issuer.name, number, %fault, "an announced CRL was not published");
                    all = false;
                }
            }
        }
        all
    }

    async fn reason(&mut self) {
        // Nothing changes any more when the responder is stopping.
        drop(self.moved.changed().await);
    }
}

impl Fetcher {
    async fn fetch(&self, issuer: &Issuer, number: u64) -> Result<(), FetchFault> {
        let fetched = self.core.ask(&FetchCrl { issuer: issuer.name.clone(), number }).await?;
        let crl = Arc::new(VerifiedCrl::new(fetched.crl.0, issuer)?.numbered(number)?);
        if self.core.crls.publish(issuer, &crl) {
            self.core.tick();
            tracing::info!(issuer = %issuer.name, number, "a CRL was published");
            keep(issuer, &crl, &self.core.folder).await?;
        }
        Ok(())
    }
}

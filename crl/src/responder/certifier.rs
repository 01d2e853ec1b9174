//! Certification of responder keys: one for each issuing CA, replaced after two thirds of its validity.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use ca_contract::status::{CertifyError, CertifyResponderKey};
use ca_contract::{AuthorityName, Der, Failed, IdempotencyKey};
use pki::{SignError, SoftwareKey, SystemRandom, Timestamp, csr};
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::watch;

use super::presigner::Stale;
use crate::backoff::Rounds;
use crate::core::Core;
use crate::index::Issuer;
use crate::keys::{BadResponderKey, CURVE, ResponderKey};

/// How often the keys are checked, and the minimum time between two requests for a CA, so that a wrong clock or certificate
/// does not cause one request after another.
const PERIOD: Duration = Duration::from_secs(60);

/// Ensures that there is a key for every issuing CA with OCSP.
///
/// A new key is used as soon as its certificate is valid. The previous one is kept until it expires, so that they overlap.
pub(crate) struct Certifier {
    core: Arc<Core>,
    moved: watch::Receiver<u64>,
    stale: UnboundedSender<Stale>,
    pending: BTreeMap<AuthorityName, Pending>,
    /// When the CA last answered.
    decided: BTreeMap<AuthorityName, Timestamp>,
}

/// A key whose certification was requested. A repeated call uses the same idempotency key.
struct Pending {
    key: SoftwareKey,
    request: Der,
    idempotency: IdempotencyKey,
}

/// Why there is no certificate yet.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CertificationFault {
    #[error("no key could be generated: {0}")]
    Key(#[from] SignError),
    #[error("the certificate authority: {0}")]
    Failed(#[from] Failed<CertifyError>),
    #[error(transparent)]
    Unfit(#[from] BadResponderKey),
    #[error("the keys could not be stored on disk: {0}")]
    Disk(#[from] io::Error),
}

impl Certifier {
    /// `stale` is notified when a key can be used.
    pub(crate) fn new(core: Arc<Core>, stale: UnboundedSender<Stale>) -> Self {
        Self { moved: core.moved.subscribe(), core, stale, pending: BTreeMap::new(), decided: BTreeMap::new() }
    }
}

impl Rounds for Certifier {
    /// Handles every issuer once. Returns whether all have a key.
    async fn round(&mut self) -> bool {
        let issuers: Vec<Arc<Issuer>> = match self.core.index.read().as_ref() {
            Some(index) => index.issuers().filter(|issuer| issuer.ocsp).map(Arc::clone).collect(),
            None => Vec::new(),
        };
        let mut all = true;
        for issuer in issuers {
            if let Err(fault) = self.see_to(&issuer).await {
                tracing::warn!(issuer = %issuer.name, %fault, "the responder's key is not certified");
                all = false;
            }
        }
        all
    }

    async fn reason(&mut self) {
        // Nothing changes any more when the responder is stopping.
        drop(tokio::time::timeout(PERIOD, self.moved.changed()).await);
    }
}

impl Certifier {
    async fn see_to(&mut self, issuer: &Issuer) -> Result<(), CertificationFault> {
        let Core { keys, encryption_key, folder, .. } = &*self.core;
        if keys.load(issuer, encryption_key, folder)? {
            self.announce();
        }
        let now = self.core.now();
        let rests = self.decided.get(&issuer.name).is_some_and(|decided| now.since(*decided) < PERIOD);
        if rests || !keys.needs_another(&issuer.name, now) {
            return Ok(());
        }
        let pending = match self.pending.remove(&issuer.name) {
            Some(pending) => pending,
            None => Pending::make()?,
        };
        let question = CertifyResponderKey { issuer: issuer.name.clone(), request: pending.request.clone() };
        let answer = self.core.ca.call(&question, pending.idempotency).await;
        if let Err(undecided @ (Failed::Unavailable | Failed::Incident { .. })) = answer {
            self.pending.insert(issuer.name.clone(), pending);
            return Err(undecided.into());
        }
        self.decided.insert(issuer.name.clone(), now);
        // After a refusal, whatever the reason, the next attempt uses a new key.
        let key = ResponderKey::new(pending.key, &answer?.certificate, issuer)?;
        tracing::info!(issuer = %issuer.name, until = %key.validity().not_after(), "the responder has a new key");
        let kept = keys.add(issuer, key, encryption_key, folder, now).await;
        self.announce();
        Ok(kept?)
    }

    fn announce(&self) {
        // There is no receiver when the responder is stopping.
        let _ = self.stale.send(Stale::Everything);
        self.core.tick();
    }
}

impl Pending {
    fn make() -> Result<Self, SignError> {
        let key = SoftwareKey::generate(CURVE)?;
        let request = Der(csr::request(&key)?);
        Ok(Self { key, request, idempotency: IdempotencyKey::generate(&mut SystemRandom) })
    }
}

//! Having keys certified: the first of each issuing CA, and another at two thirds of a key's life.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use ca_contract::status::{CertifyError, CertifyResponderKey};
use ca_contract::{AuthorityName, Der, Failed, IdempotencyKey};
use pki::{SignError, SoftwareKey, SystemRandom, Timestamp, csr};
use tokio::sync::mpsc::UnboundedSender;
use tokio_util::sync::CancellationToken;

use super::key::{BadResponderKey, CURVE, ResponderKey};
use super::presigner::Stale;
use crate::backoff::Backoff;
use crate::core::Core;
use crate::index::Issuer;

/// How often the keys' ages are looked at; also the least time from one decision of the CA about a key to the next question, lest a
/// clock or a certificate that is wrong makes it certify one key after another.
const PERIOD: Duration = Duration::from_secs(60);

/// Sees to it that there is a key for every issuing CA with OCSP.
///
/// A new key answers as soon as its certificate is valid; the one before it is kept until its own end, so both overlap.
pub(crate) struct Certifier {
    core: Arc<Core>,
    stale: UnboundedSender<Stale>,
    pending: BTreeMap<AuthorityName, Pending>,
    /// When the CA last decided.
    decided: BTreeMap<AuthorityName, Timestamp>,
}

/// A key that the CA was asked about; asked again, it is the same question.
struct Pending {
    key: SoftwareKey,
    request: Der,
    idempotency: IdempotencyKey,
}

/// Why there is no certificate yet.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CertificationFault {
    #[error("no key could be made: {0}")]
    Key(#[from] SignError),
    #[error("the certificate authority: {0}")]
    Failed(#[from] Failed<CertifyError>),
    #[error(transparent)]
    Unfit(#[from] BadResponderKey),
    #[error("the keys are not on disk: {0}")]
    Disk(#[from] io::Error),
}

impl Certifier {
    /// `stale` hears when there is a key to sign with.
    pub(crate) fn new(core: Arc<Core>, stale: UnboundedSender<Stale>) -> Self {
        Self { core, stale, pending: BTreeMap::new(), decided: BTreeMap::new() }
    }

    /// Works until stopped.
    pub(crate) async fn run(mut self, stop: CancellationToken) {
        let mut moved = self.core.moved.subscribe();
        let mut backoff = Backoff::new();
        while !stop.is_cancelled() {
            moved.mark_unchanged();
            let done = tokio::select! {
                () = stop.cancelled() => return,
                done = self.round() => done,
            };
            if !done {
                backoff.pause(&stop).await;
                continue;
            }
            backoff.reset();
            tokio::select! {
                () = stop.cancelled() => {}
                _ = moved.changed() => {}
                () = tokio::time::sleep(PERIOD) => {}
            }
        }
    }

    /// Sees to every issuer once; whether all have what they need.
    pub(crate) async fn round(&mut self) -> bool {
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

    async fn see_to(&mut self, issuer: &Issuer) -> Result<(), CertificationFault> {
        let Core { keys, sealing, folder, .. } = &*self.core;
        if keys.load(issuer, sealing, folder)? {
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
        if answer == Err(Failed::Unavailable) {
            self.pending.insert(issuer.name.clone(), pending);
            return Err(Failed::Unavailable.into());
        }
        self.decided.insert(issuer.name.clone(), now);
        // Where it was refused, whatever the reason, the next attempt is made with a new key.
        let key = ResponderKey::new(pending.key, &answer?.certificate, issuer)?;
        tracing::info!(issuer = %issuer.name, until = %key.validity().not_after(), "the responder has a new key");
        let kept = keys.add(issuer, key, sealing, folder, now).await;
        self.announce();
        Ok(kept?)
    }

    fn announce(&self) {
        // Nobody listens when the responder is being stopped.
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

//! State shared by the parts of the responder.

use std::sync::Arc;
use std::time::Duration;

use ca_contract::status::Authority;
use ca_contract::{CertificateAuthority, Failed, IdempotencyKey, Operation};
use chassis::encryption::EncryptionKey;
use pki::{Clock, Id, SystemRandom, Timestamp};
use tokio::sync::watch;

use crate::crls::Crls;
use crate::data_folder::DataFolder;
use crate::evidence::{Evidence, IssuerState, State};
use crate::index::Index;
use crate::keys::Keys;
use crate::lock::Lock;
use crate::response_cache::ResponseCache;

pub(crate) struct Core {
    pub(crate) max_lag: Duration,
    pub(crate) response_validity: Duration,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ca: CertificateAuthority,
    pub(crate) encryption_key: EncryptionKey,
    pub(crate) folder: DataFolder,
    /// The authority whose feed this folder follows; `None` before the first contact.
    pub(crate) pinned: Lock<Option<Id<Authority>>>,
    /// `None` until there is a complete snapshot, from the certificate authority or from disk.
    pub(crate) index: Lock<Option<Index>>,
    /// When this process last followed the feed successfully.
    pub(crate) heard: Lock<Option<Timestamp>>,
    /// Why the feed is currently not followed, for `/health`.
    pub(crate) fault: Lock<Option<String>>,
    /// Whether the feed has a critical change that this version does not know, so that the known state may be wrong.
    pub(crate) unknown_change: Lock<bool>,
    pub(crate) keys: Keys,
    pub(crate) responses: ResponseCache,
    pub(crate) crls: Crls,
    pub(crate) evidence: Arc<Evidence>,
    /// Notified when any of the above changes.
    pub(crate) moved: watch::Sender<u64>,
}

impl Core {
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Whether the known state is too old to be used or not understood, or nothing is known yet.
    pub(crate) fn is_lagging(&self, now: Timestamp) -> bool {
        *self.unknown_change.read() || self.heard.read().is_none_or(|heard| now.since(heard) > self.max_lag)
    }

    /// Announces that something changed, and notes it as evidence.
    pub(crate) fn tick(&self) {
        self.note_evidence();
        self.moved.send_modify(|ticks| *ticks = ticks.wrapping_add(1));
    }

    /// Notes what answers follow from now, if that changed.
    pub(crate) fn note_evidence(&self) {
        self.evidence.note(|| {
            let now = self.now();
            (now, self.state(now))
        });
    }

    fn state(&self, now: Timestamp) -> State {
        let index = self.index.read();
        let issuers = index.iter().flat_map(Index::issuers).filter(|issuer| issuer.ocsp).map(|issuer| IssuerState {
            name: issuer.name.clone(),
            signer: self.keys.signing(&issuer.name, now).map(|key| key.fingerprint()),
            crl: self.crls.newest(&issuer.name).map(|crl| crl.number),
        });
        State {
            authority: *self.pinned.read(),
            sequence: index.as_ref().map(Index::sequence),
            answering: !self.is_lagging(now),
            issuers: issuers.collect(),
        }
    }

    /// Calls a read operation, for which any idempotency key will do.
    pub(crate) async fn ask<O: Operation>(&self, operation: &O) -> Result<O::Answer, Failed<O::Error>> {
        self.ca.call(operation, IdempotencyKey::generate(&mut SystemRandom)).await
    }
}

//! The keys of dossiers, one per order: personal data that is kept for an order is encrypted under its key. The certificate authority
//! keeps them; here they are remembered for minutes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::{Engine, prelude::BASE64_STANDARD};
use ca_contract::escrow::{DossierKey, DossierKeyError};
use ca_contract::statement::OrderNumber;
use ca_contract::{CertificateAuthority, Failed, IdempotencyKey};
use chassis::sealing::SealingKey;
use pki::{Clock, SystemRandom, Timestamp};
use zeroize::Zeroizing;

use crate::fault::{Fault, Never};

/// How long a key is remembered.
const REMEMBERED: Duration = Duration::from_secs(300);

/// The keys of dossiers, as the certificate authority releases them.
pub(crate) struct DossierKeys {
    authority: CertificateAuthority,
    clock: Arc<dyn Clock>,
    remembered: Mutex<HashMap<OrderNumber, (Arc<SealingKey>, Timestamp)>>,
}

impl DossierKeys {
    pub(crate) fn new(authority: CertificateAuthority, clock: Arc<dyn Clock>) -> Self {
        Self { authority, clock, remembered: Mutex::new(HashMap::new()) }
    }

    /// The key of an order's dossier.
    pub(crate) async fn of(&self, order: impl Into<OrderNumber>) -> Result<Arc<SealingKey>, Fault<Never>> {
        let (order, now) = (order.into(), self.clock.now());
        if let Some(key) = self.remembered(&order, now) {
            return Ok(key);
        }
        let question = DossierKey { order: order.clone() };
        let answer = self.authority.call(&question, IdempotencyKey::generate(&mut SystemRandom)).await;
        let answer = answer.map_err(|failed| not_released(&order, failed))?;
        let octets = BASE64_STANDARD.decode(answer.key.expose()).map(Zeroizing::new).unwrap_or_default();
        let octets: &[u8; 32] = octets
            .as_slice()
            .try_into()
            .map_err(|_| Fault::incident(format_args!("the key of the dossier of {order} has not 32 octets")))?;
        let key = Arc::new(SealingKey::from_octets(octets));
        self.remember(order, &key, now);
        Ok(key)
    }

    /// Seals what is kept for an order beside the files of its dossier; `name` says what it is, and must be given to open it.
    pub(crate) async fn seal(&self, order: impl Into<OrderNumber>, name: &str, clear: &[u8]) -> Result<Vec<u8>, Fault<Never>> {
        let order = order.into();
        let key = self.of(order.clone()).await?;
        Ok(key.seal(&mut SystemRandom, format!("dossier {order} {name}").as_bytes(), clear))
    }

    /// Opens what [`seal`](Self::seal) sealed.
    pub(crate) async fn open(
        &self,
        order: impl Into<OrderNumber>,
        name: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Fault<Never>> {
        let order = order.into();
        let key = self.of(order.clone()).await?;
        let opened = key.open(format!("dossier {order} {name}").as_bytes(), sealed);
        opened.map_err(|fault| Fault::incident(format_args!("{name} of {order}: {fault}")))
    }

    fn remembered(&self, order: &OrderNumber, now: Timestamp) -> Option<Arc<SealingKey>> {
        let mut keys = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        keys.retain(|_, (_, since)| now.since(*since) < REMEMBERED);
        keys.get(order).map(|(key, _)| Arc::clone(key))
    }

    fn remember(&self, order: OrderNumber, key: &Arc<SealingKey>, now: Timestamp) {
        let mut keys = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        keys.insert(order, (Arc::clone(key), now));
    }
}

/// A spent budget ends by itself.
fn not_released(order: &OrderNumber, failed: Failed<DossierKeyError>) -> Fault<Never> {
    match Fault::of_authority(failed, |refusal| refusal) {
        Fault::Refused(refusal) => Fault::unavailable(format!("the key of the dossier of {order}: {refusal}")),
        Fault::Failed(failure) => Fault::Failed(failure),
    }
}

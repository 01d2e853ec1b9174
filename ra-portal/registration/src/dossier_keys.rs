//! The keys of dossiers, one for each order: personal data of an order is encrypted under its key. The certificate authority
//! keeps the keys; here they are cached for minutes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::{Engine, prelude::BASE64_STANDARD};
use ca_contract::escrow::{DossierKey, DossierKeyError};
use ca_contract::statement::OrderNumber;
use ca_contract::{CertificateAuthority, Failed, IdempotencyKey};
use chassis::encryption::EncryptionKey;
use pki::{Clock, SystemRandom, Timestamp};
use zeroize::Zeroizing;

use crate::fault::{Fault, Never};

/// How long a key is cached.
const CACHED_FOR: Duration = Duration::from_secs(300);

/// The keys of dossiers, as the certificate authority releases them.
pub(crate) struct DossierKeys {
    authority: CertificateAuthority,
    clock: Arc<dyn Clock>,
    cached: Mutex<HashMap<OrderNumber, (Arc<EncryptionKey>, Timestamp)>>,
}

impl DossierKeys {
    pub(crate) fn new(authority: CertificateAuthority, clock: Arc<dyn Clock>) -> Self {
        Self { authority, clock, cached: Mutex::new(HashMap::new()) }
    }

    /// The key of an order's dossier.
    pub(crate) async fn of(&self, order: impl Into<OrderNumber>) -> Result<Arc<EncryptionKey>, Fault<Never>> {
        let (order, now) = (order.into(), self.clock.now());
        if let Some(key) = self.cached(&order, now) {
            return Ok(key);
        }
        let question = DossierKey { order: order.clone() };
        let answer = self.authority.call(&question, IdempotencyKey::generate(&mut SystemRandom)).await;
        let answer = answer.map_err(|failed| not_released(&order, failed))?;
        let octets = BASE64_STANDARD.decode(answer.key.expose()).map(Zeroizing::new).unwrap_or_default();
        let octets: &[u8; 32] = octets
            .as_slice()
            .try_into()
            .map_err(|_| Fault::incident(format_args!("the key of the dossier of {order} does not have 32 octets")))?;
        let key = Arc::new(EncryptionKey::from_octets(octets));
        self.cache(order, &key, now);
        Ok(key)
    }

    /// Encrypts data of an order beside the files of its dossier; `name` identifies the data, and must be given to decrypt them.
    pub(crate) async fn encrypt(&self, order: impl Into<OrderNumber>, name: &str, clear: &[u8]) -> Result<Vec<u8>, Fault<Never>> {
        let order = order.into();
        let key = self.of(order.clone()).await?;
        Ok(key.encrypt(&mut SystemRandom, format!("dossier {order} {name}").as_bytes(), clear))
    }

    /// Decrypts what [`encrypt`](Self::encrypt) encrypted.
    pub(crate) async fn decrypt(
        &self,
        order: impl Into<OrderNumber>,
        name: &str,
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Fault<Never>> {
        let order = order.into();
        let key = self.of(order.clone()).await?;
        let decrypted = key.decrypt(format!("dossier {order} {name}").as_bytes(), ciphertext);
        decrypted.map_err(|fault| Fault::incident(format_args!("{name} of {order}: {fault}")))
    }

    fn cached(&self, order: &OrderNumber, now: Timestamp) -> Option<Arc<EncryptionKey>> {
        let mut keys = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        keys.retain(|_, (_, since)| now.since(*since) < CACHED_FOR);
        keys.get(order).map(|(key, _)| Arc::clone(key))
    }

    fn cache(&self, order: OrderNumber, key: &Arc<EncryptionKey>, now: Timestamp) {
        let mut keys = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        keys.insert(order, (Arc::clone(key), now));
    }
}

/// Not an incident: an exhausted budget recovers with time.
fn not_released(order: &OrderNumber, failed: Failed<DossierKeyError>) -> Fault<Never> {
    match Fault::of_authority(failed, |refusal| refusal) {
        Fault::Refused(refusal) => Fault::unavailable(format!("the key of the dossier of {order}: {refusal}")),
        Fault::Failed(failure) => Fault::Failed(failure),
    }
}

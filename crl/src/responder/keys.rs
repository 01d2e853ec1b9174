//! The responder's keys, per issuing CA: in memory, and sealed on disk across restarts.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use ca_contract::AuthorityName;
use chassis::sealing::SealingKey;
use pki::Timestamp;

use super::key::{ResponderKey, SealedKey};
use crate::data_folder::DataFolder;
use crate::index::Issuer;
use crate::lock::Lock;

/// Of each issuer the keys that may sign now or soon.
#[derive(Debug, Default)]
pub(crate) struct Keys(Lock<BTreeMap<AuthorityName, Vec<Arc<ResponderKey>>>>);

/// The file of an issuer's keys.
fn file(issuer: &Issuer) -> String {
    format!("{}.keys", issuer.name)
}

impl Keys {
    /// The newest key that may sign at `now`.
    pub(crate) fn signing(&self, issuer: &AuthorityName, now: Timestamp) -> Option<Arc<ResponderKey>> {
        let keys = self.0.read();
        let usable = keys.get(issuer)?.iter().filter(|key| key.validity().contains(now));
        usable.max_by_key(|key| key.validity().not_before()).map(Arc::clone)
    }

    /// Whether no key is left that will do for a while.
    pub(crate) fn needs_another(&self, issuer: &AuthorityName, now: Timestamp) -> bool {
        self.0.read().get(issuer).is_none_or(|keys| keys.iter().all(|key| key.is_due(now)))
    }

    /// Until when there is a key that may sign.
    pub(crate) fn end(&self, issuer: &AuthorityName) -> Option<Timestamp> {
        self.0.read().get(issuer)?.iter().map(|key| key.validity().not_after()).max()
    }

    /// Keeps a key; what has expired by `now` is dropped.
    ///
    /// # Errors
    /// When it is not on disk: it is used all the same, since asking for another would not mend the disk.
    pub(crate) async fn add(
        &self,
        issuer: &Issuer,
        key: ResponderKey,
        sealing: &SealingKey,
        folder: &DataFolder,
        now: Timestamp,
    ) -> io::Result<()> {
        let mut keys = self.0.read().get(&issuer.name).cloned().unwrap_or_default();
        keys.retain(|key| key.validity().not_after() >= now);
        keys.push(Arc::new(key));
        let sealed: Vec<_> = keys.iter().map(|key| key.seal(sealing, issuer)).collect();
        self.0.write().insert(issuer.name.clone(), keys);
        folder.store(file(issuer), serde_json::to_vec(&sealed)?).await
    }

    /// Takes over the keys of `issuer` that an earlier run left on disk, unless there are some already; whether there are more now.
    pub(crate) fn load(&self, issuer: &Issuer, sealing: &SealingKey, folder: &DataFolder) -> io::Result<bool> {
        if self.0.read().contains_key(&issuer.name) {
            return Ok(false);
        }
        let Some(content) = folder.read(&file(issuer))? else { return Ok(false) };
        let sealed: Vec<SealedKey> = serde_json::from_slice(&content).unwrap_or_else(|malformed| {
            folder.set_aside(&file(issuer), &malformed);
            Vec::new()
        });
        let mut keys = Vec::with_capacity(sealed.len());
        for key in sealed {
            match key.open(sealing, issuer) {
                Ok(key) => keys.push(Arc::new(key)),
                Err(fault) => {
                    folder.set_aside(&file(issuer), &fault);
                    break;
                }
            }
        }
        let any = !keys.is_empty();
        self.0.write().insert(issuer.name.clone(), keys);
        Ok(any)
    }
}

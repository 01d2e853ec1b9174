//! The responder's keys for each issuing CA: in memory, and encrypted on disk.

mod key;

pub(crate) use key::{BadResponderKey, CURVE, ResponderKey};

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use ca_contract::AuthorityName;
use chassis::encryption::EncryptionKey;
use pki::Timestamp;

use key::EncryptedKey;

use crate::data_folder::DataFolder;
use crate::index::Issuer;
use crate::lock::Lock;

/// For each issuer, the keys that are valid now or will be soon.
#[derive(Debug, Default)]
pub(crate) struct Keys(Lock<BTreeMap<AuthorityName, Vec<Arc<ResponderKey>>>>);

/// The file of an issuer's keys.
fn file(issuer: &Issuer) -> String {
    format!("{}.keys", issuer.name)
}

impl Keys {
    /// The newest key that is valid at `now`.
    pub(crate) fn signing(&self, issuer: &AuthorityName, now: Timestamp) -> Option<Arc<ResponderKey>> {
        let keys = self.0.read();
        let usable = keys.get(issuer)?.iter().filter(|key| key.validity().contains(now));
        usable.max_by_key(|key| key.validity().not_before()).map(Arc::clone)
    }

    /// Whether another key is needed.
    pub(crate) fn needs_another(&self, issuer: &AuthorityName, now: Timestamp) -> bool {
        self.0.read().get(issuer).is_none_or(|keys| keys.iter().all(|key| key.is_due(now)))
    }

    /// Until when there is a valid key.
    pub(crate) fn end(&self, issuer: &AuthorityName) -> Option<Timestamp> {
        self.0.read().get(issuer)?.iter().map(|key| key.validity().not_after()).max()
    }

    /// Adds a key and drops those that have expired by `now`.
    ///
    /// # Errors
    /// If it cannot be stored on disk. It is used nevertheless, because another key would not help.
    pub(crate) async fn add(
        &self,
        issuer: &Issuer,
        key: ResponderKey,
        encryption_key: &EncryptionKey,
        folder: &DataFolder,
        now: Timestamp,
    ) -> io::Result<()> {
        let mut keys = self.0.read().get(&issuer.name).cloned().unwrap_or_default();
        keys.retain(|key| key.validity().not_after() >= now);
        keys.push(Arc::new(key));
        let encrypted: Vec<_> = keys.iter().map(|key| key.encrypt(encryption_key, issuer)).collect();
        self.0.write().insert(issuer.name.clone(), keys);
        folder.store(file(issuer), serde_json::to_vec(&encrypted)?).await
    }

    /// Loads the keys for `issuer` from disk, unless there are some already. Returns whether any were loaded.
    pub(crate) fn load(&self, issuer: &Issuer, encryption_key: &EncryptionKey, folder: &DataFolder) -> io::Result<bool> {
        if self.0.read().contains_key(&issuer.name) {
            return Ok(false);
        }
        let Some(content) = folder.read(&file(issuer))? else { return Ok(false) };
        let encrypted: Vec<EncryptedKey> = serde_json::from_slice(&content).unwrap_or_else(|malformed| {
            folder.set_aside(&file(issuer), &malformed);
            Vec::new()
        });
        let mut keys = Vec::with_capacity(encrypted.len());
        for key in encrypted {
            match key.decrypt(encryption_key, issuer) {
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

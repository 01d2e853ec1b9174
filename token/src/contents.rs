//! The content of a token and its format in the file.

use std::collections::BTreeMap;

use pki::{Curve, PublicKey, Signer, SoftwareKey, TokenNumber};
use rand::CryptoRng;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::codes::Codes;
use crate::encryption::EncryptionKey;
use crate::slot::FilledSlot;
use crate::{DeviceError, Model, SlotIndex, SlotKeyError};

/// The format of the file. Other formats are refused.
#[derive(Clone, Copy, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "sceau-software-token-1")]
    Version1,
}

/// How the token key is protected.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Access {
    /// Not at all: anyone with the file can use it.
    Blank { token_key: EncryptionKey },
    /// By PIN and PUK.
    Personalised(Codes),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contents {
    format: Format,
    pub(crate) number: TokenNumber,
    pub(crate) model: Model,
    pub(crate) access: Access,
    pub(crate) slots: BTreeMap<SlotIndex, FilledSlot>,
}

impl Contents {
    /// A blank token with empty slots.
    pub(crate) fn blank(number: TokenNumber, model: Model, rng: &mut dyn CryptoRng) -> Self {
        let access = Access::Blank { token_key: EncryptionKey::generate(rng) };
        Self { format: Format::Version1, number, model, access, slots: BTreeMap::new() }
    }

    pub(crate) fn from_json(octets: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(octets)
    }

    pub(crate) fn to_json(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(serde_json::to_vec_pretty(self).expect("text keys and no failing serializer"))
    }

    /// Generates a P-256 key in `slot`, replacing its content.
    pub(crate) fn generate_key(
        &mut self,
        slot: SlotIndex,
        token_key: &EncryptionKey,
        rng: &mut dyn CryptoRng,
    ) -> Result<PublicKey, DeviceError> {
        let key = SoftwareKey::generate(Curve::P256).map_err(|_| DeviceError::KeyGeneration)?;
        let ciphertext = token_key.encrypt(&self.place(slot), key.pkcs8().expose_secret(), rng)?;
        let public_key = key.public_key().clone();
        self.slots.insert(slot, FilledSlot::new(public_key.clone(), ciphertext));
        Ok(public_key)
    }

    /// The private key of `slot`.
    pub(crate) fn key(&self, slot: SlotIndex, token_key: &EncryptionKey) -> Result<SoftwareKey, SlotKeyError> {
        let filled = self.slots.get(&slot).ok_or(SlotKeyError::Empty)?;
        let pkcs8 = token_key.decrypt(&self.place(slot), filled.private_key()).map_err(|_| DeviceError::Damaged)?;
        let key = SoftwareKey::from_pkcs8(Curve::P256, &pkcs8).map_err(|_| DeviceError::Damaged)?;
        if key.public_key() == filled.public_key() { Ok(key) } else { Err(DeviceError::Damaged.into()) }
    }

    /// The context in which a private key is encrypted, so that it cannot be moved to another slot.
    fn place(&self, slot: SlotIndex) -> String {
        format!("{}/slot/{slot}", self.number)
    }
}

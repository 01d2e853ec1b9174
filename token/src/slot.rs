//! Slots, which are empty, or have a key, or a key with its certificate.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use pki::{Certificate, PublicKey, SignError, Signer, SoftwareKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::DeviceError;
use crate::bytes::Bytes;
use crate::encryption::Ciphertext;

const SLOTS: u8 = 16;

/// The number of a slot: 0 to 15. By convention 0 is for the main certificate and 1 for the companion; products may use more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotIndex(u8);

/// Not the number of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a token's slots are numbered 0 to 15")]
pub struct NotASlot;

impl SlotIndex {
    /// The slot of the main certificate.
    pub const MAIN: Self = Self(0);
    /// The slot of the companion certificate.
    pub const COMPANION: Self = Self(1);
}

impl TryFrom<u8> for SlotIndex {
    type Error = NotASlot;

    fn try_from(index: u8) -> Result<Self, Self::Error> {
        if index < SLOTS { Ok(Self(index)) } else { Err(NotASlot) }
    }
}

impl From<SlotIndex> for u8 {
    fn from(index: SlotIndex) -> Self {
        index.0
    }
}

impl FromStr for SlotIndex {
    type Err = NotASlot;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<u8>().map_err(|_| NotASlot)?.try_into()
    }
}

/// As text, because it is the name of a member of a JSON object.
impl Serialize for SlotIndex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SlotIndex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl fmt::Display for SlotIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// The content of a slot that is visible without a PIN. Slots that are not listed are empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotState<'a> {
    /// A key without a certificate.
    Key(&'a PublicKey),
    Certified(&'a Certificate),
}

/// Why a slot's key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SlotKeyError {
    #[error("the slot has no key")]
    Empty,
    #[error(transparent)]
    Device(#[from] DeviceError),
}

/// The private key in a slot, usable as long as the session.
pub struct SlotKey<'session> {
    key: SoftwareKey,
    session: PhantomData<&'session ()>,
}

impl SlotKey<'_> {
    pub(crate) const fn new(key: SoftwareKey) -> Self {
        Self { key, session: PhantomData }
    }
}

impl Signer for SlotKey<'_> {
    fn public_key(&self) -> &PublicKey {
        self.key.public_key()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.key.sign(message)
    }
}

impl fmt::Debug for SlotKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SlotKey").field("public_key", self.public_key()).finish_non_exhaustive()
    }
}

/// A slot that is not empty. The certificate, if there is one, is for this key.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "SlotRecord", into = "SlotRecord")]
pub(crate) struct FilledSlot {
    public_key: PublicKey,
    private_key: Ciphertext,
    certificate: Option<Certificate>,
}

/// The certificate is for another key than the slot's.
#[derive(Debug)]
pub(crate) struct AnotherKey;

impl FilledSlot {
    /// With a key only. `private_key` is its PKCS #8, encrypted with the token key.
    pub(crate) const fn new(public_key: PublicKey, private_key: Ciphertext) -> Self {
        Self { public_key, private_key, certificate: None }
    }

    pub(crate) fn certified(self, certificate: Certificate) -> Result<Self, AnotherKey> {
        if certificate.public_key() == &self.public_key {
            Ok(Self { certificate: Some(certificate), ..self })
        } else {
            Err(AnotherKey)
        }
    }

    pub(crate) const fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    pub(crate) const fn private_key(&self) -> &Ciphertext {
        &self.private_key
    }

    pub(crate) const fn certificate(&self) -> Option<&Certificate> {
        self.certificate.as_ref()
    }

    pub(crate) fn state(&self) -> SlotState<'_> {
        self.certificate.as_ref().map_or(SlotState::Key(&self.public_key), SlotState::Certified)
    }
}

/// A slot in the file: a SubjectPublicKeyInfo, an encrypted PKCS #8 and a certificate, all DER.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SlotRecord {
    public_key: Bytes,
    private_key: Ciphertext,
    certificate: Option<Bytes>,
}

impl From<FilledSlot> for SlotRecord {
    fn from(slot: FilledSlot) -> Self {
        Self {
            public_key: Bytes::from(slot.public_key.spki().to_vec()),
            private_key: slot.private_key,
            certificate: slot.certificate.map(|certificate| Bytes::from(certificate.der().to_vec())),
        }
    }
}

impl TryFrom<SlotRecord> for FilledSlot {
    type Error = &'static str;

    fn try_from(record: SlotRecord) -> Result<Self, Self::Error> {
        let public_key = PublicKey::from_spki(record.public_key.as_slice()).map_err(|_| "a slot's public key is malformed")?;
        let slot = Self::new(public_key, record.private_key);
        let Some(der) = record.certificate else {
            return Ok(slot);
        };
        let certificate = Certificate::from_der(der.as_slice()).map_err(|_| "a slot's certificate is malformed")?;
        slot.certified(certificate).map_err(|AnotherKey| "a slot's certificate is of another key")
    }
}

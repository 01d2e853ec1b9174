//! Secrets and personal data in messages: readable on the wire, never in logs.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Maximum length of a confidential text in octets.
const AT_MOST: usize = 512;

/// A confidential text: a code, a PIN, a PUK, or an answer that identifies a person. Wiped when dropped; `Debug` hides it.
#[derive(Clone, Debug)]
pub struct Confidential(SecretString);

impl Confidential {
    /// Wraps a text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The text.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl Serialize for Confidential {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for Confidential {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = SecretString::from(String::deserialize(deserializer)?);
        if text.expose_secret().len() > AT_MOST {
            return Err(de::Error::custom("a confidential text has at most 512 octets"));
        }
        Ok(Self(text))
    }
}

//! Secrets and personal answers inside messages: readable on the wire, never in a log.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The most octets that a confidential text may have.
const AT_MOST: usize = 512;

/// A text that must not be shown: a code, a PIN, a PUK, an answer that identifies somebody. Wiped when dropped; Debug hides it.
#[derive(Clone, Debug)]
pub struct Confidential(SecretString);

impl Confidential {
    /// Wraps a text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The text, for the one who needs it.
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

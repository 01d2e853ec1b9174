//! Keys under which a question is the same question.

use std::fmt;
use std::str::FromStr;

use rand::Rng;
use uuid::Uuid;

/// Drawn by the caller for one act and sent with every attempt at it: asked twice with one key, it happens once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(Uuid);

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key is a UUID")]
pub struct NotAKey;

impl IdempotencyKey {
    /// A fresh key.
    pub fn generate(rng: &mut (impl Rng + ?Sized)) -> Self {
        let mut random = [0; 16];
        rng.fill_bytes(&mut random);
        Self(uuid::Builder::from_random_bytes(random).into_uuid())
    }

    /// Its 16 octets.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for IdempotencyKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::try_parse(text).map(Self).map_err(|_| NotAKey)
    }
}

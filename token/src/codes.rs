//! The reference data of PIN and PUK: retry counters, verifiers, and the token key encrypted with each code.

use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkcs5::pbkdf2_hmac;
use rand::CryptoRng;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::bytes::Bytes;
use crate::encryption::{Ciphertext, DecryptionFailed, EncryptionKey};
use pki::TokenNumber;

use crate::{Pin, Puk};

/// The number of consecutive wrong entries after which a code is blocked (M11).
const TRIES: u8 = 3;

/// PBKDF2 iterations. They slow down a search through the few possible codes but cannot prevent it.
const ITERATIONS: usize = 100_000;

/// Remaining attempts: 0 to 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub(crate) struct TriesLeft(u8);

impl TriesLeft {
    pub(crate) const ALL: Self = Self(TRIES);

    /// One fewer; `None` if there is none left.
    pub(crate) fn spend(self) -> Option<Self> {
        self.0.checked_sub(1).map(Self)
    }
}

impl From<TriesLeft> for u8 {
    fn from(tries: TriesLeft) -> Self {
        tries.0
    }
}

impl TryFrom<u8> for TriesLeft {
    type Error = &'static str;

    fn try_from(tries: u8) -> Result<Self, Self::Error> {
        if tries <= TRIES { Ok(Self(tries)) } else { Err("a code has at most 3 tries") }
    }
}

/// An entered or new code.
#[derive(Clone, Copy)]
pub(crate) enum PinOrPuk<'a> {
    Pin(&'a Pin),
    Puk(&'a Puk),
}

impl PinOrPuk<'_> {
    fn digits(&self) -> &str {
        match self {
            Self::Pin(pin) => pin.expose_secret(),
            Self::Puk(puk) => puk.expose_secret(),
        }
    }

    /// The context in which the token key is encrypted with this code.
    fn place(&self, token: &TokenNumber) -> String {
        match self {
            Self::Pin(_) => format!("{token}/pin"),
            Self::Puk(_) => format!("{token}/puk"),
        }
    }
}

/// What a token stores for a code (reference data in ISO/IEC 7816-4).
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReferenceData {
    pub(crate) tries_left: TriesLeft,
    salt: Bytes,
    verifier: Bytes,
    token_key: Ciphertext,
}

impl ReferenceData {
    /// For `code`, with all attempts left.
    pub(crate) fn new(
        code: PinOrPuk<'_>,
        token: &TokenNumber,
        token_key: &EncryptionKey,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, ErrorStack> {
        let mut salt = vec![0; 16];
        rng.fill_bytes(&mut salt);
        let derived = Derived::from(code, &salt)?;
        Ok(Self {
            tries_left: TriesLeft::ALL,
            token_key: derived.encryption_key().encrypt(&code.place(token), token_key.as_bytes(), rng)?,
            verifier: Bytes::from(derived.verifier().to_vec()),
            salt: Bytes::from(salt),
        })
    }

    /// The token key, if `code` is right. The caller must count the attempt before.
    pub(crate) fn open(&self, code: PinOrPuk<'_>, token: &TokenNumber) -> Result<Option<EncryptionKey>, OpenCodeError> {
        let derived = Derived::from(code, self.salt.as_slice())?;
        if !bool::from(derived.verifier().ct_eq(self.verifier.as_slice())) {
            return Ok(None);
        }
        let octets = derived.encryption_key().decrypt(&code.place(token), &self.token_key)?;
        EncryptionKey::from_slice(&octets).map(Some).ok_or(OpenCodeError::Damaged)
    }
}

/// Why a code could not be compared.
#[derive(Debug)]
pub(crate) enum OpenCodeError {
    Library(ErrorStack),
    Damaged,
}

impl From<ErrorStack> for OpenCodeError {
    fn from(stack: ErrorStack) -> Self {
        Self::Library(stack)
    }
}

impl From<DecryptionFailed> for OpenCodeError {
    fn from(_: DecryptionFailed) -> Self {
        Self::Damaged
    }
}

/// One output block of SHA-512: half of it is the verifier, half the encryption key.
struct Derived(Zeroizing<[u8; 64]>);

impl Derived {
    fn from(code: PinOrPuk<'_>, salt: &[u8]) -> Result<Self, ErrorStack> {
        let mut octets = Zeroizing::new([0; 64]);
        pbkdf2_hmac(code.digits().as_bytes(), salt, ITERATIONS, MessageDigest::sha512(), &mut *octets)?;
        Ok(Self(octets))
    }

    fn verifier(&self) -> &[u8] {
        &self.0[..32]
    }

    fn encryption_key(&self) -> EncryptionKey {
        EncryptionKey::from_slice(&self.0[32..]).expect("half of 64 octets are the 32 of a key")
    }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Codes {
    pub(crate) pin: ReferenceData,
    pub(crate) puk: ReferenceData,
}

impl Codes {
    pub(crate) fn reference(&self, code: PinOrPuk<'_>) -> &ReferenceData {
        match code {
            PinOrPuk::Pin(_) => &self.pin,
            PinOrPuk::Puk(_) => &self.puk,
        }
    }

    /// These codes with another retry counter for `code`.
    pub(crate) fn with_tries(&self, code: PinOrPuk<'_>, tries_left: TriesLeft) -> Self {
        let mut codes = self.clone();
        match code {
            PinOrPuk::Pin(_) => codes.pin.tries_left = tries_left,
            PinOrPuk::Puk(_) => codes.puk.tries_left = tries_left,
        }
        codes
    }
}

//! Using a token after entering the PIN.

use std::fmt;

use pki::Certificate;
use secrecy::SecretString;

use crate::encryption::EncryptionKey;
use crate::{ExportError, Readers, SlotIndex, SlotKey, SlotKeyError, SoftwareToken, pkcs12};

/// Proof that the PIN was right. Dropping it ends the session.
pub struct Session<'token> {
    token: &'token SoftwareToken,
    token_key: EncryptionKey,
}

impl<'token> Session<'token> {
    pub(crate) const fn new(token: &'token SoftwareToken, token_key: EncryptionKey) -> Self {
        Self { token, token_key }
    }

    #[must_use]
    pub const fn token(&self) -> &SoftwareToken {
        self.token
    }

    /// The key in `slot`, for signing.
    ///
    /// # Errors
    /// If the slot is empty or the token fails.
    pub fn key(&self, slot: SlotIndex) -> Result<SlotKey<'_>, SlotKeyError> {
        Ok(SlotKey::new(self.token.contents().key(slot, &self.token_key)?))
    }

    /// Exports the key and certificate in `slot` with `chain` as PKCS #12 (RFC 7292), DER, encrypted with `password`, for current systems;
    /// see [`Self::export_pkcs12_for`].
    ///
    /// # Errors
    /// If the slot has no certificate, the friendly name or password is invalid, or the token fails.
    pub fn export_pkcs12(
        &self,
        slot: SlotIndex,
        friendly_name: &str,
        chain: &[Certificate],
        password: &SecretString,
    ) -> Result<Vec<u8>, ExportError> {
        self.export_pkcs12_for(Readers::Current, slot, friendly_name, chain, password)
    }

    /// Exports the key and certificate in `slot` with `chain` as PKCS #12 (RFC 7292), DER, encrypted with `password` so that `readers` can
    /// open it.
    ///
    /// The only way for a key to leave a software token, for browsers and TLS libraries without a token driver. Hardware tokens
    /// have no such way. Keys are derived with 100,000 iterations; the export is as strong as the password.
    ///
    /// # Errors
    /// If the slot has no certificate, the friendly name or password is invalid, or the token fails.
    pub fn export_pkcs12_for(
        &self,
        readers: Readers,
        slot: SlotIndex,
        friendly_name: &str,
        chain: &[Certificate],
        password: &SecretString,
    ) -> Result<Vec<u8>, ExportError> {
        let certificate = self.token.read_certificate(slot).ok_or(ExportError::NoCertificate)?;
        let key = self.token.contents().key(slot, &self.token_key)?;
        pkcs12::encode(&key, certificate, friendly_name, chain, password, readers)
    }
}

impl fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("token", &self.token).finish_non_exhaustive()
    }
}

//! Personalisation of blank tokens by the production station.

use std::fmt;

use pki::{Certificate, PublicKey};
use rand::CryptoRng;

use crate::codes::{Codes, PinOrPuk, ReferenceData};
use crate::contents::Access;
use crate::encryption::EncryptionKey;
use crate::slot::AnotherKey;
use crate::{DeviceError, Pin, Puk, SlotIndex, SlotKey, SlotKeyError, SoftwareToken};

/// Maximum length of a certificate on a token in octets.
const MAX_CERTIFICATE_OCTETS: usize = 8 * 1024;

/// A token that is known to be blank. Each step is durable when it returns, so that an interrupted personalisation can be
/// continued.
pub struct Personalisation<'token> {
    token: &'token mut SoftwareToken,
    token_key: EncryptionKey,
}

/// The token was personalised before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the token is not blank")]
pub struct NotBlank;

/// Why a certificate was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteCertificateError {
    #[error("the slot has no key")]
    Empty,
    /// The certificate is for another key than the slot's.
    #[error("the certificate is for another key than the slot's")]
    AnotherKey,
    /// The certificate is larger than 8 KiB.
    #[error("the certificate is larger than 8 KiB")]
    TooLarge,
    #[error(transparent)]
    Device(#[from] DeviceError),
}

impl SoftwareToken {
    /// Begins or continues personalisation.
    ///
    /// # Errors
    /// If PIN and PUK have been set.
    pub fn personalise(&mut self) -> Result<Personalisation<'_>, NotBlank> {
        let Access::Blank { token_key } = &self.contents().access else {
            return Err(NotBlank);
        };
        let token_key = token_key.clone();
        Ok(Personalisation { token: self, token_key })
    }
}

impl Personalisation<'_> {
    #[must_use]
    pub const fn token(&self) -> &SoftwareToken {
        self.token
    }

    /// Generates a P-256 key in `slot`, replacing any key and certificate. The private key stays on the token.
    ///
    /// # Errors
    /// If the token fails.
    pub fn generate_key(&mut self, slot: SlotIndex, rng: &mut dyn CryptoRng) -> Result<PublicKey, DeviceError> {
        let mut next = self.token.contents().clone();
        let public_key = next.generate_key(slot, &self.token_key, rng)?;
        self.token.commit(next)?;
        Ok(public_key)
    }

    /// The key in `slot`, to sign its certification request ([`pki::csr::request`]).
    ///
    /// # Errors
    /// If the slot is empty or the token fails.
    pub fn key(&self, slot: SlotIndex) -> Result<SlotKey<'_>, SlotKeyError> {
        Ok(SlotKey::new(self.token.contents().key(slot, &self.token_key)?))
    }

    /// Writes the certificate for the key in `slot`, replacing any other.
    ///
    /// # Errors
    /// If it is for another key or too large, or the token fails.
    pub fn write_certificate(&mut self, slot: SlotIndex, certificate: &Certificate) -> Result<(), WriteCertificateError> {
        if certificate.der().len() > MAX_CERTIFICATE_OCTETS {
            return Err(WriteCertificateError::TooLarge);
        }
        let mut next = self.token.contents().clone();
        let filled = next.slots.remove(&slot).ok_or(WriteCertificateError::Empty)?;
        let certified = filled.certified(certificate.clone()).map_err(|AnotherKey| WriteCertificateError::AnotherKey)?;
        next.slots.insert(slot, certified);
        Ok(self.token.commit(next)?)
    }

    /// Sets the transport PIN and the PUK, once. The slots cannot be written afterwards.
    ///
    /// # Errors
    /// If the token fails; it then stays blank.
    pub fn set_transport(self, pin: &Pin, puk: &Puk, rng: &mut dyn CryptoRng) -> Result<(), DeviceError> {
        let number = self.token.number();
        let pin = ReferenceData::new(PinOrPuk::Pin(pin), number, &self.token_key, rng)?;
        let puk = ReferenceData::new(PinOrPuk::Puk(puk), number, &self.token_key, rng)?;
        self.token.set_codes(Codes { pin, puk })
    }
}

impl fmt::Debug for Personalisation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Personalisation").field("token", &self.token).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::bench::Bench;

    #[test]
    fn a_request_signed_in_a_slot_verifies_with_openssl() {
        let mut bench = Bench::new();
        let mut token = bench.blank();
        let blank = token.personalise().unwrap();
        let request = pki::csr::request(&blank.key(SlotIndex::COMPANION).unwrap()).unwrap();
        fs::write(bench.path("request.der"), request).unwrap();
        let told = bench.openssl("req -inform DER -in request.der -verify -noout");
        assert!(told.contains("verify OK"), "{told}");
        let absent = blank.key(SlotIndex::try_from(2).unwrap());
        assert!(matches!(absent, Err(SlotKeyError::Empty)));
    }

    #[test]
    fn a_certificate_is_written_to_the_slot_of_its_key_only() {
        let mut bench = Bench::new();
        bench.authority();
        let mut token = bench.blank();
        let mut blank = token.personalise().unwrap();
        let main = bench.certificate(&blank.key(SlotIndex::MAIN).unwrap(), "main");
        let refused = blank.write_certificate(SlotIndex::COMPANION, &main);
        assert!(matches!(refused, Err(WriteCertificateError::AnotherKey)));
        let refused = blank.write_certificate(SlotIndex::try_from(2).unwrap(), &main);
        assert!(matches!(refused, Err(WriteCertificateError::Empty)));
        blank.write_certificate(SlotIndex::MAIN, &main).unwrap();
        drop(token);
        let mut token = bench.open().unwrap();
        assert_eq!(token.read_certificate(SlotIndex::MAIN), Some(&main));
        assert_eq!(token.read_certificate(SlotIndex::COMPANION), None);
        // Generating a key again must remove the certificate of the previous one.
        token.personalise().unwrap().generate_key(SlotIndex::MAIN, &mut bench.rng).unwrap();
        assert_eq!(token.read_certificate(SlotIndex::MAIN), None);
    }
}

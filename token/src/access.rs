//! Entering PIN and PUK. Every attempt is counted on disk before the code is compared (M11).

use rand::CryptoRng;

use crate::codes::{Codes, OpenCodeError, PinOrPuk, ReferenceData, TriesLeft};
use crate::contents::Access;
use crate::encryption::EncryptionKey;
use crate::{DeviceError, Pin, Puk, Session, SoftwareToken, TokenState};

/// Why a PIN was refused.
#[derive(Debug, thiserror::Error)]
pub enum PinError {
    #[error("the token is blank: it has no PIN yet")]
    Blank,
    /// The PIN is wrong. With no attempt left the PIN is now blocked.
    #[error("wrong PIN, {tries_left} tries left")]
    WrongPin {
        /// Remaining attempts, 0 to 2.
        tries_left: u8,
    },
    /// Blocked after three wrong PINs; the PIN was not compared.
    #[error("the PIN is blocked")]
    PinBlocked,
    /// Locked after three wrong PUKs; the PIN was not compared.
    #[error("the token is locked permanently")]
    Retired,
    #[error(transparent)]
    Device(#[from] DeviceError),
}

/// Why a PUK was refused.
#[derive(Debug, thiserror::Error)]
pub enum UnblockError {
    #[error("the token is blank: it has no PUK yet")]
    Blank,
    /// The PUK is wrong. With no attempt left the token is now locked permanently.
    #[error("wrong PUK, {tries_left} tries left")]
    WrongPuk {
        /// Remaining attempts, 0 to 2.
        tries_left: u8,
    },
    /// Locked after three wrong PUKs; the PUK was not compared.
    #[error("the token is locked permanently")]
    Retired,
    #[error(transparent)]
    Device(#[from] DeviceError),
}

/// The result of a right code: the token key, and the codes with the attempts reset.
struct Opened {
    token_key: EncryptionKey,
    codes: Codes,
}

/// The result of entering a code.
enum Verdict {
    NoCodes,
    Right(Opened),
    Wrong { tries_left: TriesLeft },
    NoTryLeft,
}

impl SoftwareToken {
    /// Verifies the PIN and unlocks the keys.
    ///
    /// # Errors
    /// If the PIN is wrong or blocked, the token is blank or retired, or the token fails.
    pub fn sign_in(&mut self, pin: &Pin) -> Result<Session<'_>, PinError> {
        let opened = self.verify_pin(pin)?;
        Ok(Session::new(self, opened.token_key))
    }

    /// Replaces the PIN `old` by `new`.
    ///
    /// # Errors
    /// As [`SoftwareToken::sign_in`] for `old`; the PIN then does not change.
    pub fn change_pin(&mut self, old: &Pin, new: &Pin, rng: &mut dyn CryptoRng) -> Result<(), PinError> {
        let opened = self.verify_pin(old)?;
        Ok(self.replace_pin(opened, new, rng)?)
    }

    /// Sets the PIN `new_pin` with the PUK, whether the PIN is blocked or not. The PUK does not change.
    ///
    /// # Errors
    /// If the PUK is wrong, the token is blank or retired, or the token fails; the PIN then does not change.
    pub fn unblock(&mut self, puk: &Puk, new_pin: &Pin, rng: &mut dyn CryptoRng) -> Result<(), UnblockError> {
        match self.enter(PinOrPuk::Puk(puk))? {
            Verdict::NoCodes => Err(UnblockError::Blank),
            Verdict::Right(opened) => Ok(self.replace_pin(opened, new_pin, rng)?),
            Verdict::Wrong { tries_left } => Err(UnblockError::WrongPuk { tries_left: tries_left.into() }),
            Verdict::NoTryLeft => Err(UnblockError::Retired),
        }
    }

    fn verify_pin(&mut self, pin: &Pin) -> Result<Opened, PinError> {
        if self.state() == TokenState::Retired {
            return Err(PinError::Retired);
        }
        match self.enter(PinOrPuk::Pin(pin))? {
            Verdict::NoCodes => Err(PinError::Blank),
            Verdict::Right(opened) => Ok(opened),
            Verdict::Wrong { tries_left } => Err(PinError::WrongPin { tries_left: tries_left.into() }),
            Verdict::NoTryLeft => Err(PinError::PinBlocked),
        }
    }

    /// Compares a code. The attempt is counted on disk *before* the comparison, so that cutting the power in between does not
    /// give it back.
    fn enter(&mut self, code: PinOrPuk<'_>) -> Result<Verdict, DeviceError> {
        let Access::Personalised(codes) = &self.contents().access else {
            return Ok(Verdict::NoCodes);
        };
        let codes = codes.clone();
        let reference = codes.reference(code);
        let Some(tries_left) = reference.tries_left.spend() else {
            return Ok(Verdict::NoTryLeft);
        };
        self.set_codes(codes.with_tries(code, tries_left))?;
        match reference.open(code, self.number()) {
            Ok(Some(token_key)) => {
                let codes = codes.with_tries(code, TriesLeft::ALL);
                self.set_codes(codes.clone())?;
                Ok(Verdict::Right(Opened { token_key, codes }))
            }
            Ok(None) => Ok(Verdict::Wrong { tries_left }),
            Err(OpenCodeError::Damaged) => Err(DeviceError::Damaged),
            Err(OpenCodeError::Library(stack)) => Err(DeviceError::Library(stack)),
        }
    }

    fn replace_pin(&mut self, opened: Opened, pin: &Pin, rng: &mut dyn CryptoRng) -> Result<(), DeviceError> {
        let pin = ReferenceData::new(PinOrPuk::Pin(pin), self.number(), &opened.token_key, rng)?;
        self.set_codes(Codes { pin, ..opened.codes })
    }
}

#[cfg(test)]
mod tests;

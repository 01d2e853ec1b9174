//! Entering PIN and PUK: every try counts, on disk and before it is judged (M11).

use rand::CryptoRng;

use crate::codes::{Code, Codes, OpenCodeError, ReferenceData, TriesLeft};
use crate::contents::Access;
use crate::sealing::SealingKey;
use crate::{DeviceError, Pin, Puk, Session, SoftwareToken, TokenState};

/// Why a PIN did not open the token.
#[derive(Debug, thiserror::Error)]
pub enum PinError {
    /// No PIN was set yet.
    #[error("the token is blank: it has no PIN yet")]
    Blank,
    /// The wrong PIN. With no try left the token is blocked from now on.
    #[error("wrong PIN, {tries_left} tries left")]
    WrongPin {
        /// How many wrong PINs it still stands, 0 to 2.
        tries_left: u8,
    },
    /// Three wrong PINs were entered: the PIN was not looked at.
    #[error("the PIN is blocked")]
    PinBlocked,
    /// Three wrong PUKs were entered: the PIN was not looked at.
    #[error("the token is locked for good")]
    Retired,
    /// The token failed.
    #[error(transparent)]
    Device(#[from] DeviceError),
}

/// Why a PUK did not set a new PIN.
#[derive(Debug, thiserror::Error)]
pub enum UnblockError {
    /// No PUK was set yet.
    #[error("the token is blank: it has no PUK yet")]
    Blank,
    /// The wrong PUK. With no try left the token is locked for good.
    #[error("wrong PUK, {tries_left} tries left")]
    WrongPuk {
        /// How many wrong PUKs it still stands, 0 to 2.
        tries_left: u8,
    },
    /// Three wrong PUKs were entered: the PUK was not looked at.
    #[error("the token is locked for good")]
    Retired,
    /// The token failed.
    #[error(transparent)]
    Device(#[from] DeviceError),
}

/// A right code: what it opened, and the codes with its tries given back.
struct Opened {
    token_key: SealingKey,
    codes: Codes,
}

/// What came of entering a code.
enum Verdict {
    NoCodes,
    Right(Opened),
    Wrong { tries_left: TriesLeft },
    NoTryLeft,
}

impl SoftwareToken {
    /// Opens the keys with the PIN.
    ///
    /// # Errors
    /// When the PIN is wrong or blocked, the token blank or retired, or the token fails.
    pub fn sign_in(&mut self, pin: &Pin) -> Result<Session<'_>, PinError> {
        let opened = self.verify_pin(pin)?;
        Ok(Session::new(self, opened.token_key))
    }

    /// Sets `new` in place of `old`.
    ///
    /// # Errors
    /// As [`SoftwareToken::sign_in`] for `old`; the PIN then stays as it was.
    pub fn change_pin(&mut self, old: &Pin, new: &Pin, rng: &mut dyn CryptoRng) -> Result<(), PinError> {
        let opened = self.verify_pin(old)?;
        Ok(self.replace_pin(opened, new, rng)?)
    }

    /// Sets `new_pin`, whether the PIN was blocked or merely forgotten. The PUK stays.
    ///
    /// # Errors
    /// When the PUK is wrong, the token blank or retired, or the token fails; the PIN then stays as it was.
    pub fn unblock(&mut self, puk: &Puk, new_pin: &Pin, rng: &mut dyn CryptoRng) -> Result<(), UnblockError> {
        match self.enter(Code::Puk(puk))? {
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
        match self.enter(Code::Pin(pin))? {
            Verdict::NoCodes => Err(PinError::Blank),
            Verdict::Right(opened) => Ok(opened),
            Verdict::Wrong { tries_left } => Err(PinError::WrongPin { tries_left: tries_left.into() }),
            Verdict::NoTryLeft => Err(PinError::PinBlocked),
        }
    }

    /// Compares a code. The try is spent on disk *before* the comparison, lest pulling the power in between give it back.
    fn enter(&mut self, code: Code<'_>) -> Result<Verdict, DeviceError> {
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
        let pin = ReferenceData::new(Code::Pin(pin), self.number(), &opened.token_key, rng)?;
        self.set_codes(Codes { pin, ..opened.codes })
    }
}

#[cfg(test)]
mod tests;

//! The token as people meet it: its number, its state, its certificates.

use std::fmt;
use std::io;
use std::path::Path;

use pki::{Certificate, TokenNumber};
use rand::CryptoRng;

use crate::codes::Codes;
use crate::contents::{Access, Contents};
use crate::file::{LockError, TokenFile};
use crate::{DeviceError, Model, OpenError, Personalisation, SlotIndex, SlotState};

/// An open software token. While it lives, nobody else can open its file.
pub struct SoftwareToken {
    file: TokenFile,
    contents: Contents,
}

/// What may be done with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenState {
    /// As it comes from the factory: keys and certificates may be written, and no PIN stands before them.
    Blank,
    /// PIN and PUK are set.
    Personalised {
        /// How many wrong PINs it still stands, 1 to 3.
        pin_tries_left: u8,
        /// How many wrong PUKs it still stands, 1 to 3.
        puk_tries_left: u8,
    },
    /// Three wrong PINs: only the PUK helps.
    PinBlocked {
        /// How many wrong PUKs it still stands, 1 to 3.
        puk_tries_left: u8,
    },
    /// Three wrong PUKs: nothing helps, whatever the PIN.
    Retired,
}

/// Why a token was not created.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// There is a file at that place.
    #[error("there is a file at the place of the new token")]
    Exists,
    /// Another program is about to use that place.
    #[error("the place of the new token is in use")]
    InUse,
    /// The place cannot be written to.
    #[error("the place of the new token cannot be used")]
    Place(#[source] io::Error),
}

/// The token was personalised before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the token is not blank")]
pub struct NotBlank;

impl SoftwareToken {
    /// A blank token in a new file at `path`.
    ///
    /// # Errors
    /// When something is at `path` already, or it cannot be written.
    pub fn create(path: &Path, number: TokenNumber, model: Model, rng: &mut dyn CryptoRng) -> Result<Self, CreateError> {
        let file = TokenFile::lock(path).map_err(|error| match error {
            LockError::InUse => CreateError::InUse,
            LockError::Io(error) => CreateError::Place(error),
        })?;
        // `symlink_metadata` sees a dangling link too.
        match path.symlink_metadata() {
            Ok(_) => return Err(CreateError::Exists),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(CreateError::Place(error)),
        }
        let contents = Contents::blank(number, model, rng);
        file.write(&contents.to_json()).map_err(CreateError::Place)?;
        Ok(Self { file, contents })
    }

    /// The token in the file at `path`.
    ///
    /// # Errors
    /// When it is in use, cannot be read, or is no token.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        // Before the lock, lest a mistyped path leave a lock file behind.
        path.metadata()?;
        let file = TokenFile::lock(path).map_err(|error| match error {
            LockError::InUse => OpenError::InUse,
            LockError::Io(error) => OpenError::Read(error),
        })?;
        let contents = Contents::from_json(&file.read()?).map_err(|error| {
            // The error's own text may repeat parts of the file.
            if error.is_eof() {
                OpenError::Truncated
            } else {
                OpenError::NotAToken { line: error.line(), column: error.column() }
            }
        })?;
        Ok(Self { file, contents })
    }

    /// The number printed on it.
    #[must_use]
    pub const fn number(&self) -> &TokenNumber {
        &self.contents.number
    }

    /// What kind of device it is.
    #[must_use]
    pub const fn model(&self) -> &Model {
        &self.contents.model
    }

    /// What may be done with it.
    #[must_use]
    pub fn state(&self) -> TokenState {
        let Access::Personalised(codes) = &self.contents.access else {
            return TokenState::Blank;
        };
        match (codes.pin.tries_left.into(), codes.puk.tries_left.into()) {
            (_, 0) => TokenState::Retired,
            (0, puk_tries_left) => TokenState::PinBlocked { puk_tries_left },
            (pin_tries_left, puk_tries_left) => TokenState::Personalised { pin_tries_left, puk_tries_left },
        }
    }

    /// The slots that are not empty, in the order of their numbers. Needs no PIN, as on a card.
    pub fn slots(&self) -> impl Iterator<Item = (SlotIndex, SlotState<'_>)> {
        self.contents.slots.iter().map(|(&slot, filled)| (slot, filled.state()))
    }

    /// The certificate in `slot`. Needs no PIN, as on a card.
    #[must_use]
    pub fn read_certificate(&self, slot: SlotIndex) -> Option<&Certificate> {
        self.contents.slots.get(&slot)?.certificate()
    }

    /// Begins or continues personalisation.
    ///
    /// # Errors
    /// When PIN and PUK were set before.
    pub fn personalise(&mut self) -> Result<Personalisation<'_>, NotBlank> {
        let Access::Blank { token_key } = &self.contents.access else {
            return Err(NotBlank);
        };
        let token_key = token_key.clone();
        Ok(Personalisation::new(self, token_key))
    }

    pub(crate) fn set_codes(&mut self, codes: Codes) -> Result<(), DeviceError> {
        let mut next = self.contents.clone();
        next.access = Access::Personalised(codes);
        self.commit(next)
    }

    pub(crate) const fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Makes `next` what the token holds: on disk, then here.
    pub(crate) fn commit(&mut self, next: Contents) -> Result<(), DeviceError> {
        self.file.write(&next.to_json()).map_err(DeviceError::Write)?;
        self.contents = next;
        Ok(())
    }
}

impl fmt::Debug for SoftwareToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftwareToken")
            .field("number", self.number())
            .field("path", &self.file.path())
            .field("state", &self.state())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;

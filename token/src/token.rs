//! The token: its number, state and certificates.

use std::fmt;
use std::io;
use std::path::Path;

use pki::{Certificate, TokenNumber};
use rand::CryptoRng;

use crate::codes::Codes;
use crate::contents::{Access, Contents};
use crate::file::{LockError, TokenFile};
use crate::{DeviceError, Model, OpenError, SlotIndex, SlotState};

/// An open software token. Its file cannot be opened again while this value exists.
pub struct SoftwareToken {
    file: TokenFile,
    contents: Contents,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenState {
    /// New: keys and certificates can be written and used without a PIN.
    Blank,
    /// PIN and PUK are set.
    Personalised {
        /// Remaining PIN attempts, 1 to 3.
        pin_tries_left: u8,
        /// Remaining PUK attempts, 1 to 3.
        puk_tries_left: u8,
    },
    /// Three wrong PINs were entered; only the PUK helps.
    PinBlocked {
        /// Remaining PUK attempts, 1 to 3.
        puk_tries_left: u8,
    },
    /// Three wrong PUKs were entered; the token is unusable.
    Retired,
}

#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    #[error("a file exists at the path of the new token")]
    Exists,
    /// Another program is using that path.
    #[error("the path of the new token is in use")]
    InUse,
    #[error("the path of the new token is not writable")]
    Place(#[source] io::Error),
}

impl SoftwareToken {
    /// Creates a blank token in a new file at `path`.
    ///
    /// # Errors
    /// If `path` exists or is not writable.
    pub fn create(path: &Path, number: TokenNumber, model: Model, rng: &mut dyn CryptoRng) -> Result<Self, CreateError> {
        let file = TokenFile::lock(path).map_err(|error| match error {
            LockError::InUse => CreateError::InUse,
            LockError::Io(error) => CreateError::Place(error),
        })?;
        // `symlink_metadata` also detects a dangling link.
        match path.symlink_metadata() {
            Ok(_) => return Err(CreateError::Exists),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(CreateError::Place(error)),
        }
        let contents = Contents::blank(number, model, rng);
        file.write(&contents.to_json()).map_err(CreateError::Place)?;
        Ok(Self { file, contents })
    }

    /// Opens the token in the file at `path`.
    ///
    /// # Errors
    /// If it is in use, cannot be read, or is not a token.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        // Before locking, so that a mistyped path does not leave a lock file behind.
        path.metadata()?;
        let file = TokenFile::lock(path).map_err(|error| match error {
            LockError::InUse => OpenError::InUse,
            LockError::Io(error) => OpenError::Read(error),
        })?;
        let contents = Contents::from_json(&file.read()?).map_err(|error| {
            // The text of the error may contain parts of the file.
            if error.is_eof() {
                OpenError::Truncated
            } else {
                OpenError::NotAToken { line: error.line(), column: error.column() }
            }
        })?;
        Ok(Self { file, contents })
    }

    #[must_use]
    pub const fn number(&self) -> &TokenNumber {
        &self.contents.number
    }

    #[must_use]
    pub const fn model(&self) -> &Model {
        &self.contents.model
    }

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

    /// The slots that are not empty, in order. Needs no PIN, as on a smart card.
    pub fn slots(&self) -> impl Iterator<Item = (SlotIndex, SlotState<'_>)> {
        self.contents.slots.iter().map(|(&slot, filled)| (slot, filled.state()))
    }

    /// The certificate in `slot`. Needs no PIN, as on a smart card.
    #[must_use]
    pub fn read_certificate(&self, slot: SlotIndex) -> Option<&Certificate> {
        self.contents.slots.get(&slot)?.certificate()
    }

    pub(crate) fn set_codes(&mut self, codes: Codes) -> Result<(), DeviceError> {
        let mut next = self.contents.clone();
        next.access = Access::Personalised(codes);
        self.commit(next)
    }

    pub(crate) const fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Replaces the content by `next`, on disk and then in memory.
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

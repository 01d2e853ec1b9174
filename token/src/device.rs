//! What can fail in the token itself, whatever was asked of it.

use std::io;

/// Why the token could not do what it was rightly asked.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The file could not be written, or not brought to stable storage: what was asked is not done.
    #[error("the token's file could not be written")]
    Write(#[source] io::Error),
    /// No key pair could be made.
    #[error("the token could not make a key pair")]
    KeyGeneration,
    /// A part of the file does not decrypt, or decrypts to something else than the key that the slot names.
    #[error("the token's file is damaged or was altered")]
    Damaged,
    /// The cryptographic library failed.
    #[error("the cryptographic library failed")]
    Library(#[from] openssl::error::ErrorStack),
}

//! Failures of the token itself.

use std::io;

#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The file could not be written durably; nothing was changed.
    #[error("the token's file could not be written")]
    Write(#[source] io::Error),
    /// No key pair could be generated.
    #[error("the token could not generate a key pair")]
    KeyGeneration,
    /// A part of the file cannot be decrypted, or does not contain the slot's key.
    #[error("the token's file is damaged or was altered")]
    Damaged,
    #[error("the cryptographic library failed")]
    Library(#[from] openssl::error::ErrorStack),
}

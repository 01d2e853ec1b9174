//! The software token: a smart card or USB key, emulated in a file.
//!
//! A [`SoftwareToken`] has slots, each with a P-256 key and its certificate, protected by a PIN and a PUK with retry counters
//! (M11: three wrong PINs block the PIN, the PUK sets a new one, three wrong PUKs lock the token permanently). The production
//! station opens a blank token with [`SoftwareToken::personalise`]; the holder signs in with [`SoftwareToken::sign_in`].
//! Everything is synchronous and independent of HTTP, databases and the CA.
//!
//! # What it does not protect
//! The retry counters are enforced by this crate only. Someone who *copies the file* has unlimited attempts: at some tens of
//! milliseconds each, on one core, a 4-digit PIN is found within minutes and a 6-digit PUK within a day, whatever the key
//! derivation. Restoring an old copy also restores the old counters. The keys of a blank token are protected only by the file's
//! mode. Resistance to copying requires hardware; this token is for demonstrations, tests and holders who accept the risk.
//!
//! Unix only, because of the file's mode (0600) and the durable rename.

mod access;
#[cfg(test)]
mod bench;
mod bytes;
mod codes;
mod contents;
mod device;
mod encryption;
mod file;
mod label;
mod personalisation;
mod pin;
mod pkcs12;
mod session;
mod slot;
mod token;

pub use access::{PinError, UnblockError};
pub use device::DeviceError;
pub use file::OpenError;
pub use label::{Model, NotAModel};
pub use personalisation::{NotBlank, Personalisation, WriteCertificateError};
pub use pin::{NotAPin, NotAPuk, Pin, Puk};
pub use pkcs12::{ExportError, Readers};
pub use session::Session;
pub use slot::{NotASlot, SlotIndex, SlotKey, SlotKeyError, SlotState};
pub use token::{CreateError, SoftwareToken, TokenState};

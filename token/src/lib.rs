//! The software token: what a smart card or USB key is to the production station and to the holder, in a file.
//!
//! A [`SoftwareToken`] holds slots, each with a P-256 key and the certificate of that key, behind a PIN and a PUK with try counters
//! (M11: three wrong PINs block, the PUK sets a new one, three wrong PUKs retire the token for good). The production station opens a
//! blank token with [`SoftwareToken::personalise`]; the holder signs in with [`SoftwareToken::sign_in`]. Everything is synchronous;
//! the crate knows nothing of HTTP, databases or the CA.
//!
//! # What it does not protect
//! The counters bind whoever goes through this crate. Whoever *copies the file* has as many tries as they like: at some tens of
//! milliseconds each, on one core, a 4-digit PIN falls within minutes and a 6-digit PUK within a day, whatever the key derivation; and
//! an old copy put back brings the old counters back. The keys of a blank token are protected by the file's mode alone. Resistance
//! against copying is what hardware is for; this token is for demonstrations, tests and holders who accept that.
//!
//! Unix only: the file's mode (0600) and the synchronised rename rest on it.

mod access;
#[cfg(test)]
mod bench;
mod bytes;
mod codes;
mod contents;
mod device;
mod file;
mod label;
mod personalisation;
mod pin;
mod pkcs12;
mod sealing;
mod session;
mod slot;
mod token;

pub use access::{PinError, UnblockError};
pub use device::DeviceError;
pub use file::OpenError;
pub use label::{Model, NotAModel};
pub use personalisation::{Personalisation, WriteCertificateError};
pub use pin::{NotAPin, NotAPuk, Pin, Puk};
pub use pkcs12::ExportError;
pub use session::Session;
pub use slot::{NotASlot, SlotIndex, SlotKey, SlotKeyError, SlotState};
pub use token::{CreateError, NotBlank, SoftwareToken, TokenState};

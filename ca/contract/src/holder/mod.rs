//! Operations for holders: find the holder of a certificate, define the emergency revocation code, collect the PUK.
//!
//! The portal identifies the certificate by its fingerprint, after a TLS handshake that proved possession of its key.

mod code;
mod puk;
mod standing;

pub use code::{CodeFault, CodeSet, SetCode, SetCodeError, code_symbols};
pub use puk::{ReleasePuk, ReleasePukError, ReleasedPuk};
pub use standing::{CertificateHolder, PairedCertificate, PukStanding, TokenStanding, WhoseCertificate, WhoseCertificateError};

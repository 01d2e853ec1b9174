//! What a holder does in their space: log in, define the emergency revocation code, collect the PUK.
//!
//! The portal has seen the holder's certificate in a TLS handshake, which proved its key, and names it by its fingerprint.

mod code;
mod puk;
mod standing;

pub use code::{CodeFault, CodeSet, SetCode, SetCodeError, code_symbols};
pub use puk::{ReleasePuk, ReleasePukError, ReleasedPuk};
pub use standing::{CertificateHolder, PairedCertificate, PukStanding, TokenStanding, WhoseCertificate, WhoseCertificateError};

//! Operations for holders: find the holder of a certificate, define the emergency revocation code, collect the PUK.
//!
//! The portal identifies the certificate by its fingerprint, after a TLS handshake that proved possession of its key.

mod certificate;
mod code;
mod puk;

pub use certificate::{
    CertificateHolder, FindCertificateHolder, FindCertificateHolderError, PairedCertificate, PukStatus, TokenStatus,
};
pub use code::{CODE_ALPHABET, CODE_LENGTHS, CodeFault, CodeSet, SetCode, SetCodeError, code_shape, code_symbols};
pub use puk::{ReleasePuk, ReleasePukError, ReleasedPuk};

//! Types of a public key infrastructure and their DER encodings, and those of holders' data that all zones share.
//!
//! Everything here is synchronous and independent of HTTP, databases, configuration and user-facing text. This is the only
//! crate that uses the ASN.1 libraries: it exposes validated types and DER bytes.

#![warn(missing_docs)]

pub mod birth_date;
pub mod certificate;
pub mod clock;
pub mod cms;
pub mod crl;
pub mod csr;
pub mod digest;
mod encoding;
#[cfg(test)]
mod hierarchy;
pub mod identifier;
pub mod key;
pub mod letters;
pub mod lint;
pub mod name;
pub mod ocsp;
#[cfg(test)]
mod openssl_cli;
pub mod pem;
pub mod random;
pub mod serial;
mod signed;
pub mod signer;
pub mod subscriber_network;
pub mod token_number;

pub use birth_date::BirthDate;
pub use certificate::{Certificate, TbsCertificate};
pub use clock::{Clock, SystemClock, Timestamp, Validity};
pub use csr::{CertificationRequest, ProvenRequest};
pub use digest::Digest;
pub use identifier::Id;
pub use key::{Curve, PublicKey};
pub use name::DistinguishedName;
pub use random::SystemRandom;
pub use serial::SerialNumber;
pub use signer::{SignError, Signer, SoftwareKey};
pub use subscriber_network::SubscriberNetwork;
pub use token_number::TokenNumber;

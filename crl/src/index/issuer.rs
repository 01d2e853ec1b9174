//! An issuer, and what an event says about it.

use std::sync::Arc;

use ca_contract::AuthorityName;
use pki::ocsp::IssuerId;
use pki::{Certificate, SerialNumber};

/// A CA whose certificate, CRL or OCSP responses are published.
#[derive(Debug)]
pub(crate) struct Issuer {
    /// Its name, the last segment of its public paths.
    pub(crate) name: AuthorityName,
    pub(crate) certificate: Certificate,
    /// Whether OCSP is offered for the certificates that it issues.
    pub(crate) ocsp: bool,
    /// The hashes by which CertIDs identify it.
    pub(crate) id: IssuerId,
}

/// A serial number whose status changed.
#[derive(Clone, Debug)]
pub(crate) struct Changed {
    pub(crate) issuer: Arc<Issuer>,
    pub(crate) serial: SerialNumber,
}

/// Why an event about an issuer was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadIssuer {
    #[error("issuer {0} is unknown")]
    Unknown(AuthorityName),
    #[error("the certificate of issuer {0} cannot be read")]
    Unreadable(AuthorityName),
    #[error("issuer {0} has another certificate than before")]
    Changed(AuthorityName),
}

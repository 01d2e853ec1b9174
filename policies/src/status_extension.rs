//! The extensions of a certificate that concern its status.

use serde::{Deserialize, Serialize};

/// An extension that concerns a certificate's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusExtension {
    /// cRLDistributionPoints: the issuer's CRL.
    CrlUrl,
    /// authorityInfoAccess, caIssuers: the issuer's certificate.
    IssuerUrl,
    /// authorityInfoAccess, ocsp: the responder for the issuer.
    OcspUrl,
    /// id-pkix-ocsp-nocheck: the status is not to be checked (RFC 6960 §4.2.2.2.1).
    OcspNocheck,
}

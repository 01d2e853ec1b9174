//! Who may revoke a token, by which proof, and what is revoked: asked over the contract.

mod by_code;
mod by_officers;

use ca_contract::issuance::Issued;
use pki::{Certificate, SerialNumber};

/// The serial numbers of a token's certificates.
fn serials(issued: &Issued) -> Vec<SerialNumber> {
    let certificates = issued.certificates.iter();
    certificates.map(|issued| Certificate::from_der(&issued.certificate.0).unwrap().serial().clone()).collect()
}

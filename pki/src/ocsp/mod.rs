//! The Online Certificate Status Protocol (RFC 6960, 9654, 9919).

mod basic_response;
mod cert_id;
mod parsed_response;
mod request;
mod response;

pub use cert_id::{CertId, IssuerId};
pub use parsed_response::{NotAnOcspResponse, OcspResponse};
pub use request::{MAX_CERT_IDS, Nonce, OcspRequest, RequestFault};
pub use response::{CertStatus, ErrorStatus, ResponseContent, SingleResponse, error_response};

#[cfg(test)]
mod tests;

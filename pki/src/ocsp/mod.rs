//! The Online Certificate Status Protocol (RFC 6960, 9654, 9919).

mod answer;
mod basic_response;
mod cert_id;
mod request;
mod response;

pub use answer::{Answer, NotAnAnswer};
pub use cert_id::{CertId, IssuerId};
pub use request::{MAX_CERT_IDS, Nonce, OcspRequest, RequestFault};
pub use response::{BasicContent, CertStatus, ErrorStatus, SingleAnswer, error_response};

#[cfg(test)]
mod tests;

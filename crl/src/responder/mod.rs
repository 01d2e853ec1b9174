//! OCSP (RFC 6960, RFC 9654, RFC 9919): keys, responses, HTTP.
//!
//! A response signed in advance is used only while the index still has the status that it states. Correctness therefore does
//! not depend on replacing outdated responses in time.

mod answer;
mod certifier;
mod http;
mod presigner;
mod request_target;

pub(crate) use certifier::Certifier;
pub(crate) use http::{get, post};
pub(crate) use presigner::{Presigner, Stale};

#[cfg(test)]
mod tests;

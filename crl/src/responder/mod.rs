//! OCSP (RFC 6960, RFC 9654, RFC 9919): keys, answers, HTTP.
//!
//! An answer is right because it is checked when it is given, not because somebody remembered to replace it: a pre-signed one is
//! only used while the status that it was signed for is the status in the index.

mod answer;
mod answers;
mod certifier;
mod http;
mod key;
mod keys;
mod presigner;
mod target;

pub(crate) use answers::Answers;
pub(crate) use certifier::Certifier;
pub(crate) use http::{get, post};
pub(crate) use keys::Keys;
pub(crate) use presigner::{Presigner, Stale};

#[cfg(test)]
mod tests;

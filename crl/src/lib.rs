//! The status responder: what relying parties read about certificates, over plain HTTP.
//!
//! It follows the certificate authority's status feed ([`ca_contract::status`]) and publishes three things: OCSP answers (RFC 6960,
//! RFC 9654, RFC 9919), CRLs (RFC 5280 §5), and the CAs' own certificates (AIA caIssuers). It holds no key of a CA: OCSP answers are
//! signed with keys of its own, which each issuing CA certifies for some days. Whatever the feed says is checked against what was
//! known before; an answer is never given from knowledge that is older than [`Config::max_lag`], nor outlives its nextUpdate.
//!
//! `index` is what is known, `follower` keeps it current, `responder` answers OCSP, `publisher` serves CRLs and certificates.

mod backoff;
mod cacheable;
mod config;
mod core;
mod data_folder;
#[cfg(test)]
mod fake_authority;
mod follower;
mod health;
mod index;
mod lock;
mod publisher;
#[cfg(test)]
mod replica;
mod responder;
mod saver;
mod service;

pub use config::Config;
pub use service::{OpenError, Responder};

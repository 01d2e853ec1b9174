//! The status responder, which serves the status of certificates to relying parties over plain HTTP.
//!
//! It follows the certificate authority's status feed ([`ca_contract::status`]) and publishes OCSP responses (RFC 6960, RFC
//! 9654, RFC 9919), CRLs (RFC 5280 §5) and CA certificates (AIA caIssuers). It has no CA keys: it signs OCSP responses with
//! keys of its own, which each issuing CA certifies for some days. It checks that the feed is consistent with the known state.
//! It does not answer OCSP requests if that state is older than [`Config::max_lag`]. It keeps evidence of what it answered.
//!
//! `index` is the known state, `follower` keeps it up to date, `responder` answers OCSP requests, `publisher` serves CRLs and
//! certificates.

mod backoff;
mod cacheable;
mod config;
mod core;
mod crls;
mod data_folder;
mod evidence;
#[cfg(test)]
mod fake_authority;
mod follower;
mod health;
mod index;
mod keys;
mod lock;
mod publisher;
#[cfg(test)]
mod replica;
mod responder;
mod response_cache;
mod service;
mod snapshot_file;

pub use config::Config;
pub use service::{OpenError, Responder};

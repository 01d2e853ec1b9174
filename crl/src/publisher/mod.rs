//! CRLs and the CAs' own certificates, over plain HTTP.

mod fetcher;
mod http;

pub(crate) use fetcher::Fetcher;
pub(crate) use http::{certificate, crl};

#[cfg(test)]
mod tests;

//! The targets, by what they read.

mod certificate;
mod configuration;
mod contract;
mod crl;
mod ocsp;
mod policies;
mod request;
mod upload;

use crate::target::Target;

/// Every target.
pub const TARGETS: &[Target] = &[
    request::TARGET,
    certificate::TARGET,
    crl::TARGET,
    ocsp::REQUEST,
    ocsp::RESPONSE,
    upload::TARGET,
    contract::TARGET,
    configuration::TARGET,
    policies::TARGET,
];

/// The target of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

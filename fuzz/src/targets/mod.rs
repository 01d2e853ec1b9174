//! The targets, one file for each kind of input.

mod certificate;
mod configuration;
mod contract;
mod crl;
mod frames;
mod ocsp;
mod policies;
mod request;
mod upload;

use crate::target::Target;

pub const TARGETS: &[Target] = &[
    request::TARGET,
    certificate::TARGET,
    crl::TARGET,
    ocsp::REQUEST,
    ocsp::RESPONSE,
    upload::TARGET,
    frames::TARGET,
    contract::TARGET,
    configuration::TARGET,
    policies::TARGET,
];

/// The target with this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

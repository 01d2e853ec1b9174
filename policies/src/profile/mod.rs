//! Certificate profiles.

mod file;

use std::time::Duration;

use pki::Curve;
use pki::certificate::{ExtendedKeyUsage, KeyUsage};
use pki::lint::Kind;
use pki::name::Attribute;

use crate::ProfileName;
use crate::status_extension::StatusExtension;

/// A certificate profile, within the limits of docs/profiles.md#certificates for its kind.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Profile {
    /// Its name, which is that of its file.
    pub name: ProfileName,
    /// The row of docs/profiles.md#certificates that applies.
    pub kind: Kind,
    /// The curve of the certified key.
    pub curve: Curve,
    /// The validity of its certificates.
    pub validity: ValidityRule,
    /// keyUsage, without duplicates; never empty.
    pub key_usage: Vec<KeyUsage>,
    /// extKeyUsage, without duplicates; empty for CAs.
    pub extended_key_usage: Vec<ExtendedKeyUsage>,
    /// certificatePolicies as dotted object identifiers, without duplicates. Empty for issuing CAs, which have them in
    /// [`Authority`](crate::Authority), and for profiles without policies.
    pub policies: Vec<String>,
    /// pathLenConstraint of a CA; `None` for end-entity certificates.
    pub path_length: Option<u8>,
    /// The status extensions of its certificates, without duplicates.
    pub writes: Vec<StatusExtension>,
    /// The attributes of its subjects.
    pub subject: SubjectRule,
}

/// The validity of certificates, counted from notBefore. A year is 365 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValidityRule {
    /// The default; at most `at_most`.
    pub default: Duration,
    /// The maximum. The CA also ensures that no certificate outlasts its issuer.
    pub at_most: Duration,
    /// How far notBefore lies before the time of issuance, for relying parties with slow clocks; at most an hour.
    pub backdate: Duration,
}

/// The attributes of a subject. The lists are disjoint, and other attributes are not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubjectRule {
    /// Required, exactly once.
    pub must: Vec<Attribute>,
    /// Optional, at most once.
    pub may: Vec<Attribute>,
}

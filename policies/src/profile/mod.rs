//! Certificate profiles: what certificates made from one say, whomever they name.

mod file;

use std::time::Duration;

use pki::Curve;
use pki::certificate::{ExtendedKeyUsage, KeyUsage};
use pki::lint::Kind;
use pki::name::Attribute;
use serde::{Deserialize, Serialize};

use crate::ProfileName;

/// A certificate profile, within what docs/profiles.md#certificates allows its kind.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Profile {
    /// Its name: that of its file.
    pub name: ProfileName,
    /// Which row of docs/profiles.md#certificates applies.
    pub kind: Kind,
    /// The curve of the certified key.
    pub curve: Curve,
    /// How long its certificates hold.
    pub validity: ValidityRule,
    /// keyUsage, without repetitions; never empty.
    pub key_usage: Vec<KeyUsage>,
    /// extKeyUsage, without repetitions; empty for CAs, whose certificates have none.
    pub extended_key_usage: Vec<ExtendedKeyUsage>,
    /// certificatePolicies as dotted object identifiers, without repetitions. Empty for issuing CAs, whose policies are those of
    /// their [`Authority`](crate::Authority), and for profiles whose certificates name none.
    pub policies: Vec<String>,
    /// basicConstraints of a CA; `None` for leaves.
    pub path_length: Option<u8>,
    /// Which of the extensions about status its certificates carry, without repetitions.
    pub writes: Vec<StatusExtension>,
    /// Whom its certificates may name.
    pub subject: SubjectRule,
}

/// An extension by which a relying party finds out whether a certificate still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusExtension {
    /// cRLDistributionPoints with the issuer's CRL.
    CrlUrl,
    /// authorityInfoAccess, caIssuers: the issuer's certificate.
    IssuerUrl,
    /// authorityInfoAccess, ocsp: who answers for the issuer.
    OcspUrl,
    /// id-pkix-ocsp-nocheck: no status is to be asked for (RFC 6960 §4.2.2.2.1).
    OcspNocheck,
}

/// How long certificates hold, counted from notBefore. A year is 365 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValidityRule {
    /// Unless the order says otherwise; at most `at_most`.
    pub default: Duration,
    /// Never longer. Never beyond the issuer's end either, which is for the CA to see to.
    pub at_most: Duration,
    /// How long before its making a certificate begins, for relying parties whose clocks are slow; at most an hour.
    pub backdate: Duration,
}

/// Which attributes the subject of a certificate has; none stands in both lists, and none in neither may be there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubjectRule {
    /// Each must be there, once.
    pub must: Vec<Attribute>,
    /// Each may be there, once.
    pub may: Vec<Attribute>,
}

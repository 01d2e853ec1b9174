//! The lint that every certificate and CRL must pass before a CA key signs it.
//!
//! It reads the DER of a certificate signed by a throwaway key, not the structures that the certificate was built from. Each
//! check cites its rule. It refuses at least what pkilint refuses (pkix, and etsi for holders); `pki/tests/lint_mutations`
//! shows this with mutated certificates.

mod crl;
mod element;
mod envelope;
mod extensions;
mod finding;
mod hosts;
mod keys;
mod names;
mod policies;
mod requirements;
mod serial;
mod status;
mod subjects;
#[cfg(test)]
mod tests;
mod time;
mod usage;
mod validity;

pub use finding::{Finding, Severity};

use envelope::Certificate;
use finding::Rule;
use names::Name;

const ISSUER_NAME: Rule = Rule::must("issuer-name", "RFC 5280 §4.1.2.4, §7.1; docs/profiles.md#names");
const ISSUER_UNREADABLE: Rule = Rule::must("issuer-unreadable", "RFC 5280 §6.1");

/// The kind of a certificate: which row of docs/profiles.md#certificates applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A root of a product hierarchy, self-signed.
    Root,
    /// A CA that issues to holders.
    IssuingCa,
    /// A holder: a natural person, under EN 319 412-2.
    NaturalPerson,
    /// A responder's delegated key (RFC 6960 §4.2.2.2).
    OcspResponder,
    /// An officer or operator; no status is published.
    Staff,
    /// The service seal under receipts.
    Seal,
    /// TLS between services, issued by the internal authority.
    ServiceTls,
    /// The internal authority itself, a root that publishes no status.
    InternalRoot,
}

/// Lints a DER certificate. `issuer` is the DER of the issuing certificate, for a root the certificate itself.
#[must_use]
pub fn certificate(kind: Kind, der: &[u8], issuer: &[u8]) -> Vec<Finding> {
    let certificate = match Certificate::read(der) {
        Ok(certificate) => certificate,
        Err(finding) => return vec![finding],
    };
    let issuer = match read_issuer(issuer) {
        Ok(issuer) => issuer,
        Err(finding) => return vec![finding],
    };
    let required = kind.requirements();
    let mut findings = serial::check(certificate.serial);
    findings.extend(keys::check_signature(
        certificate.inner_algorithm,
        certificate.outer_algorithm,
        certificate.signature,
        &issuer,
    ));
    findings.extend(validity::check(&certificate, &issuer, required.longest));
    findings.extend(keys::check_subject_key(&certificate, &issuer, required.curve));
    findings.extend(keys::check_authority(&certificate, &issuer));
    findings.extend(check_names(&certificate, &issuer, required.subject));
    findings.extend(extensions::check(&certificate.extensions, &required.extensions()));
    findings.extend(usage::check(&certificate, required.usages));
    findings.extend(required.path_length.and_then(|length| usage::check_constraints(&certificate, length)));
    findings.extend(usage::check_issuer(&issuer, kind == Kind::IssuingCa));
    findings.extend(policies::check(&certificate, &issuer, required.policies));
    findings.extend(status::check(&certificate, required.status));
    findings.extend(status::check_nocheck(&certificate));
    findings.extend(hosts::check(&certificate));
    findings
}

/// Lints a DER CRL. `issuer` is the DER of its CA's certificate.
#[must_use]
pub fn crl(der: &[u8], issuer: &[u8]) -> Vec<Finding> {
    match read_issuer(issuer) {
        Ok(issuer) => crl::check(der, &issuer),
        Err(finding) => vec![finding],
    }
}

fn read_issuer(der: &[u8]) -> Result<Certificate<'_>, Finding> {
    Certificate::read(der).map_err(|finding| ISSUER_UNREADABLE.broken(format!("the issuer's certificate: {}", finding.code)))
}

fn check_names(certificate: &Certificate<'_>, issuer: &Certificate<'_>, subject: subjects::Subject) -> Vec<Finding> {
    let mut findings = Vec::new();
    if certificate.issuer != issuer.subject {
        findings.push(ISSUER_NAME.broken("not the issuer's subject, byte for byte"));
    }
    match Name::read(&certificate.issuer) {
        Ok(name) => {
            findings.extend(names::check(&name));
            findings.extend(names::check_issuer(&name));
        }
        Err(finding) => findings.push(finding),
    }
    match Name::read(&certificate.subject) {
        Ok(name) => {
            findings.extend(names::check(&name));
            findings.extend(subjects::check(subject, &name));
        }
        Err(finding) => findings.push(finding),
    }
    findings
}

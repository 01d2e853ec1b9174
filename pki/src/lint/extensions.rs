//! Presence, uniqueness and criticality of extensions.

use const_oid::ObjectIdentifier;

use super::envelope::Extension;
use super::finding::{Finding, Rule};

const EXTENSION_MISSING: Rule =
    Rule::must("extension-missing", "RFC 5280 §4.2, §5.2; EN 319 412-2 §4.3, §4.4; docs/profiles.md#certificates");
const EXTENSION_FORBIDDEN: Rule =
    Rule::must("extension-forbidden", "RFC 5280 §4.2.1, §5.2; EN 319 412-2 §4.3; docs/profiles.md#certificates");
const EXTENSION_DUPLICATE: Rule = Rule::must("extension-duplicate", "RFC 5280 §4.2");
const EXTENSION_CRITICALITY: Rule = Rule::must(
    "extension-criticality",
    "RFC 5280 §4.2.1, §4.2.2, §5.2; RFC 6960 §4.2.2.2.1; EN 319 412-2 §4.3; docs/profiles.md#common-rules",
);

/// An extension that is allowed.
pub(super) struct Expected {
    pub(super) oid: ObjectIdentifier,
    pub(super) critical: bool,
    /// Whether it is required.
    pub(super) required: bool,
}

impl Expected {
    /// A required extension.
    pub(super) const fn required(oid: ObjectIdentifier, critical: bool) -> Self {
        Self { oid, critical, required: true }
    }
}

/// Checks the extensions of a certificate or CRL. Only those in `expected` are allowed.
pub(super) fn check(extensions: &[Extension<'_>], expected: &[Expected]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (position, extension) in extensions.iter().enumerate() {
        let oid = extension.oid;
        match expected.iter().find(|expected| expected.oid == oid) {
            None => findings.push(EXTENSION_FORBIDDEN.broken(format!("extension {oid}"))),
            Some(expected) if expected.critical != extension.critical => {
                let found = if extension.critical { "critical" } else { "not critical" };
                findings.push(EXTENSION_CRITICALITY.broken(format!("extension {oid} is {found}")));
            }
            Some(_) => {}
        }
        if extensions.iter().take(position).any(|earlier| earlier.oid == oid) {
            findings.push(EXTENSION_DUPLICATE.broken(format!("extension {oid} again")));
        }
    }
    for Expected { oid, required, .. } in expected {
        if *required && !extensions.iter().any(|extension| extension.oid == *oid) {
            findings.push(EXTENSION_MISSING.broken(format!("no extension {oid}")));
        }
    }
    findings
}

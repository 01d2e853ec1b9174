//! Rules for validity: no longer than the kind allows, and not beyond the issuer's.

use jiff::{Span, civil::DateTime};

use super::envelope::Certificate;
use super::finding::{Finding, Rule};
use super::time::moment;

const VALIDITY_ORDER: Rule = Rule::must("validity-order", "RFC 5280 §4.1.2.5");
const VALIDITY_TOO_LONG: Rule = Rule::must("validity-too-long", "docs/profiles.md#certificates; RGS A2 VI.3.2");
const VALIDITY_BEYOND_ISSUER: Rule = Rule::must("validity-beyond-issuer", "EN 319 411-1 GEN-6.3.3-05");

/// The longest validity of a kind: years plus days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Longest {
    /// Years.
    pub(super) years: i16,
    /// Days in addition.
    pub(super) days: i16,
}

impl Longest {
    fn counted_from(self, start: DateTime) -> DateTime {
        let span = Span::new().years(self.years).days(self.days);
        start.checked_add(span).unwrap_or(DateTime::MAX)
    }
}

/// Checks the validity of a certificate.
pub(super) fn check(certificate: &Certificate<'_>, issuer: &Certificate<'_>, longest: Longest) -> Vec<Finding> {
    let (not_before, not_after) = match validity(certificate) {
        Ok(validity) => validity,
        Err(finding) => return vec![finding],
    };
    let mut findings = Vec::new();
    if not_after <= not_before {
        findings.push(VALIDITY_ORDER.broken("notAfter is not after notBefore"));
    }
    if not_after > longest.counted_from(not_before) {
        findings.push(VALIDITY_TOO_LONG.broken(format!("more than {} years and {} days", longest.years, longest.days)));
    }
    match moment(&issuer.not_after) {
        Ok(issuer_ends) if not_after > issuer_ends => findings.push(VALIDITY_BEYOND_ISSUER.broken("ends after its issuer")),
        Ok(_) => {}
        Err(finding) => findings.push(finding),
    }
    findings
}

fn validity(certificate: &Certificate<'_>) -> Result<(DateTime, DateTime), Finding> {
    Ok((moment(&certificate.not_before)?, moment(&certificate.not_after)?))
}

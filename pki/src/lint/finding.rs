//! Findings of the lint, and the rules they refer to.

use std::fmt;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Refused unless the policies waive this code (`policies/lints.toml`, with a reason).
    Warning,
    /// Always refused.
    Error,
}

/// A violated rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable code in kebab-case, used in `policies/lints.toml`.
    pub code: &'static str,
    /// The source of the rule: "RFC 5280 §4.2.1.3", "EN 319 412-2 NAT-4.3.2-1".
    pub rule: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What was found. Contains no personal data.
    pub found: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.code, self.rule, self.found)
    }
}

/// A rule with its code and source.
pub(super) struct Rule {
    code: &'static str,
    source: &'static str,
    severity: Severity,
}

impl Rule {
    /// A rule that its source states with MUST, or that this project sets.
    pub(super) const fn must(code: &'static str, source: &'static str) -> Self {
        Self { code, source, severity: Severity::Error }
    }

    /// A rule that its source states with SHOULD.
    pub(super) const fn should(code: &'static str, source: &'static str) -> Self {
        Self { code, source, severity: Severity::Warning }
    }

    /// A finding that violates this rule.
    pub(super) fn broken(&self, found: impl Into<String>) -> Finding {
        Finding { code: self.code, rule: self.source, severity: self.severity, found: found.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_reads_as_its_code_its_rule_and_what_was_found() {
        let finding = Rule::should("mixed-key-usage", "EN 319 412-2 NAT-4.3.2-1").broken("both bits");
        assert_eq!(finding.severity, Severity::Warning);
        assert_eq!(finding.to_string(), "mixed-key-usage (EN 319 412-2 NAT-4.3.2-1): both bits");
    }
}

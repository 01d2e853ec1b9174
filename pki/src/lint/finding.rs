//! What the lint found, and the rules that it holds against.

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Refused unless the policies waive this very code (`lints.toml`, with a reason).
    Warning,
    /// Refused, always.
    Error,
}

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable, kebab-case: what `lints.toml` names.
    pub code: &'static str,
    /// The rule that is broken: "RFC 5280 §4.2.1.3", "EN 319 412-2 NAT-4.3.2-1".
    pub rule: &'static str,
    /// How bad.
    pub severity: Severity,
    /// What was found, without personal data.
    pub found: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.code, self.rule, self.found)
    }
}

/// A rule, by its code and its source.
pub(super) struct Rule {
    code: &'static str,
    source: &'static str,
    severity: Severity,
}

impl Rule {
    /// A rule whose source says MUST, or that this project sets itself.
    pub(super) const fn must(code: &'static str, source: &'static str) -> Self {
        Self { code, source, severity: Severity::Error }
    }

    /// A rule whose source says SHOULD.
    pub(super) const fn should(code: &'static str, source: &'static str) -> Self {
        Self { code, source, severity: Severity::Warning }
    }

    /// That the rule is broken, and by what.
    pub(super) fn broken(&self, found: impl Into<String>) -> Finding {
        Finding { code: self.code, rule: self.source, severity: self.severity, found: found.into() }
    }
}

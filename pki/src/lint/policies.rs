//! Rules for certificatePolicies: which policies, no duplicates, no qualifiers, none that the issuer lacks.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{ANY_POLICY, ID_CE_CERTIFICATE_POLICIES};

use super::element::{Element, SEQUENCE};
use super::envelope::Certificate;
use super::finding::{Finding, Rule};

const POLICIES_SHAPE: Rule = Rule::must("policies-shape", "RFC 5280 §4.2.1.4; docs/profiles.md#common-rules");
const POLICY_DUPLICATE: Rule = Rule::must("policy-duplicate", "RFC 5280 §4.2.1.4");
const POLICY_ANY: Rule = Rule::must("policy-any", "docs/profiles.md#common-rules");
const POLICY_NOT_OF_ISSUER: Rule = Rule::must("policy-not-of-issuer", "RFC 5280 §6.1.3; docs/profiles.md#common-rules");

/// Which policies a kind of certificate names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policies {
    /// anyPolicy alone: a root.
    Any,
    /// At least one, and never anyPolicy.
    Named,
    /// As `Named`, or no certificatePolicies at all: service TLS, which no relying party sees.
    Optional,
}

/// Checks the policies of a certificate.
pub(super) fn check(certificate: &Certificate<'_>, issuer: &Certificate<'_>, expected: Policies) -> Vec<Finding> {
    let Some(value) = certificate.extension(ID_CE_CERTIFICATE_POLICIES) else {
        return Vec::new();
    };
    let Some(policies) = read(value) else {
        return vec![POLICIES_SHAPE.broken("not a list of object identifiers without qualifiers")];
    };
    let mut findings = Vec::new();
    if policies.iter().enumerate().any(|(position, policy)| policies.iter().take(position).any(|earlier| earlier == policy)) {
        findings.push(POLICY_DUPLICATE.broken("a policy twice"));
    }
    let as_expected = match expected {
        Policies::Any => policies == [ANY_POLICY],
        Policies::Named | Policies::Optional => !policies.is_empty() && !policies.contains(&ANY_POLICY),
    };
    if !as_expected {
        findings.push(POLICY_ANY.broken("anyPolicy belongs to a root, alone, and to nothing else"));
    }
    let of_issuer = issuer.extension(ID_CE_CERTIFICATE_POLICIES).and_then(read).unwrap_or_default();
    if !of_issuer.contains(&ANY_POLICY) && !policies.iter().all(|policy| of_issuer.contains(policy)) {
        findings.push(POLICY_NOT_OF_ISSUER.broken("a policy that its issuer does not have"));
    }
    findings
}

fn read(value: &[u8]) -> Option<Vec<ObjectIdentifier>> {
    Element::only(value)?
        .children(SEQUENCE)?
        .iter()
        .map(|policy| policy.only_child(SEQUENCE).and_then(|identifier| identifier.object_identifier()))
        .collect()
}

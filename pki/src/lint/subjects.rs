//! Rules for subjects: an organisation's CA or service, a natural person, or a server.

use const_oid::{ObjectIdentifier, db::rfc4519};

use super::finding::{Finding, Rule};
use super::names::{Name, ORGANIZATION_IDENTIFIER_TYPE, is_french_registration};

const SUBJECT_ATTRIBUTE: Rule = Rule::must("subject-attribute", "docs/profiles.md#names");
const LEGAL_PERSON_ATTRIBUTES: Rule = Rule::must("legal-person-attributes", "EN 319 412-3 LEG-4.2.1-2; docs/profiles.md#names");
const NATURAL_PERSON_ATTRIBUTES: Rule =
    Rule::must("natural-person-attributes", "EN 319 412-2 NAT-4.2.4-1; docs/profiles.md#names");
const SERVER_ATTRIBUTES: Rule = Rule::must("server-attributes", "RFC 5280 §4.1.2.6");
const ENTITY_ATTRIBUTES: Rule = Rule::must("entity-attributes", "RGS A4 VII; docs/profiles.md#names");

/// The attributes that an organisation's CA or service may have.
const OF_ORGANISATIONS: [ObjectIdentifier; 5] = [
    rfc4519::COUNTRY_NAME,
    rfc4519::ORGANIZATION_NAME,
    ORGANIZATION_IDENTIFIER_TYPE,
    rfc4519::ORGANIZATIONAL_UNIT_NAME,
    rfc4519::COMMON_NAME,
];

/// The kind of subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// An organisation's CA or service.
    Organisation,
    /// A holder: a natural person, private or belonging to an entity.
    Holder,
    /// A natural person of the CA's own staff.
    Staff,
    /// A server.
    Server,
}

/// Checks which attributes the subject has and lacks.
pub(super) fn check(subject: Subject, name: &Name<'_>) -> Vec<Finding> {
    match subject {
        Subject::Organisation => {
            let mut findings = only(name, &OF_ORGANISATIONS);
            let required = [rfc4519::COUNTRY_NAME, rfc4519::ORGANIZATION_NAME, rfc4519::COMMON_NAME];
            findings.extend(missing(name, &required, &LEGAL_PERSON_ATTRIBUTES));
            findings
        }
        Subject::Holder => {
            let mut findings = natural_person(name);
            findings.extend(missing(name, &[rfc4519::SERIAL_NUMBER], &NATURAL_PERSON_ATTRIBUTES));
            findings.extend(entity(name));
            findings
        }
        Subject::Staff => natural_person(name),
        Subject::Server => {
            let mut findings = only(name, &OF_ORGANISATIONS);
            findings.extend(missing(name, &[rfc4519::COMMON_NAME], &SERVER_ATTRIBUTES));
            findings
        }
    }
}

fn natural_person(name: &Name<'_>) -> Vec<Finding> {
    let required = [rfc4519::COUNTRY_NAME, rfc4519::COMMON_NAME];
    let mut findings = missing(name, &required, &NATURAL_PERSON_ATTRIBUTES);
    if name.count(rfc4519::GIVEN_NAME) + name.count(rfc4519::SURNAME) == 0 {
        findings.push(NATURAL_PERSON_ATTRIBUTES.broken("neither givenName nor surname"));
    }
    findings
}

/// A holder with an organisation has its number in an OU; a holder without one has no OU.
fn entity(name: &Name<'_>) -> Option<Finding> {
    let units = name.count(rfc4519::ORGANIZATIONAL_UNIT_NAME);
    if name.count(rfc4519::ORGANIZATION_NAME) == 0 {
        return (units > 0).then(|| ENTITY_ATTRIBUTES.broken("an organizationalUnitName without an organizationName"));
    }
    let registered = name.values(rfc4519::ORGANIZATIONAL_UNIT_NAME).any(is_french_registration);
    (!registered).then(|| ENTITY_ATTRIBUTES.broken("an organizationName without an OU of 0002 and SIREN or SIRET"))
}

fn only(name: &Name<'_>, allowed: &[ObjectIdentifier]) -> Vec<Finding> {
    name.kinds()
        .filter(|kind| !allowed.contains(kind))
        .map(|kind| SUBJECT_ATTRIBUTE.broken(format!("attribute {kind}")))
        .collect()
}

fn missing(name: &Name<'_>, required: &[ObjectIdentifier], rule: &Rule) -> Vec<Finding> {
    required.iter().filter(|kind| name.count(**kind) == 0).map(|kind| rule.broken(format!("no attribute {kind}"))).collect()
}

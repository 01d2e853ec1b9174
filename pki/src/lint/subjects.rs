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

#[cfg(test)]
mod tests {
    use super::super::element::{Element, PRINTABLE_STRING, UTF8_STRING};
    use super::*;
    use rfc4519::{
        COMMON_NAME, COUNTRY_NAME, GIVEN_NAME, ORGANIZATION_NAME, ORGANIZATIONAL_UNIT_NAME, SERIAL_NUMBER, SURNAME, TITLE,
    };

    const PERSON: [ObjectIdentifier; 5] = [COUNTRY_NAME, SERIAL_NUMBER, SURNAME, GIVEN_NAME, COMMON_NAME];
    const COMPANY: [ObjectIdentifier; 3] = [COUNTRY_NAME, ORGANIZATION_NAME, COMMON_NAME];

    /// The rules that a name of these attributes breaks as a subject; units are registrations unless `unit` says otherwise.
    fn broken(subject: Subject, kinds: &[ObjectIdentifier], unit: &str) -> Vec<&'static str> {
        let element = |tag: u8, content: Vec<u8>| [vec![tag, u8::try_from(content.len()).unwrap()], content].concat();
        let attributes = kinds.iter().map(|kind| {
            let (tag, text) = match *kind {
                COUNTRY_NAME => (PRINTABLE_STRING, "FR"),
                SERIAL_NUMBER => (PRINTABLE_STRING, "7f3a"),
                ORGANIZATIONAL_UNIT_NAME => (UTF8_STRING, unit),
                _ => (UTF8_STRING, "Sceau"),
            };
            let value = element(tag, text.as_bytes().to_vec());
            element(0x31, element(0x30, [element(0x06, kind.as_bytes().to_vec()), value].concat()))
        });
        let name = element(0x30, attributes.collect::<Vec<_>>().concat());
        let name = Element::only(&name).unwrap();
        check(subject, &Name::read(&name).unwrap()).iter().map(|finding| finding.code).collect()
    }

    fn without(kinds: &[ObjectIdentifier], left_out: &[ObjectIdentifier]) -> Vec<ObjectIdentifier> {
        kinds.iter().copied().filter(|kind| !left_out.contains(kind)).collect()
    }

    /// EN 319 412-2 NAT-4.2.4-1: country, common name, and at least one of given name and surname; holders have a serial number.
    #[test]
    fn a_natural_person_has_a_country_a_common_name_and_one_of_two_names() {
        for subject in [Subject::Holder, Subject::Staff] {
            for fine in [&[][..], &[SURNAME], &[GIVEN_NAME]] {
                assert_eq!(broken(subject, &without(&PERSON, fine), ""), [""; 0], "without {fine:?}");
            }
            for missing in [&[COUNTRY_NAME][..], &[COMMON_NAME], &[SURNAME, GIVEN_NAME]] {
                assert_eq!(broken(subject, &without(&PERSON, missing), ""), ["natural-person-attributes"], "without {missing:?}");
            }
        }
        let unnumbered = without(&PERSON, &[SERIAL_NUMBER]);
        assert_eq!(broken(Subject::Holder, &unnumbered, ""), ["natural-person-attributes"]);
        assert_eq!(broken(Subject::Staff, &unnumbered, ""), [""; 0]);
    }

    /// RGS A4 VII.
    #[test]
    fn a_holder_has_an_organisation_and_its_number_or_neither() {
        let with = |more: &[ObjectIdentifier], unit| broken(Subject::Holder, &[&PERSON, more].concat(), unit);
        assert_eq!(with(&[ORGANIZATION_NAME, ORGANIZATIONAL_UNIT_NAME], "0002 123456782"), [""; 0]);
        assert_eq!(with(&[ORGANIZATION_NAME, ORGANIZATIONAL_UNIT_NAME], "Expertises"), ["entity-attributes"]);
        assert_eq!(with(&[ORGANIZATION_NAME], ""), ["entity-attributes"]);
        assert_eq!(with(&[ORGANIZATIONAL_UNIT_NAME], "0002 123456782"), ["entity-attributes"]);
        assert_eq!(with(&[ORGANIZATIONAL_UNIT_NAME, ORGANIZATIONAL_UNIT_NAME], "Expertises"), ["entity-attributes"]);
    }

    /// EN 319 412-3 LEG-4.2.1-2; a server needs a name only.
    #[test]
    fn an_organisation_and_a_server_have_no_attributes_of_persons() {
        for (subject, due, rule) in [
            (Subject::Organisation, &COMPANY[..], "legal-person-attributes"),
            (Subject::Server, &[COMMON_NAME], "server-attributes"),
        ] {
            assert_eq!(broken(subject, &COMPANY, ""), [""; 0]);
            for kind in due {
                assert_eq!(broken(subject, &without(&COMPANY, &[*kind]), ""), [rule], "without {kind}");
            }
            for kind in [SURNAME, GIVEN_NAME, SERIAL_NUMBER, TITLE] {
                assert_eq!(broken(subject, &[&COMPANY[..], &[kind]].concat(), ""), ["subject-attribute"], "with {kind}");
            }
        }
    }
}

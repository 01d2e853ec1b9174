//! Rules for names: attributes, string types, lengths, repetitions.

use const_oid::{ObjectIdentifier, db::rfc4519};
use unicode_normalization::is_nfc;

use super::element::{Element, PRINTABLE_STRING, SEQUENCE, SET, UTF8_STRING};
use super::finding::{Finding, Rule};

const NAME_SHAPE: Rule = Rule::must("name-shape", "RFC 5280 §4.1.2.4");
const NAME_EMPTY: Rule = Rule::must("name-empty", "RFC 5280 §4.1.2.4, §4.1.2.6");
const MULTI_VALUED_RDN: Rule = Rule::must("multi-valued-rdn", "docs/profiles.md#names");
const NAME_ATTRIBUTE: Rule = Rule::must("name-attribute", "docs/profiles.md#names");
const STRING_TYPE: Rule = Rule::must("string-type", "RFC 5280 §4.1.2.4, appendix A; docs/profiles.md#names");
const ATTRIBUTE_LENGTH: Rule = Rule::must("attribute-length", "RFC 5280 appendix A.1, upper bounds");
const ATTRIBUTE_CHARACTERS: Rule = Rule::must("attribute-characters", "RFC 5280 §4.1.2.4, §7.1");
const COUNTRY_CODE: Rule = Rule::must("country-code", "RFC 5280 appendix A.1; RGS A4 VII");
const ATTRIBUTE_REPEATED: Rule = Rule::must("attribute-repeated", "EN 319 412-2 GEN-4.2.3.1-5, NAT-4.2.4-3");
const ISSUER_ATTRIBUTES: Rule = Rule::must("issuer-attributes", "EN 319 412-2 GEN-4.2.3.1-2");
const ORGANIZATION_IDENTIFIER: Rule =
    Rule::must("organization-identifier", "EN 319 412-1 §5.1.4; EN 319 412-2 GEN-4.2.3.1-8; EN 319 412-3 LEG-4.2.1-6");
const ORGANIZATIONAL_UNIT: Rule = Rule::must("organizational-unit", "RGS A4 VII");

/// 2.5.4.97.
pub(super) const ORGANIZATION_IDENTIFIER_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.97");

/// Maximum length of an attribute value in characters.
const MOST_CHARACTERS: usize = 64;

/// The attribute types that a name may have.
const ATTRIBUTE_TYPES: [ObjectIdentifier; 9] = [
    rfc4519::COUNTRY_NAME,
    rfc4519::ORGANIZATION_NAME,
    ORGANIZATION_IDENTIFIER_TYPE,
    rfc4519::ORGANIZATIONAL_UNIT_NAME,
    rfc4519::TITLE,
    rfc4519::SERIAL_NUMBER,
    rfc4519::SURNAME,
    rfc4519::GIVEN_NAME,
    rfc4519::COMMON_NAME,
];

/// The attributes of a name, in order.
pub(super) struct Name<'a>(Vec<(ObjectIdentifier, &'a str)>);

impl<'a> Name<'a> {
    /// Parses a name and checks each attribute against the rules of its type.
    ///
    /// # Errors
    /// The first violated rule.
    pub(super) fn read(name: &Element<'a>) -> Result<Self, Finding> {
        let misshapen = || NAME_SHAPE.broken("not a sequence of sets of attributes");
        let mut attributes = Vec::new();
        for relative in name.children(SEQUENCE).ok_or_else(misshapen)? {
            let values = relative.children(SET).ok_or_else(misshapen)?;
            let [attribute] = values.as_slice() else {
                return Err(MULTI_VALUED_RDN.broken(format!("{} attributes in one RDN", values.len())));
            };
            let parts = attribute.children(SEQUENCE).ok_or_else(misshapen)?;
            let [kind, value] = parts.as_slice() else {
                return Err(misshapen());
            };
            attributes.push(read_attribute(kind.object_identifier().ok_or_else(misshapen)?, value)?);
        }
        if attributes.is_empty() {
            return Err(NAME_EMPTY.broken("no attribute"));
        }
        Ok(Self(attributes))
    }

    /// The values of the attribute `kind`.
    pub(super) fn values(&self, kind: ObjectIdentifier) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(other, _)| *other == kind).map(|(_, value)| *value)
    }

    /// The number of attributes of type `kind`.
    pub(super) fn count(&self, kind: ObjectIdentifier) -> usize {
        self.values(kind).count()
    }

    /// The attribute types of the name.
    pub(super) fn kinds(&self) -> impl Iterator<Item = ObjectIdentifier> {
        self.0.iter().map(|(kind, _)| *kind)
    }
}

/// Checks the rules that apply to the names in every certificate.
pub(super) fn check(name: &Name<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for kind in ATTRIBUTE_TYPES {
        if kind != rfc4519::ORGANIZATIONAL_UNIT_NAME && name.count(kind) > 1 {
            findings.push(ATTRIBUTE_REPEATED.broken(format!("attribute {kind} more than once")));
        }
    }
    let organisations: Vec<String> = name.values(rfc4519::ORGANIZATION_NAME).map(without_case).collect();
    for identifier in name.values(ORGANIZATION_IDENTIFIER_TYPE) {
        if !is_registration(identifier) || organisations.is_empty() || organisations.contains(&without_case(identifier)) {
            findings.push(ORGANIZATION_IDENTIFIER.broken("no NTR or VAT registration of the organisation beside its name"));
        }
    }
    let registered: Vec<&str> = name.values(rfc4519::ORGANIZATIONAL_UNIT_NAME).filter(|unit| begins_with_icd(unit)).collect();
    if registered.len() > 1 || !registered.iter().all(|unit| is_french_registration(unit)) {
        findings.push(ORGANIZATIONAL_UNIT.broken("an OU of four leading digits that is not the one 0002 and SIREN or SIRET"));
    }
    findings
}

/// Checks that an issuer has C, O and CN, each exactly once.
pub(super) fn check_issuer(name: &Name<'_>) -> Vec<Finding> {
    [rfc4519::COUNTRY_NAME, rfc4519::ORGANIZATION_NAME, rfc4519::COMMON_NAME]
        .into_iter()
        .filter(|kind| name.count(*kind) != 1)
        .map(|kind| ISSUER_ATTRIBUTES.broken(format!("attribute {kind} {} times", name.count(kind))))
        .collect()
}

/// Whether `unit` is "0002 " followed by a SIREN or SIRET (0002 is the French international code designator).
pub(super) fn is_french_registration(unit: &str) -> bool {
    unit.strip_prefix("0002 ")
        .is_some_and(|number| matches!(number.len(), 9 | 14) && number.bytes().all(|digit| digit.is_ascii_digit()))
}

fn begins_with_icd(unit: &str) -> bool {
    unit.as_bytes().get(..4).is_some_and(|start| start.iter().all(u8::is_ascii_digit))
}

fn is_registration(identifier: &str) -> bool {
    let Some(rest) = identifier.strip_prefix("NTR").or_else(|| identifier.strip_prefix("VAT")) else {
        return false;
    };
    let Some((country, reference)) = rest.split_once('-') else {
        return false;
    };
    is_country(country) && !reference.is_empty() && reference.bytes().all(|octet| octet.is_ascii_graphic())
}

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|octet| octet.is_ascii_uppercase())
}

/// Folds case well enough to compare an organisation's name with ASCII: via upper case, `ß` and `ſ` become ASCII too.
fn without_case(text: &str) -> String {
    text.to_uppercase().to_lowercase()
}

fn read_attribute<'a>(kind: ObjectIdentifier, value: &Element<'a>) -> Result<(ObjectIdentifier, &'a str), Finding> {
    if !ATTRIBUTE_TYPES.contains(&kind) {
        return Err(NAME_ATTRIBUTE.broken(format!("attribute {kind}")));
    }
    let expected = match kind {
        rfc4519::COUNTRY_NAME | rfc4519::SERIAL_NUMBER => PRINTABLE_STRING,
        _ => UTF8_STRING,
    };
    let Some(content) = value.content_of(expected) else {
        return Err(STRING_TYPE.broken(format!("attribute {kind} has the tag {:#04x}", value.tag)));
    };
    let characters = || ATTRIBUTE_CHARACTERS.broken(format!("attribute {kind}"));
    let text = str::from_utf8(content).map_err(|_| characters())?;
    let length = text.chars().count();
    if length == 0 || length > MOST_CHARACTERS {
        return Err(ATTRIBUTE_LENGTH.broken(format!("attribute {kind} has {length} characters")));
    }
    let unclean = text.trim() != text || text.chars().any(char::is_control) || !is_nfc(text);
    if unclean || (expected == PRINTABLE_STRING && !text.bytes().all(is_printable)) {
        return Err(characters());
    }
    if kind == rfc4519::COUNTRY_NAME && !is_country(text) {
        return Err(COUNTRY_CODE.broken("not two upper-case letters"));
    }
    Ok((kind, text))
}

/// The alphabet of PrintableString (X.680 §41.4).
const fn is_printable(octet: u8) -> bool {
    octet.is_ascii_alphanumeric()
        || matches!(octet, b' ' | b'\'' | b'(' | b')' | b'+' | b',' | b'-' | b'.' | b'/' | b':' | b'=' | b'?')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rules that a name of these attributes breaks.
    fn broken(attributes: &[(ObjectIdentifier, &str)]) -> Vec<&'static str> {
        check(&Name(attributes.to_vec())).iter().map(|finding| finding.code).collect()
    }

    fn read(kind: ObjectIdentifier, text: &str) -> Result<(), &'static str> {
        let tag = if [rfc4519::COUNTRY_NAME, rfc4519::SERIAL_NUMBER].contains(&kind) { PRINTABLE_STRING } else { UTF8_STRING };
        read_attribute(kind, &Element { tag, content: text.as_bytes(), encoding: &[] }).map(drop).map_err(|finding| finding.code)
    }

    /// RFC 5280 appendix A.1: ub-common-name and the others are 64 characters.
    #[test]
    fn a_value_has_1_to_64_characters_in_its_alphabet() {
        for (kind, text, expected) in [
            (rfc4519::COMMON_NAME, "é".repeat(64), Ok(())),
            (rfc4519::COMMON_NAME, "é".repeat(65), Err("attribute-length")),
            (rfc4519::COMMON_NAME, "é".repeat(66), Err("attribute-length")),
            (rfc4519::COMMON_NAME, String::new(), Err("attribute-length")),
            (rfc4519::COMMON_NAME, "Zoé ".to_owned(), Err("attribute-characters")),
            (rfc4519::COMMON_NAME, "Zo\u{7}é".to_owned(), Err("attribute-characters")),
            (rfc4519::COMMON_NAME, "Zoe\u{301}".to_owned(), Err("attribute-characters")),
            (rfc4519::COMMON_NAME, "Zoé_*".to_owned(), Ok(())),
            (rfc4519::SERIAL_NUMBER, "aZ09 '()+,-./:=?".to_owned(), Ok(())),
            (rfc4519::SERIAL_NUMBER, "7f3a_09c2".to_owned(), Err("attribute-characters")),
            (rfc4519::COUNTRY_NAME, "FR".to_owned(), Ok(())),
            (rfc4519::COUNTRY_NAME, "fr".to_owned(), Err("country-code")),
            (rfc4519::COUNTRY_NAME, "F".to_owned(), Err("country-code")),
            (rfc4519::COUNTRY_NAME, "FRA".to_owned(), Err("country-code")),
            (rfc4519::LOCALITY_NAME, "Rennes".to_owned(), Err("name-attribute")),
        ] {
            assert_eq!(read(kind, &text), expected, "{kind} {text:?}");
        }
    }

    /// EN 319 412-2 GEN-4.2.3.1-5: only organizationalUnitName may occur more than once.
    #[test]
    fn only_units_are_repeated() {
        for kind in ATTRIBUTE_TYPES {
            let value = if kind == ORGANIZATION_IDENTIFIER_TYPE { "NTRFR-123456782" } else { "Sceau" };
            let mut twice = vec![(kind, value), (kind, value)];
            if kind == ORGANIZATION_IDENTIFIER_TYPE {
                twice.push((rfc4519::ORGANIZATION_NAME, "Sceau"));
            }
            let expected: &[_] = if kind == rfc4519::ORGANIZATIONAL_UNIT_NAME { &[] } else { &["attribute-repeated"] };
            assert_eq!(broken(&twice), expected, "{kind}");
        }
    }

    /// EN 319 412-1 §5.1.4: scheme, country, hyphen, reference; EN 319 412-3 LEG-4.2.1-6: beside another name.
    #[test]
    fn an_organisation_identifier_is_a_registration_beside_the_name() {
        let named = |identifier, name| broken(&[(ORGANIZATION_IDENTIFIER_TYPE, identifier), (rfc4519::ORGANIZATION_NAME, name)]);
        for identifier in ["NTRFR-123456782", "VATFR-82123456782", "NTRDE-HRB/123"] {
            assert_eq!(named(identifier, "Sceau"), [""; 0], "{identifier}");
        }
        for identifier in
            ["123456782", "PSDFR-123456782", "NTRFR123456782", "NTRfr-123456782", "NTRFRA-1", "NTRFR-", "NTRFR-1 2", "NTRFR-é"]
        {
            assert_eq!(named(identifier, "Sceau"), ["organization-identifier"], "{identifier}");
        }
        assert_eq!(named("NTRFR-STRASSE", "ntrfr-Straße"), ["organization-identifier"], "the name itself");
        assert_eq!(broken(&[(ORGANIZATION_IDENTIFIER_TYPE, "NTRFR-123456782")]), ["organization-identifier"], "without a name");
    }

    /// RGS A4 VII: the unit of an entity is its ICD, 0002 for France, a space, and SIREN (9 digits) or SIRET (14).
    #[test]
    fn a_unit_that_begins_with_four_digits_is_the_french_registration() {
        let units = |units: &[&'static str]| {
            broken(&units.iter().map(|unit| (rfc4519::ORGANIZATIONAL_UNIT_NAME, *unit)).collect::<Vec<_>>())
        };
        for good in
            [&["0002 123456782"][..], &["0002 12345678200010"], &["Expertises", "0002 123456782"], &["000 Expertises"], &["1"]]
        {
            assert_eq!(units(good), [""; 0], "{good:?}");
        }
        for bad in [
            &["0009 123456782"][..],
            &["0002 12345678"],
            &["0002 12345678x"],
            &["0002123456782"],
            &["2026"],
            &["0002 123456782", "0002 12345678200010"],
            &["0002 123456782", "0009 123456782"],
        ] {
            assert_eq!(units(bad), ["organizational-unit"], "{bad:?}");
        }
    }

    /// EN 319 412-2 GEN-4.2.3.1-2.
    #[test]
    fn an_issuer_has_country_organisation_and_common_name_once_each() {
        let name = |kinds: &[ObjectIdentifier]| check_issuer(&Name(kinds.iter().map(|kind| (*kind, "Sceau")).collect())).len();
        let due = [rfc4519::COUNTRY_NAME, rfc4519::ORGANIZATION_NAME, rfc4519::COMMON_NAME];
        assert_eq!(name(&due), 0);
        assert_eq!(name(&[]), 3);
        for kind in due {
            assert_eq!(name(&due.into_iter().filter(|other| *other != kind).collect::<Vec<_>>()), 1, "no {kind}");
            assert_eq!(name(&[&due[..], &[kind]].concat()), 1, "two of {kind}");
        }
    }
}

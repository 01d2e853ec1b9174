//! Rules of names.

use super::{
    Broken, COMMON_NAME, COUNTRY, GIVEN_NAME, ISSUER, ORGANISATION, ORGANISATION_IDENTIFIER, PERSON, PERSON_NUMBER, PRINTABLE,
    PSEUDONYM, SUBJECT, SURNAME, TITLE, UNIT, UTF8, attribute, broken, more_of, set, without_attribute,
};

pub(super) const NAMES: &[Broken] = &[
    broken(PERSON, "C as UTF8String", "string-type", |it| attribute(it, COUNTRY).tag = UTF8),
    broken(PERSON, "CN as PrintableString", "string-type", |it| set(attribute(it, COMMON_NAME), PRINTABLE, "Zoe Muller")),
    broken(PERSON, "CN as BMPString", "string-type", |it| set(attribute(it, COMMON_NAME), 0x1e, [0, b'Z'])),
    broken(PERSON, "serialNumber as UTF8String", "string-type", |it| attribute(it, PERSON_NUMBER).tag = UTF8),
    broken(PERSON, "serialNumber beyond its alphabet", "attribute-characters", |it| {
        set(attribute(it, PERSON_NUMBER), PRINTABLE, "7f3a_09c2");
    }),
    broken(PERSON, "C in lower case", "country-code", |it| set(attribute(it, COUNTRY), PRINTABLE, "fr")),
    broken(PERSON, "C of three letters", "country-code", |it| set(attribute(it, COUNTRY), PRINTABLE, "FRA")),
    broken(PERSON, "CN of 65 characters", "attribute-length", |it| set(attribute(it, COMMON_NAME), UTF8, "é".repeat(65))),
    broken(PERSON, "O of 65 characters", "attribute-length", |it| set(attribute(it, ORGANISATION), UTF8, "é".repeat(65))),
    broken(PERSON, "title of 65 characters", "attribute-length", |it| set(attribute(it, TITLE), UTF8, "é".repeat(65))),
    broken(PERSON, "serialNumber of 65 characters", "attribute-length", |it| {
        set(attribute(it, PERSON_NUMBER), PRINTABLE, "7".repeat(65));
    }),
    broken(PERSON, "empty CN", "attribute-length", |it| set(attribute(it, COMMON_NAME), UTF8, "")),
    broken(PERSON, "decomposed é", "attribute-characters", |it| set(attribute(it, GIVEN_NAME), UTF8, "Zoe\u{301}")),
    broken(PERSON, "control character", "attribute-characters", |it| set(attribute(it, GIVEN_NAME), UTF8, "Zoé\u{7}")),
    broken(PERSON, "not UTF-8", "attribute-characters", |it| set(attribute(it, GIVEN_NAME), UTF8, [0x5a, 0xe9])),
    broken(PERSON, "spaces around", "attribute-characters", |it| set(attribute(it, GIVEN_NAME), UTF8, " Zoé")),
    broken(PERSON, "no C", "natural-person-attributes", |it| without_attribute(it, COUNTRY)),
    broken(PERSON, "no CN", "natural-person-attributes", |it| without_attribute(it, COMMON_NAME)),
    broken(PERSON, "no serialNumber", "natural-person-attributes", |it| without_attribute(it, PERSON_NUMBER)),
    broken(PERSON, "neither GN nor SN", "natural-person-attributes", |it| {
        without_attribute(it, SURNAME);
        without_attribute(it, GIVEN_NAME);
    }),
    broken("staff", "neither GN nor SN", "natural-person-attributes", |it| {
        without_attribute(it, SURNAME);
        without_attribute(it, GIVEN_NAME);
    }),
    broken(PERSON, "pseudonym", "name-attribute", |it| more_of(it, PSEUDONYM, UTF8, "Zozo")),
    broken(PERSON, "e-mail address", "name-attribute", |it| {
        more_of(it, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1], 0x16, "zoe@expert.example.org");
    }),
    broken(PERSON, "two CN", "attribute-repeated", |it| more_of(it, COMMON_NAME, UTF8, "Zoé")),
    broken(PERSON, "two C", "attribute-repeated", |it| more_of(it, COUNTRY, PRINTABLE, "FR")),
    broken(PERSON, "two attributes in one RDN", "multi-valued-rdn", |it| {
        let last = it.at(&SUBJECT).nodes().pop().expect("a name").at(&[0]).clone();
        it.at(&SUBJECT).nodes().last_mut().expect("a name").nodes().push(last);
    }),
    broken(PERSON, "empty subject", "name-empty", |it| it.at(&SUBJECT).nodes().clear()),
    broken(PERSON, "organizationIdentifier equal to O", "organization-identifier", |it| {
        set(attribute(it, ORGANISATION), UTF8, "ntrfr-123456782");
    }),
    broken(PERSON, "organizationIdentifier of no scheme", "organization-identifier", |it| {
        set(attribute(it, ORGANISATION_IDENTIFIER), UTF8, "123456782");
    }),
    broken(PERSON, "O without its number", "entity-attributes", |it| without_attribute(it, UNIT)),
    broken(PERSON, "OU of other four digits", "organizational-unit", |it| set(attribute(it, UNIT), UTF8, "0009 123456782")),
    broken("natural person", "OU without O", "entity-attributes", |it| more_of(it, UNIT, UTF8, "0002 123456782")),
    broken("seal", "a person's name", "subject-attribute", |it| more_of(it, SURNAME, UTF8, "Müller")),
    broken("seal", "no O", "legal-person-attributes", |it| without_attribute(it, ORGANISATION)),
    broken("service TLS", "no CN", "server-attributes", |it| {
        without_attribute(it, COMMON_NAME);
        more_of(it, ORGANISATION, UTF8, "Sceau Démonstration");
    }),
    broken(PERSON, "another issuer", "issuer-name", |it| {
        it.at(&ISSUER).nodes().pop();
    }),
    broken(PERSON, "issuer's names in another order", "issuer-name", |it| it.at(&ISSUER).nodes().swap(1, 2)),
    broken(PERSON, "issuer without O", "issuer-attributes", |it| {
        it.at(&ISSUER).nodes().remove(1);
    }),
];

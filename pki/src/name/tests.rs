//! Names as encoded by hand and by OpenSSL.

use super::Attribute::{CommonName, CountryName, GivenName, OrganizationalUnitName, SerialNumber, Surname};
use super::*;
use crate::Certificate;
use crate::openssl_cli::OpenSsl;

fn one(attribute: Attribute, value: &str) -> Result<DistinguishedName, NameError> {
    DistinguishedName::new(vec![(attribute, value.to_owned())])
}

#[test]
fn a_name_is_written_as_x690_and_rfc_5280_say() {
    let name = DistinguishedName::new(vec![(CountryName, "FR".into()), (SerialNumber, "A-7".into()), (CommonName, "Zoé".into())])
        .unwrap();
    // By hand: 2.5.4.6 PrintableString, 2.5.4.5 PrintableString, 2.5.4.3 UTF8String, each in a SET of its own.
    let expected = hex::decode(
        "302a\
         310b3009060355040613024652\
         310c300a06035504051303412d37\
         310d300b06035504030c045a6fc3a9",
    )
    .unwrap();
    assert_eq!(hex::encode(name.to_der()), hex::encode(&expected));
    assert_eq!(DistinguishedName::from_der(&expected).as_ref(), Ok(&name));
}

#[test]
fn blank_values_are_refused() {
    for value in ["", " ", " Camille", "Camille\u{a0}"] {
        assert_eq!(one(GivenName, value), Err(NameError::Blank(GivenName)), "{value:?}");
    }
    assert_eq!(DistinguishedName::new(vec![]), Err(NameError::Empty));
}

#[test]
fn a_value_has_at_most_64_characters_however_many_octets() {
    assert!(one(CommonName, &"é".repeat(64)).is_ok());
    assert_eq!(one(CommonName, &"e".repeat(65)), Err(NameError::TooLong(CommonName)));
}

#[test]
fn control_characters_and_decomposed_letters_are_refused() {
    for value in ["Ann\0e", "Ann\ne", "Zoe\u{301}", "A\u{85}B"] {
        assert_eq!(one(Surname, value), Err(NameError::BadCharacter(Surname)), "{value:?}");
    }
}

#[test]
fn countries_and_serial_numbers_keep_to_their_syntax() {
    for value in ["fr", "FRA", "F", "F1", "ÉÀ"] {
        assert_eq!(one(CountryName, value), Err(NameError::NotPrintable(CountryName)), "{value}");
    }
    for value in ["A_7", "A@7", "É7"] {
        assert_eq!(one(SerialNumber, value), Err(NameError::NotPrintable(SerialNumber)), "{value}");
    }
}

#[test]
fn a_name_serialises_as_a_list_of_pairs_and_is_checked_when_read_back() {
    let text = r#"[["countryName","FR"],["organizationalUnitName","0002 123456789"]]"#;
    let name: DistinguishedName = serde_json::from_str(text).unwrap();
    assert_eq!(name.first(OrganizationalUnitName), Some("0002 123456789"));
    assert_eq!(serde_json::to_string(&name).unwrap(), text);
    assert!(serde_json::from_str::<DistinguishedName>(r#"[["countryName","France"]]"#).is_err());
    assert!(serde_json::from_str::<DistinguishedName>("[]").is_err());
}

/// The subject of a certificate that OpenSSL signed with `options`, if it is one that we accept.
fn openssl_subject(subject: &str, options: &str) -> Option<Vec<(Attribute, String)>> {
    let openssl = OpenSsl::new();
    openssl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem", b"");
    let request = format!("req -x509 -new -key key.pem -sha256 -outform DER -subj {subject} {options}");
    let certificate = Certificate::from_der(&openssl.run(&request, b"")).ok()?;
    Some(certificate.subject().attributes().to_vec())
}

#[test]
fn names_of_openssl_are_read_and_those_we_would_not_write_are_refused() {
    let expected = vec![
        (CountryName, "FR".to_owned()),
        (Attribute::OrganizationIdentifier, "NTRFR-123456789".to_owned()),
        (Attribute::Title, "Expert".to_owned()),
        (CommonName, "Zoé".to_owned()),
    ];
    let subject = "/C=FR/organizationIdentifier=NTRFR-123456789/title=Expert/CN=Zoé";
    assert_eq!(openssl_subject(subject, "-utf8"), Some(expected));
    assert_eq!(openssl_subject("/CN=Zoe/L=Lyon", ""), None, "another attribute");
}

#[test]
fn another_string_type_is_refused() {
    let common_name = |tag: &str| hex::decode(format!("300c310a30080603550403{tag}0141")).unwrap();
    assert!(DistinguishedName::from_der(&common_name("0c")).is_ok());
    assert_eq!(DistinguishedName::from_der(&common_name("13")), Err(NameError::Foreign), "PrintableString");
}

#[test]
fn two_attributes_in_one_relative_name_are_refused() {
    // SET { { 2.5.4.3, "A" }, { 2.5.4.4, "B" } }
    let der = hex::decode("30163114300806035504030c0141300806035504040c0142").unwrap();
    assert_eq!(DistinguishedName::from_der(&der), Err(NameError::Foreign));
    let apart = hex::decode("3018310a300806035504030c0141310a300806035504040c0142").unwrap();
    assert!(DistinguishedName::from_der(&apart).is_ok());
}

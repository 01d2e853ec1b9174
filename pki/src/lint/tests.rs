//! Cases that `tests/lint_mutations` does not cover: a bad issuer, the other key usages, arbitrary bytes.

use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::certificate::{CertificateContent, ExtendedKeyUsage, Extension, KeyUsage};
use crate::name::Attribute;
use crate::{Curve, DistinguishedName, SerialNumber, Signer, SoftwareKey, SystemRandom, Timestamp, Validity};

/// 22 November 2026.
pub(super) const NOW: Timestamp = Timestamp::from_millis(1_795_305_600_000);
pub(super) const DAY: Duration = Duration::from_secs(86_400);

pub(super) struct Issuer {
    pub(super) key: SoftwareKey,
    pub(super) name: DistinguishedName,
    pub(super) der: Vec<u8>,
}

fn distinguished_name(common_name: &str, more: &[(Attribute, &str)]) -> DistinguishedName {
    let fixed = [
        (Attribute::CountryName, "FR"),
        (Attribute::OrganizationName, "Sceau"),
        (Attribute::OrganizationalUnitName, "0002 123456782"),
        (Attribute::CommonName, common_name),
    ];
    DistinguishedName::new(fixed.iter().chain(more).map(|(kind, value)| (*kind, (*value).to_owned())).collect()).unwrap()
}

/// A certificate for `key` with the given extensions, a policy and key identifiers.
fn certify(
    key: &SoftwareKey,
    name: &DistinguishedName,
    days: u32,
    mut extensions: Vec<Extension>,
    issuer: (&SoftwareKey, &DistinguishedName),
) -> Vec<u8> {
    extensions.extend([
        Extension::subject_key_identifier(key.public_key()),
        Extension::authority_key_identifier(issuer.0.public_key()),
    ]);
    let content = CertificateContent {
        serial: SerialNumber::generate(&mut SystemRandom),
        issuer: issuer.1.clone(),
        subject: name.clone(),
        validity: Validity::new(NOW, NOW.plus(DAY * days)).unwrap(),
        public_key: key.public_key().clone(),
        extensions,
    };
    content.encode(issuer.0.public_key().curve()).sign(issuer.0).unwrap().der().to_vec()
}

fn authority_extensions(path_length: u8, policy: &str) -> Vec<Extension> {
    vec![
        Extension::certificate_authority(path_length),
        Extension::key_usage(&[KeyUsage::CertSign, KeyUsage::CrlSign]),
        Extension::certificate_policies(&[policy.to_owned()]).unwrap(),
    ]
}

pub(super) fn root() -> Issuer {
    let key = SoftwareKey::generate(Curve::P384).unwrap();
    let name = distinguished_name("Root", &[]);
    let der = certify(&key, &name, 7300, authority_extensions(1, "2.5.29.32.0"), (&key, &name));
    Issuer { key, name, der }
}

const POLICY: &str = "1.3.6.1.4.1.32473.10.2.1";

/// An issuing CA whose certificate is valid for so many days.
pub(super) fn issuing_for(days: u32, root: &Issuer) -> Issuer {
    let key = SoftwareKey::generate(Curve::P384).unwrap();
    let name = distinguished_name("Issuing", &[]);
    let der = certify(&key, &name, days, published(authority_extensions(0, POLICY), None), (&root.key, &root.name));
    Issuer { key, name, der }
}

fn published(mut extensions: Vec<Extension>, ocsp: Option<&str>) -> Vec<Extension> {
    extensions.push(Extension::crl_distribution_point("http://status.sceau.example.org/crl").unwrap());
    extensions.push(Extension::authority_information_access("http://status.sceau.example.org/ca", ocsp).unwrap());
    extensions
}

fn natural_person(usage: &[KeyUsage], extended: &[ExtendedKeyUsage], issuer: &Issuer) -> Vec<u8> {
    natural_person_for(365, usage, extended, issuer)
}

fn natural_person_for(days: u32, usage: &[KeyUsage], extended: &[ExtendedKeyUsage], issuer: &Issuer) -> Vec<u8> {
    let key = SoftwareKey::generate(Curve::P256).unwrap();
    let person = [(Attribute::SerialNumber, "1"), (Attribute::Surname, "Durand"), (Attribute::GivenName, "Inès")];
    let extensions = vec![
        Extension::key_usage(usage),
        Extension::extended_key_usage(extended),
        Extension::certificate_policies(&[POLICY.to_owned()]).unwrap(),
    ];
    let extensions = published(extensions, Some("http://status.sceau.example.org/ocsp"));
    certify(&key, &distinguished_name("Inès Durand", &person), days, extensions, (&issuer.key, &issuer.name))
}

pub(super) fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn only_key_usage_that_combines_login_and_signing_gets_a_warning() {
    use ExtendedKeyUsage::{ClientAuth, DocumentSigning, EmailProtection};
    use KeyUsage::{DigitalSignature, NonRepudiation};
    let root = root();
    let mixed = natural_person(&[DigitalSignature, NonRepudiation], &[ClientAuth, EmailProtection, DocumentSigning], &root);
    let findings = certificate(Kind::NaturalPerson, &mixed, &root.der);
    assert_eq!(codes(&findings), ["mixed-key-usage"]);
    assert_eq!(findings[0].severity, Severity::Warning);
    let signing = natural_person(&[NonRepudiation], &[DocumentSigning], &root);
    assert_eq!(certificate(Kind::NaturalPerson, &signing, &root.der), []);
    let login = natural_person(&[DigitalSignature], &[ClientAuth], &root);
    assert_eq!(certificate(Kind::NaturalPerson, &login, &root.der), []);
}

#[test]
fn a_ca_does_not_certify_its_own_key_under_another_name() {
    let root = root();
    let extensions = published(authority_extensions(0, POLICY), None);
    let issuing = certify(&root.key, &distinguished_name("Issuing", &[]), 3650, extensions, (&root.key, &root.name));
    assert_eq!(codes(&certificate(Kind::IssuingCa, &issuing, &root.der)), ["key-of-its-issuer"]);
}

#[test]
fn an_issuer_must_be_a_ca_with_path_length_to_spare() {
    let root = root();
    let issuing = issuing_for(3650, &root);
    assert_eq!(certificate(Kind::IssuingCa, &issuing.der, &root.der), []);

    let below = SoftwareKey::generate(Curve::P384).unwrap();
    let extensions = published(authority_extensions(0, POLICY), None);
    let second = certify(&below, &distinguished_name("Below", &[]), 3650, extensions, (&issuing.key, &issuing.name));
    assert_eq!(codes(&certificate(Kind::IssuingCa, &second, &issuing.der)), ["issuer-is-no-ca"]);

    let leaf = natural_person(&[KeyUsage::NonRepudiation], &[ExtendedKeyUsage::DocumentSigning], &issuing);
    assert_eq!(certificate(Kind::NaturalPerson, &leaf, &issuing.der), []);
    assert!(codes(&certificate(Kind::NaturalPerson, &leaf, &leaf)).contains(&"issuer-is-no-ca"));
    assert_eq!(codes(&certificate(Kind::NaturalPerson, &leaf, &leaf[1..])), ["issuer-unreadable"]);
    assert_eq!(codes(&crl(&leaf, &[])), ["issuer-unreadable"]);
}

/// docs/profiles.md#certificates; 3 years and a day after 22 November 2026 are 1097 days later (2028 is a leap year).
#[test]
fn a_certificate_is_valid_no_longer_than_its_kind_allows_nor_beyond_its_issuer() {
    let root = root();
    let login =
        |days, issuer: &Issuer| natural_person_for(days, &[KeyUsage::DigitalSignature], &[ExtendedKeyUsage::ClientAuth], issuer);
    assert_eq!(certificate(Kind::NaturalPerson, &login(1097, &root), &root.der), []);
    assert_eq!(codes(&certificate(Kind::NaturalPerson, &login(1098, &root), &root.der)), ["validity-too-long"]);

    let issuing = issuing_for(1000, &root);
    assert_eq!(certificate(Kind::NaturalPerson, &login(1000, &issuing), &issuing.der), []);
    assert_eq!(codes(&certificate(Kind::NaturalPerson, &login(1001, &issuing), &issuing.der)), ["validity-beyond-issuer"]);
}

/// docs/profiles.md#certificates: types A and C of EN 319 412-2 are what the seal and staff have; only holders have type B.
#[test]
fn each_kind_has_the_key_usages_of_its_row() {
    use ExtendedKeyUsage::{ClientAuth, DocumentSigning, EmailProtection};
    use KeyUsage::{DigitalSignature, NonRepudiation};
    let root = root();
    let types = [
        natural_person(&[NonRepudiation], &[DocumentSigning], &root),
        natural_person(&[DigitalSignature, NonRepudiation], &[ClientAuth, EmailProtection, DocumentSigning], &root),
        natural_person(&[DigitalSignature], &[ClientAuth], &root),
    ];
    for (kind, allowed) in [
        (Kind::NaturalPerson, [true, true, true]),
        (Kind::Seal, [true, false, false]),
        (Kind::Staff, [false, false, true]),
        (Kind::OcspResponder, [false; 3]),
        (Kind::ServiceTls, [false; 3]),
        (Kind::IssuingCa, [false; 3]),
        (Kind::Root, [false; 3]),
        (Kind::InternalRoot, [false; 3]),
    ] {
        let is_allowed = |der: &Vec<u8>| {
            let findings = usage::check(&Certificate::read(der).unwrap(), kind.requirements().usages);
            findings.iter().all(|finding| finding.severity == Severity::Warning)
        };
        assert_eq!(types.each_ref().map(is_allowed), allowed, "{kind:?}");
    }
}

#[test]
fn a_certificate_of_one_kind_fails_as_every_other() {
    let root = root();
    let leaf = natural_person(&[KeyUsage::NonRepudiation], &[ExtendedKeyUsage::DocumentSigning], &root);
    for kind in [Kind::Root, Kind::IssuingCa, Kind::OcspResponder, Kind::Staff, Kind::Seal, Kind::ServiceTls, Kind::InternalRoot]
    {
        assert_ne!(certificate(kind, &leaf, &root.der), [], "{kind:?}");
    }
    assert_ne!(crl(&leaf, &root.der), []);
}

proptest! {
    #[test]
    fn no_bytes_are_accepted_or_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(!certificate(Kind::NaturalPerson, &bytes, &bytes).is_empty());
        prop_assert!(!crl(&bytes, &bytes).is_empty());
    }
}

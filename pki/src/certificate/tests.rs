//! Certificates as OpenSSL reads them, and invalid input.

use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::name::Attribute;
use crate::openssl_cli::OpenSsl;
use crate::{Curve, SerialNumber, SignError, Signer, SoftwareKey, SystemRandom, Timestamp, pem};

/// 2026-11-22T20:10:00Z.
const NOW: Timestamp = Timestamp::from_millis(1_795_378_200_000);
const DAY: Duration = Duration::from_secs(86_400);

fn name(common_name: &str) -> DistinguishedName {
    DistinguishedName::new(vec![
        (Attribute::CountryName, "FR".into()),
        (Attribute::OrganizationName, "Autorité d'essai".into()),
        (Attribute::CommonName, common_name.into()),
    ])
    .unwrap()
}

fn root_content(key: &SoftwareKey) -> CertificateContent {
    CertificateContent {
        serial: SerialNumber::generate(&mut SystemRandom),
        issuer: name("Racine"),
        subject: name("Racine"),
        validity: Validity::new(NOW, NOW.plus(DAY * 365 * 30)).unwrap(),
        public_key: key.public_key().clone(),
        extensions: vec![
            Extension::certificate_authority(0),
            Extension::key_usage(&[KeyUsage::CertSign, KeyUsage::CrlSign]),
            Extension::subject_key_identifier(key.public_key()),
            Extension::authority_key_identifier(key.public_key()),
            Extension::certificate_policies(&["2.5.29.32.0".into()]).unwrap(),
        ],
    }
}

fn root(key: &SoftwareKey) -> Certificate {
    root_content(key).encode(key.public_key().curve()).sign(key).unwrap()
}

fn leaf_content(ca: &SoftwareKey, key: &SoftwareKey) -> CertificateContent {
    CertificateContent {
        serial: SerialNumber::generate(&mut SystemRandom),
        issuer: name("Racine"),
        subject: name("Camille Étienne"),
        validity: Validity::new(NOW, NOW.plus(DAY * 365)).unwrap(),
        public_key: key.public_key().clone(),
        extensions: vec![
            Extension::key_usage(&[KeyUsage::NonRepudiation, KeyUsage::DigitalSignature]),
            Extension::extended_key_usage(&[ExtendedKeyUsage::ClientAuth, ExtendedKeyUsage::DocumentSigning]),
            Extension::subject_key_identifier(key.public_key()),
            Extension::authority_key_identifier(ca.public_key()),
            Extension::certificate_policies(&["1.3.6.1.4.1.32473.10.1.1".into()]).unwrap(),
            Extension::crl_distribution_point("http://crl.sceau.example.org/a.crl").unwrap(),
            Extension::authority_information_access(
                "http://crl.sceau.example.org/a.cer",
                Some("http://ocsp.sceau.example.org/a"),
            )
            .unwrap(),
            Extension::dns_names(&["ra.sceau.example.org"]).unwrap(),
        ],
    }
}

fn leaf(ca: &SoftwareKey) -> Certificate {
    let key = SoftwareKey::generate(Curve::P256).unwrap();
    leaf_content(ca, &key).encode(Curve::P384).sign(ca).unwrap()
}

#[test]
fn openssl_verifies_the_chain() {
    let (openssl, ca) = (OpenSsl::new(), SoftwareKey::generate(Curve::P384).unwrap());
    openssl.write("root.pem", pem::encode(pem::Label::Certificate, root(&ca).der()).as_bytes());
    let leaf = leaf(&ca);
    openssl.write("leaf.pem", pem::encode(pem::Label::Certificate, leaf.der()).as_bytes());
    let at = NOW.as_seconds();
    openssl.run(&format!("verify -x509_strict -check_ss_sig -attime {at} -CAfile root.pem leaf.pem"), b"");
    let after = NOW.plus(DAY * 366).as_seconds();
    assert!(openssl.try_run(&format!("verify -attime {after} -CAfile root.pem leaf.pem"), b"").is_err());
}

#[test]
fn openssl_reads_every_field_of_a_certificate() {
    let ca = SoftwareKey::generate(Curve::P384).unwrap();
    let (openssl, leaf) = (OpenSsl::new(), leaf(&ca));
    let text = openssl.text("x509 -inform DER -noout -text -nameopt utf8,sep_comma_plus_space", leaf.der());
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    for line in [
        "Version: 3 (0x2)",
        "Signature Algorithm: ecdsa-with-SHA384",
        "Issuer: C=FR, O=Autorité d'essai, CN=Racine",
        "Subject: C=FR, O=Autorité d'essai, CN=Camille Étienne",
        "Not Before: Nov 22 20:10:00 2026 GMT",
        "Not After : Nov 22 20:10:00 2027 GMT",
        "X509v3 Key Usage: critical",
        "Digital Signature, Non Repudiation",
        "X509v3 Extended Key Usage:",
        "TLS Web Client Authentication, 1.3.6.1.5.5.7.3.36",
        "Policy: 1.3.6.1.4.1.32473.10.1.1",
        "URI:http://crl.sceau.example.org/a.crl",
        "CA Issuers - URI:http://crl.sceau.example.org/a.cer",
        "OCSP - URI:http://ocsp.sceau.example.org/a",
        "DNS:ra.sceau.example.org",
    ] {
        assert!(lines.contains(&line), "{line} is not in\n{text}");
    }
    let serial = openssl.text("x509 -inform DER -noout -serial", leaf.der());
    assert_eq!(serial.trim().to_lowercase(), format!("serial={}", leaf.serial()));
    let types = openssl.text("x509 -inform DER -noout -subject -nameopt show_type,utf8,sep_comma_plus_space", leaf.der());
    assert_eq!(types.trim(), "subject=C=PRINTABLESTRING:FR, O=UTF8STRING:Autorité d'essai, CN=UTF8STRING:Camille Étienne");
}

#[test]
fn extensions_have_the_octets_of_the_conformance_table() {
    // docs/profiles.md#certificates; the others after RFC 5280 §4.2.1.9 and RFC 6960 §4.2.2.2.1.
    use KeyUsage::{CertSign, CrlSign, DigitalSignature, NonRepudiation};
    for (usages, octets) in [
        (&[CertSign, CrlSign][..], "03020106"),
        (&[DigitalSignature], "03020780"),
        (&[NonRepudiation], "03020640"),
        (&[NonRepudiation, DigitalSignature], "030206c0"),
    ] {
        let extension = Extension::key_usage(usages);
        assert_eq!((hex::encode(extension.value).as_str(), extension.critical), (octets, true));
    }
    let authority = Extension::certificate_authority(0);
    assert_eq!((hex::encode(authority.value).as_str(), authority.critical), ("30060101ff020100", true));
    let nocheck = Extension::ocsp_nocheck();
    assert_eq!((nocheck.oid.to_string().as_str(), nocheck.critical), ("1.3.6.1.5.5.7.48.1.5", false));
    assert_eq!(nocheck.value, [0x05, 0x00]);
    let key = SoftwareKey::generate(Curve::P256).unwrap();
    let identifier = hex::encode(key.public_key().identifier());
    let authority_key = Extension::authority_key_identifier(key.public_key());
    assert_eq!(hex::encode(authority_key.value), format!("30168014{identifier}"));
}

#[test]
fn urls_and_identifiers_that_cannot_be_encoded_are_refused() {
    let text = "1.3.6.x".to_owned();
    assert_eq!(Extension::certificate_policies(std::slice::from_ref(&text)), Err(BadObjectIdentifier(text)));
    assert!(Extension::crl_distribution_point("http://sceau.example.org/é.crl").is_err());
    assert!(Extension::dns_names(&["é.sceau.example.org"]).is_err());
}

#[test]
fn a_certificate_is_parsed_to_the_content_that_was_encoded() {
    let ca = SoftwareKey::generate(Curve::P384).unwrap();
    let (root, content) = (root(&ca), root_content(&ca));
    assert_eq!((root.issuer(), root.subject()), (&content.issuer, &content.subject));
    assert_eq!((root.validity(), root.public_key()), (content.validity, &content.public_key));
    assert_eq!(root.extensions(), content.extensions);
    assert_eq!(Certificate::from_der(root.der()).as_ref(), Ok(&root));
    let leaf = leaf(&ca);
    assert!(leaf.allows(ExtendedKeyUsage::ClientAuth));
    assert!(!leaf.allows(ExtendedKeyUsage::OcspSigning));
    assert!(!root.allows(ExtendedKeyUsage::ClientAuth));
}

#[test]
fn only_the_issuer_with_that_name_and_key_signed_it() {
    let (ca, other) = (SoftwareKey::generate(Curve::P384).unwrap(), SoftwareKey::generate(Curve::P384).unwrap());
    let leaf = leaf(&ca);
    assert!(leaf.is_signed_by(&root(&ca)));
    assert!(!leaf.is_signed_by(&root(&other)), "another key");
    let mut renamed = root_content(&ca);
    renamed.subject = name("Racine 2");
    renamed.issuer = name("Racine 2");
    assert!(!leaf.is_signed_by(&renamed.encode(Curve::P384).sign(&ca).unwrap()), "another name");
}

#[test]
fn a_signature_with_another_hash_than_its_algorithm_does_not_verify() {
    let key = SoftwareKey::generate(Curve::P256).unwrap();
    let content = root_content(&key).encode(Curve::P384).der().to_vec();
    let signature = key.sign(&content).unwrap();
    let mislabelled = Signed { content, curve: Curve::P384, signature };
    let certificate = Certificate::from_der(&mislabelled.to_der()).unwrap();
    assert!(!certificate.is_signed_by(&certificate));
}

#[test]
fn a_faulty_signer_or_one_on_another_curve_is_an_error() {
    struct Faulty(SoftwareKey);
    impl Signer for Faulty {
        fn public_key(&self) -> &PublicKey {
            self.0.public_key()
        }
        fn sign(&self, _message: &[u8]) -> Result<Vec<u8>, SignError> {
            self.0.sign(b"something else")
        }
    }
    let key = SoftwareKey::generate(Curve::P256).unwrap();
    let content = root_content(&key);
    assert_eq!(content.encode(Curve::P384).sign(&key), Err(SignError));
    assert_eq!(content.encode(Curve::P256).sign(&Faulty(key)), Err(SignError));
}

#[test]
fn certificates_that_this_ca_would_not_write_are_refused() {
    let key = SoftwareKey::generate(Curve::P384).unwrap();
    let mut trailing = root(&key).der().to_vec();
    trailing.push(0);
    assert_eq!(Certificate::from_der(&trailing), Err(NotACertificate));
    let mut twice = root_content(&key);
    twice.extensions.push(twice.extensions[0].clone());
    assert_eq!(twice.encode(Curve::P384).sign(&key), Err(SignError), "an extension twice");
    // BOOLEAN FALSE spelled out where it is the default: BER, not DER (X.690 §11.5).
    let signed = Signed::sign(with_explicit_false(&key), &key).unwrap();
    assert_eq!(Certificate::from_der(&signed.to_der()), Err(NotACertificate), "FALSE spelled out");
    let inner_sha256 = Signed::sign(root_content(&key).encode(Curve::P256).der().to_vec(), &key).unwrap();
    assert_eq!(Certificate::from_der(&inner_sha256.to_der()), Err(NotACertificate), "two signature algorithms");
}

/// A TBSCertificate whose only extension spells out that it is not critical.
fn with_explicit_false(key: &SoftwareKey) -> Vec<u8> {
    let content =
        CertificateContent { extensions: vec![Extension::subject_key_identifier(key.public_key())], ..root_content(key) };
    let mut tbs = content.encode(Curve::P384).der().to_vec();
    // 2.5.29.14 at the end of [3] { SEQUENCE { SEQUENCE { OID } } }, all of short lengths.
    let oid = tbs.windows(5).position(|window| window == [0x06, 0x03, 0x55, 0x1d, 0x0e]).unwrap();
    tbs.splice(oid + 5..oid + 5, [0x01, 0x01, 0x00]);
    for length in [oid - 1, oid - 3, oid - 5] {
        tbs[length] += 3;
    }
    let whole = u16::from_be_bytes([tbs[2], tbs[3]]) + 3;
    tbs[2..4].copy_from_slice(&whole.to_be_bytes());
    tbs
}

#[test]
fn no_mutation_of_a_certificate_panics_or_keeps_its_signature() {
    let ca = SoftwareKey::generate(Curve::P384).unwrap();
    let (root, leaf) = (root(&ca), leaf(&ca));
    proptest!(|(mutations in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
               cut in any::<prop::sample::Index>(), cuts in any::<bool>())| {
        let mut mutated = leaf.der().to_vec();
        for (place, octet) in mutations {
            let place = place.index(mutated.len());
            mutated[place] = octet;
        }
        if cuts {
            mutated.truncate(cut.index(leaf.der().len()));
        }
        if let Ok(certificate) = Certificate::from_der(&mutated) {
            let _ = certificate.allows(ExtendedKeyUsage::ClientAuth);
            prop_assert_eq!(certificate.is_signed_by(&root), mutated == leaf.der());
        }
    });
}

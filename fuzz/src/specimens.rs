//! A small authority that makes the seeds (certificates, CRLs, OCSP responses), and the seeds that are text files.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use openssl::x509::X509;
use pki::certificate::{CertificateContent, ExtendedKeyUsage, Extension, KeyUsage};
use pki::crl::{CrlContent, RevokedEntry};
use pki::name::Attribute;
use pki::{Certificate, Curve, DistinguishedName, SerialNumber, Signer, SoftwareKey, Timestamp, Validity};

/// 2026-11-22T12:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_795_348_800_000);

/// An hour later.
pub(crate) const LATER: Timestamp = Timestamp::from_millis(1_795_352_400_000);

const YEAR: Duration = Duration::from_hours(365 * 24);

pub(crate) struct Authority {
    key: SoftwareKey,
    pub(crate) certificate: Certificate,
    pub(crate) holder: Certificate,
    pub(crate) responder_key: SoftwareKey,
    pub(crate) responder: Certificate,
}

impl Authority {
    pub(crate) fn certificate_of_openssl(&self) -> X509 {
        X509::from_der(self.certificate.der()).expect("OpenSSL reads the certificate")
    }
}

/// The authority of this process.
pub(crate) fn authority() -> &'static Authority {
    static AUTHORITY: LazyLock<Authority> = LazyLock::new(make);
    &AUTHORITY
}

/// A key on each curve.
pub(crate) fn keys() -> Vec<SoftwareKey> {
    [Curve::P256, Curve::P384].map(key).into()
}

fn key(curve: Curve) -> SoftwareKey {
    SoftwareKey::generate(curve).expect("a key can be drawn")
}

/// A serial number of one octet.
pub(crate) fn serial(octet: u8) -> SerialNumber {
    SerialNumber::from_magnitude(&[octet]).expect("not zero")
}

/// A CRL of the authority.
pub(crate) fn crl(entries: &[RevokedEntry]) -> Vec<u8> {
    let authority = authority();
    let issuer = authority.certificate.subject();
    let content = CrlContent { issuer, number: 7, this_update: NOW, next_update: LATER, entries };
    content.sign(&authority.key).expect("a software key signs")
}

/// The committed seeds of a target.
pub(crate) fn files(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the seeds can be listed").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a seed can be read")).collect()
}

fn make() -> Authority {
    let (key, holder_key, responder_key) = (key(Curve::P384), key(Curve::P256), key(Curve::P256));
    let name = |common_name: &str| {
        let attributes = [
            (Attribute::CountryName, "FR"),
            (Attribute::OrganizationName, "Sceau Démonstration"),
            (Attribute::CommonName, common_name),
        ];
        DistinguishedName::new(attributes.map(|(attribute, value)| (attribute, value.to_owned())).to_vec()).expect("a short name")
    };
    let issuer = name("Sceau Root");
    let certify = |octet, common_name: &str, subject: &SoftwareKey, extensions| {
        let content = CertificateContent {
            serial: serial(octet),
            issuer: issuer.clone(),
            subject: name(common_name),
            validity: Validity::new(NOW.minus(YEAR), NOW.plus(YEAR)).expect("a year before a year after"),
            public_key: subject.public_key().clone(),
            extensions,
        };
        content.encode(Curve::P384).sign(&key).expect("a software key signs")
    };
    let of_root = vec![
        Extension::certificate_authority(0),
        Extension::key_usage(&[KeyUsage::CertSign, KeyUsage::CrlSign]),
        Extension::subject_key_identifier(key.public_key()),
    ];
    let status = "http://status.sceau.example.org";
    let of_holder = vec![
        Extension::key_usage(&[KeyUsage::DigitalSignature]),
        Extension::extended_key_usage(&[ExtendedKeyUsage::ClientAuth]),
        Extension::authority_key_identifier(key.public_key()),
        Extension::subject_key_identifier(holder_key.public_key()),
        Extension::certificate_policies(&["1.3.6.1.4.1.99999.1".to_owned()]).expect("an object identifier"),
        Extension::crl_distribution_point(&format!("{status}/root.crl")).expect("ASCII"),
        Extension::authority_information_access(&format!("{status}/root.cer"), Some(&format!("{status}/ocsp"))).expect("ASCII"),
    ];
    let of_responder = vec![
        Extension::key_usage(&[KeyUsage::DigitalSignature]),
        Extension::extended_key_usage(&[ExtendedKeyUsage::OcspSigning]),
        Extension::authority_key_identifier(key.public_key()),
        Extension::ocsp_nocheck(),
    ];
    let certificate = certify(1, "Sceau Root", &key, of_root);
    let holder = certify(2, "Jeanne Invented", &holder_key, of_holder);
    let responder = certify(3, "Sceau OCSP", &responder_key, of_responder);
    Authority { key, certificate, holder, responder_key, responder }
}

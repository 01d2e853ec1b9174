//! A CA for this crate's tests, with an OpenSSL that trusts it. Its dates are fixed, so the tests do not depend on the current
//! day.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::certificate::{CertificateContent, Extension, KeyUsage};
use crate::name::Attribute;
use crate::openssl_cli::OpenSsl;
use crate::pem::{Label, encode};
use crate::{Certificate, Curve, DistinguishedName, SerialNumber, Signer, SoftwareKey, SystemRandom, Timestamp, Validity};

/// 2026-11-22T12:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_795_348_800_000);

/// Makes OpenSSL verify chains as of `NOW`.
pub(crate) const AT_NOW: &str = "-attime 1795348800";

const DAY: Duration = Duration::from_hours(24);

pub(crate) struct Hierarchy {
    pub(crate) key: SoftwareKey,
    pub(crate) ca: Certificate,
    pub(crate) openssl: OpenSsl,
    directory: PathBuf,
}

impl Hierarchy {
    /// A self-signed CA on P-384, valid from 100 days before `NOW` for ten years; OpenSSL finds it as `ca.pem`, its key as `ca.key`.
    pub(crate) fn new() -> Self {
        let key = SoftwareKey::generate(Curve::P384).unwrap();
        let name = name("Test CA");
        let mut content = content(&name, &name, &key);
        content.validity = Validity::new(NOW.minus(100 * DAY), NOW.plus(3650 * DAY)).unwrap();
        content.extensions = vec![
            Extension::certificate_authority(0),
            Extension::key_usage(&[KeyUsage::CertSign, KeyUsage::CrlSign]),
            Extension::subject_key_identifier(key.public_key()),
        ];
        let ca = content.encode(Curve::P384).sign(&key).unwrap();
        let openssl = OpenSsl::new();
        let path = openssl.write("ca.pem", encode(Label::Certificate, ca.der()).as_bytes());
        let directory = path.parent().unwrap().to_path_buf();
        let hierarchy = Self { key, ca, openssl, directory };
        hierarchy.write_key("ca", &hierarchy.key);
        hierarchy
    }

    /// A new key and its certificate, valid from a day before `NOW` until 30 days after; OpenSSL finds them as `name.pem` and `name.key`.
    pub(crate) fn certify(&self, common_name: &str, curve: Curve, extensions: Vec<Extension>) -> (SoftwareKey, Certificate) {
        let key = SoftwareKey::generate(curve).unwrap();
        let mut content = content(self.ca.subject(), &name(common_name), &key);
        content.extensions = extensions;
        content.extensions.push(Extension::authority_key_identifier(self.key.public_key()));
        let certificate = content.encode(Curve::P384).sign(&self.key).unwrap();
        self.openssl.write(&format!("{common_name}.pem"), encode(Label::Certificate, certificate.der()).as_bytes());
        self.write_key(common_name, &key);
        (key, certificate)
    }

    fn write_key(&self, name: &str, key: &SoftwareKey) {
        use secrecy::ExposeSecret;
        let pem = encode(Label::PrivateKey, key.pkcs8().expose_secret());
        self.openssl.write(&format!("{name}.key"), pem.as_bytes());
    }

    /// Everything that `openssl arguments` prints to stdout and stderr, whether it succeeds or not: where the result appears
    /// depends on the command.
    pub(crate) fn openssl_says(&self, arguments: &str) -> String {
        let output = Command::new("openssl").args(arguments.split(' ')).current_dir(&self.directory).output().unwrap();
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat()
    }

    /// A file that OpenSSL wrote.
    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.directory.join(name)).unwrap()
    }
}

fn name(common_name: &str) -> DistinguishedName {
    DistinguishedName::new(vec![
        (Attribute::CountryName, "FR".to_owned()),
        (Attribute::OrganizationName, "Sceau".to_owned()),
        (Attribute::CommonName, common_name.to_owned()),
    ])
    .unwrap()
}

fn content(issuer: &DistinguishedName, subject: &DistinguishedName, key: &SoftwareKey) -> CertificateContent {
    CertificateContent {
        serial: SerialNumber::generate(&mut SystemRandom),
        issuer: issuer.clone(),
        subject: subject.clone(),
        validity: Validity::new(NOW.minus(DAY), NOW.plus(30 * DAY)).unwrap(),
        public_key: key.public_key().clone(),
        extensions: Vec::new(),
    }
}

//! Certificates of an authority that a test has for itself.

use std::time::Duration;

use pki::certificate::{AdmittedCertificate, CertificateContent};
use pki::name::Attribute;
use pki::{Certificate, Curve, DistinguishedName, SerialNumber, Signer, SoftwareKey, SystemRandom, Timestamp, Validity};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// An authority that issues the certificates of officers or holders in a test. Every one has the same name, and a key of its own.
pub struct TestAuthority {
    key: SoftwareKey,
    certificate: Certificate,
}

impl TestAuthority {
    /// One whose certificate is valid for ten years around `now`.
    ///
    /// # Panics
    /// When the machine makes no keys.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        let key = SoftwareKey::generate(Curve::P256).expect("a key");
        let validity = Validity::new(now.minus(1825 * DAY), now.plus(1825 * DAY)).expect("it ends after it begins");
        let certificate = sign(&key, content(&name("Sceau Internal"), &key, validity));
        Self { key, certificate }
    }

    /// Its own certificate.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Certifies a new key for somebody.
    ///
    /// # Panics
    /// When the machine makes no keys.
    #[must_use]
    pub fn certify(&self, common_name: &str, validity: Validity) -> Certificate {
        let key = SoftwareKey::generate(Curve::P256).expect("a key");
        sign(&self.key, content(&name(common_name), &key, validity))
    }

    /// A certificate that admits somebody for a year from five minutes before `now`, with the proof.
    ///
    /// # Panics
    /// When the machine makes no keys.
    #[must_use]
    pub fn admit(&self, common_name: &str, now: Timestamp) -> (Certificate, AdmittedCertificate) {
        let from = now.minus(Duration::from_secs(300));
        let validity = Validity::new(from, from.plus(365 * DAY)).expect("it ends after it begins");
        let certificate = self.certify(common_name, validity);
        let admitted = AdmittedCertificate::judge(&certificate, certificate.fingerprint(), &self.certificate, now);
        (certificate, admitted.expect("it is valid now"))
    }
}

fn name(common_name: &str) -> DistinguishedName {
    DistinguishedName::new(vec![(Attribute::CommonName, common_name.to_owned())]).expect("a name")
}

fn content(subject: &DistinguishedName, key: &SoftwareKey, validity: Validity) -> CertificateContent {
    CertificateContent {
        serial: SerialNumber::generate(&mut SystemRandom),
        issuer: name("Sceau Internal"),
        subject: subject.clone(),
        validity,
        public_key: key.public_key().clone(),
        extensions: Vec::new(),
    }
}

fn sign(key: &SoftwareKey, content: CertificateContent) -> Certificate {
    content.encode(key.public_key().curve()).sign(key).expect("the key signs")
}

//! Certificates, and the lint that checks them before they are signed. OpenSSL must read what we accept with the same names, number
//! and key.

use openssl::x509::X509;
use pki::Certificate;
use pki::lint::{self, Kind};

use crate::specimens;
use crate::target::Target;

pub(crate) const TARGET: Target = Target { name: "certificate", at_most: 8 << 10, check, seeds };

const KINDS: [Kind; 8] = [
    Kind::Root,
    Kind::IssuingCa,
    Kind::NaturalPerson,
    Kind::OcspResponder,
    Kind::Staff,
    Kind::Seal,
    Kind::ServiceTls,
    Kind::InternalRoot,
];

fn check(der: &[u8]) -> bool {
    let root = specimens::authority();
    for kind in KINDS {
        // Once as the certificate and once as its issuer.
        let _ = lint::certificate(kind, der, root.certificate.der());
        let _ = lint::certificate(kind, root.certificate.der(), der);
        let without_findings = lint::certificate(kind, der, der).is_empty();
        assert!(
            !without_findings || Certificate::from_der(der).is_ok(),
            "the lint finds nothing on what is no certificate of ours"
        );
    }
    let Ok(certificate) = Certificate::from_der(der) else { return false };
    assert_eq!(certificate.der(), der);
    let theirs = X509::from_der(der).expect("OpenSSL reads the certificate");
    let serial = theirs.serial_number().to_bn().expect("OpenSSL reads the serial number").to_vec();
    assert_eq!(serial, certificate.serial().magnitude());
    assert_eq!(theirs.subject_name().to_der().expect("OpenSSL writes the subject"), certificate.subject().to_der());
    assert_eq!(theirs.issuer_name().to_der().expect("OpenSSL writes the issuer"), certificate.issuer().to_der());
    let key = theirs.public_key().expect("OpenSSL reads the key");
    assert_eq!(key.public_key_to_der().expect("OpenSSL writes the key"), certificate.public_key().spki());
    let self_signed = theirs.verify(&key).unwrap_or(false) && certificate.subject() == certificate.issuer();
    assert_eq!(certificate.is_signed_by(&certificate), self_signed);
    true
}

fn seeds() -> Vec<Vec<u8>> {
    let authority = specimens::authority();
    [&authority.certificate, &authority.holder, &authority.responder].map(|certificate| certificate.der().to_vec()).to_vec()
}

//! CRLs, and their lint. OpenSSL must read what we accept with the same entries.

use openssl::x509::X509Crl;
use pki::crl::{CertificateRevocationList, RevocationReason, RevokedEntry};
use pki::lint;

use crate::specimens::{self, NOW};
use crate::target::Target;

pub(crate) const TARGET: Target = Target { name: "crl", at_most: 8 << 10, check, seeds };

fn check(der: &[u8]) -> bool {
    let authority = specimens::authority();
    let _ = lint::crl(der, authority.certificate.der());
    let _ = lint::crl(&specimens::crl(&[]), der);
    let Ok(crl) = CertificateRevocationList::from_der(der) else { return false };
    let theirs = X509Crl::from_der(der).expect("OpenSSL reads the CRL");
    let serial =
        |entry: &openssl::x509::X509RevokedRef| entry.serial_number().to_bn().expect("OpenSSL reads the serial number").to_vec();
    let their_serials: Vec<_> = theirs.get_revoked().into_iter().flatten().map(serial).collect();
    let our_serials: Vec<_> = crl.entries.iter().map(|entry| entry.serial.magnitude()).collect();
    assert_eq!(their_serials, our_serials);
    let key = authority.certificate_of_openssl().public_key().expect("OpenSSL reads the key");
    assert_eq!(
        crl.is_signed_by(&authority.certificate),
        crl.issuer == *authority.certificate.subject() && theirs.verify(&key).unwrap_or(false)
    );
    true
}

fn seeds() -> Vec<Vec<u8>> {
    let entry = |octet, reason| RevokedEntry { serial: specimens::serial(octet), revoked_at: NOW, reason };
    let reasons = [RevocationReason::Unspecified, RevocationReason::KeyCompromise, RevocationReason::CessationOfOperation];
    let entries: Vec<_> = (1..).zip(reasons).map(|(octet, reason)| entry(octet, reason)).collect();
    vec![specimens::crl(&[]), specimens::crl(&entries)]
}

//! Certification requests. OpenSSL must read what we accept as the same request, and agree about its signature.

use openssl::x509::X509Req;
use pki::CertificationRequest;
use pki::csr::MAX_OCTETS;

use crate::specimens;
use crate::target::Target;

pub(crate) const TARGET: Target = Target { name: "request", at_most: MAX_OCTETS + 1, check, seeds };

fn check(der: &[u8]) -> bool {
    let Ok(request) = CertificationRequest::from_der(der) else { return false };
    let theirs = X509Req::from_der(der).expect("OpenSSL reads the request");
    assert_eq!(theirs.to_der().expect("OpenSSL writes the request"), der);
    let key = theirs.public_key().expect("OpenSSL reads the key");
    match request.prove() {
        Ok(proven) => {
            assert_eq!(proven.public_key().spki(), key.public_key_to_der().expect("OpenSSL writes the key"));
            assert!(theirs.verify(&key).unwrap_or(false), "OpenSSL does not verify the signature");
        }
        Err(_) => assert!(!theirs.verify(&key).unwrap_or(false), "OpenSSL verifies the signature"),
    }
    true
}

fn seeds() -> Vec<Vec<u8>> {
    specimens::keys().iter().map(|key| pki::csr::request(key).expect("a software key signs")).collect()
}

//! Valid and invalid requests made by OpenSSL.

use proptest::prelude::*;

use super::*;
use crate::SoftwareKey;
use crate::openssl_cli::OpenSsl;

/// A DER request for a new key of `key` (options of `genpkey`), made with the further `options`.
fn openssl_request(key: &str, options: &str) -> Vec<u8> {
    let openssl = OpenSsl::new();
    openssl.run(&format!("genpkey -algorithm {key} -out key.pem"), b"");
    openssl.run(&format!("req -new -key key.pem -subj /CN=Anyone -outform DER {options}"), b"")
}

fn p256_request() -> Vec<u8> {
    openssl_request("EC -pkeyopt ec_paramgen_curve:P-256", "-sha256")
}

fn refusal(der: &[u8]) -> Option<RequestError> {
    CertificationRequest::from_der(der).err()
}

#[test]
fn requests_made_by_openssl_prove_possession() {
    for (key, hash, curve) in [("P-256", "-sha256", Curve::P256), ("P-384", "-sha384", Curve::P384)] {
        let der = openssl_request(&format!("EC -pkeyopt ec_paramgen_curve:{key}"), hash);
        let proven = CertificationRequest::from_der(&der).unwrap().prove().unwrap();
        assert_eq!(proven.public_key().curve(), curve);
        assert_eq!(proven.digest(), Digest::of(&der));
    }
}

#[test]
fn openssl_verifies_our_own_requests() {
    let openssl = OpenSsl::new();
    for curve in [Curve::P256, Curve::P384] {
        let key = SoftwareKey::generate(curve).unwrap();
        let der = request(&key).unwrap();
        openssl.run("req -inform DER -verify -noout", &der);
        assert_eq!(CertificationRequest::from_der(&der).unwrap().prove().unwrap().public_key(), key.public_key());
    }
}

#[test]
fn a_broken_signature_proves_nothing() {
    let mut der = p256_request();
    // The last octet is the end of s.
    *der.last_mut().unwrap() ^= 1;
    assert_eq!(CertificationRequest::from_der(&der).unwrap().prove().err(), Some(RequestError::Possession));
}

#[test]
fn a_signature_of_another_key_proves_nothing() {
    let (der, other) = (p256_request(), p256_request());
    let mut grafted = CertificationRequest::from_der(&der).unwrap();
    grafted.public_key = CertificationRequest::from_der(&other).unwrap().public_key;
    assert_eq!(grafted.prove().err(), Some(RequestError::Possession));
}

#[test]
fn keys_that_this_ca_does_not_certify_are_refused() {
    let unknown = Some(RequestError::Key(KeyError::UnknownAlgorithm));
    assert_eq!(refusal(&openssl_request("EC -pkeyopt ec_paramgen_curve:secp256k1", "-sha256")), unknown);
    assert_eq!(refusal(&openssl_request("RSA -pkeyopt rsa_keygen_bits:2048", "-sha256")), unknown);
    assert_eq!(refusal(&openssl_request("ED25519", "")), unknown);
}

#[test]
fn a_hash_that_does_not_match_the_curve_is_refused() {
    let der = openssl_request("EC -pkeyopt ec_paramgen_curve:P-384", "-sha256");
    assert_eq!(refusal(&der), Some(RequestError::Algorithm));
}

#[test]
fn attributes_are_refused() {
    let der = openssl_request("EC -pkeyopt ec_paramgen_curve:P-256", "-addext basicConstraints=CA:TRUE");
    assert_eq!(refusal(&der), Some(RequestError::Attributes));
}

#[test]
fn trailing_bytes_and_oversized_requests_are_refused() {
    let mut der = p256_request();
    der.push(0);
    assert_eq!(refusal(&der), Some(RequestError::Malformed));
    der.resize(MAX_OCTETS, 0);
    assert_eq!(refusal(&der), Some(RequestError::Malformed), "so many octets are read");
    der.push(0);
    assert_eq!(refusal(&der), Some(RequestError::TooLarge));
}

#[test]
fn no_mutation_of_a_request_panics() {
    let der = p256_request();
    proptest!(|(mutations in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
               cut in any::<prop::sample::Index>(), cuts in any::<bool>())| {
        let mut mutated = der.clone();
        for (place, octet) in mutations {
            let place = place.index(mutated.len());
            mutated[place] = octet;
        }
        if cuts {
            mutated.truncate(cut.index(der.len()));
        }
        if let Ok(request) = CertificationRequest::from_der(&mutated) {
            prop_assert_eq!(request.prove().is_ok(), mutated == der);
        }
    });
}

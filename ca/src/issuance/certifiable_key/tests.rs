//! What a request must prove before its key is certified.

use pki::Curve;
use policies::Policies;

use super::*;

/// PKCS#8 (RFC 5958) of a P-256 key with this private scalar (RFC 5915, without its optional fields).
fn p256(scalar: &str) -> SoftwareKey {
    let prefix = "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420";
    SoftwareKey::from_pkcs8(Curve::P256, &hex::decode(format!("{prefix}{scalar}")).unwrap()).unwrap()
}

fn check(request: &[u8]) -> Result<PublicKey, NotCertifiable> {
    let policies = Policies::embedded();
    let profile = &policies.internal().staff;
    assert_eq!(profile.curve, Curve::P256);
    CertifiableKey::requested(request, profile).map(|key| key.public_key().clone())
}

#[test]
fn a_key_on_the_profiles_curve_with_proof_of_possession_may_be_certified() {
    let key = SoftwareKey::generate(Curve::P256).unwrap();
    assert_eq!(check(&pki::csr::request(&key).unwrap()), Ok(key.public_key().clone()));
}

#[test]
fn each_missing_proof_is_refused_with_its_reason() {
    let mut forged = pki::csr::request(&SoftwareKey::generate(Curve::P256).unwrap()).unwrap();
    *forged.last_mut().unwrap() ^= 1;
    assert_eq!(check(&forged), Err(NotCertifiable::Request(RequestError::Possession)));
    assert_eq!(check(b"no request"), Err(NotCertifiable::Request(RequestError::Malformed)));
    let other_curve = pki::csr::request(&SoftwareKey::generate(Curve::P384).unwrap()).unwrap();
    assert_eq!(check(&other_curve), Err(NotCertifiable::Curve));
    // RFC 9500 §2.3, testECCP256; RFC 6979 §A.2.5.
    for scalar in [
        "e6cb5bdd80aa45ae9c95e8c15476679ffec953c16851e711e743939589c64fc1",
        "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
    ] {
        let published = pki::csr::request(&p256(scalar)).unwrap();
        assert_eq!(check(&published), Err(NotCertifiable::PublishedKey), "{scalar}");
    }
}

#[test]
fn keys_of_the_zone_are_on_the_curve_of_their_profile() {
    let policies = Policies::embedded();
    let internal = policies.internal();
    for profile in [&internal.authority, &internal.service_tls, &policies.seal().profile] {
        let (key, certifiable) = CertifiableKey::generated(profile).unwrap();
        assert_eq!(key.public_key(), certifiable.public_key());
        assert_eq!(certifiable.public_key().curve(), certifiable.profile().curve);
    }
}

//! What is a key, judged by values that standards print and by keys that OpenSSL makes.

use super::*;
use crate::openssl_cli::OpenSsl;

const P256_TEST_SCALAR: &str = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";

/// A SubjectPublicKeyInfo from the scalar that a standard prints, by way of an `ECPrivateKey` (RFC 5915) without its public half.
fn derive(curve: Curve, scalar: &str) -> Vec<u8> {
    let (prefix, suffix) = match curve {
        Curve::P256 => ("303102010104 20", "a00a06082a8648ce3d030107"),
        Curve::P384 => ("303e02010104 30", "a00706052b81040022"),
    };
    let private_key = hex::decode(format!("{prefix}{scalar}{suffix}").replace(' ', "")).unwrap();
    OpenSsl::new().run("ec -inform DER -pubout -outform DER", &private_key)
}

fn generate(openssl: &OpenSsl, options: &str) -> Result<PublicKey, KeyError> {
    let private = openssl.run(&format!("genpkey -outform DER {options}"), b"");
    PublicKey::from_spki(&openssl.run("pkey -inform DER -pubout -outform DER", &private))
}

#[test]
fn keys_whose_private_half_a_standard_prints_are_known() {
    let published = [
        // RFC 9500 §2.3: testECCP256, testECCP384.
        (Curve::P256, "e6cb5bdd80aa45ae9c95e8c15476679ffec953c16851e711e743939589c64fc1"),
        (Curve::P384, "e2563328dfabf68188606b91324281c1d58a4456431b09d510b35fecc9f307ca1822846fa2671371a9a81bac0e35749d"),
        // RFC 6979 §A.2.5, §A.2.6.
        (Curve::P256, P256_TEST_SCALAR),
        (Curve::P384, "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5"),
    ];
    for (curve, scalar) in published {
        let key = PublicKey::from_spki(&derive(curve, scalar)).unwrap();
        assert_eq!(key.curve(), curve);
        assert!(key.is_published_test_key(), "{scalar}");
    }
    let fresh = generate(&OpenSsl::new(), "-algorithm EC -pkeyopt ec_paramgen_curve:P-256").unwrap();
    assert!(!fresh.is_published_test_key());
}

#[test]
fn the_signature_that_rfc_6979_prints_verifies() {
    let key = PublicKey::from_spki(&derive(Curve::P256, P256_TEST_SCALAR)).unwrap();
    // §A.2.5, SHA-256, message "sample": r and s as an Ecdsa-Sig-Value.
    let signature = hex::decode(
        "3046\
         022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716\
         022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
    )
    .unwrap();
    assert!(key.verifies(b"sample", &signature));
    assert!(!key.verifies(b"test", &signature));
    assert!(!key.verifies(b"sample", &signature[..signature.len() - 1]));
}

#[test]
fn only_named_p256_and_p384_are_dealt_with() {
    let openssl = OpenSsl::new();
    for (options, curve) in [("P-256", Curve::P256), ("P-384", Curve::P384)] {
        let key = generate(&openssl, &format!("-algorithm EC -pkeyopt ec_paramgen_curve:{options}")).unwrap();
        assert_eq!(key.curve(), curve);
        assert_eq!(PublicKey::from_point(curve, key.point()).as_ref(), Ok(&key));
    }
    for options in [
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-521",
        "-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1",
        "-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit",
        "-algorithm ED25519",
        "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
    ] {
        assert_eq!(generate(&openssl, options), Err(KeyError::UnknownAlgorithm), "{options}");
    }
}

#[test]
fn a_point_is_uncompressed_and_on_its_curve() {
    let spki = derive(Curve::P256, P256_TEST_SCALAR);
    let compressed = OpenSsl::new().run("ec -pubin -inform DER -conv_form compressed -pubout -outform DER", &spki);
    assert_ne!(compressed, spki);
    assert_eq!(PublicKey::from_spki(&compressed), Err(KeyError::BadPoint));
    let key = PublicKey::from_spki(&spki).unwrap();
    let mut off_curve = key.point().to_vec();
    off_curve[64] ^= 1;
    assert_eq!(PublicKey::from_point(Curve::P256, &off_curve), Err(KeyError::BadPoint));
    assert_eq!(PublicKey::from_point(Curve::P384, key.point()), Err(KeyError::BadPoint));
    assert_eq!(PublicKey::from_point(Curve::P256, &[0]), Err(KeyError::BadPoint));
    assert_eq!(PublicKey::from_point(Curve::P256, &spki), Err(KeyError::BadPoint));
}

#[test]
fn bytes_behind_a_key_are_refused() {
    let mut spki = derive(Curve::P256, P256_TEST_SCALAR);
    spki.push(0);
    assert_eq!(PublicKey::from_spki(&spki), Err(KeyError::Malformed));
}

#[test]
fn the_hashes_of_a_key_are_those_of_its_point() {
    let openssl = OpenSsl::new();
    let key = PublicKey::from_spki(&derive(Curve::P384, &"17".repeat(48))).unwrap();
    let sha1 = openssl.run("dgst -sha1 -binary", key.point());
    let sha256 = openssl.run("dgst -sha256 -binary", key.point());
    assert_eq!(key.sha1().as_slice(), sha1);
    assert_eq!(key.sha256().as_slice(), sha256);
    // RFC 7093 §2 method 1: the leftmost 160 bits.
    assert_eq!(key.identifier().as_slice(), &sha256[..20]);
}

#[test]
fn another_algorithm_is_refused_even_with_a_named_curve() {
    let spki = hex::encode(derive(Curve::P256, P256_TEST_SCALAR));
    // 1.2.840.10045.2.2 in the place of id-ecPublicKey.
    let other = hex::decode(spki.replacen("2a8648ce3d0201", "2a8648ce3d0202", 1)).unwrap();
    assert_eq!(PublicKey::from_spki(&other), Err(KeyError::UnknownAlgorithm));
}

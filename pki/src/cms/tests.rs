//! Signed messages verified by OpenSSL.

use secrecy::ExposeSecret;

use super::*;
use crate::certificate::{Extension, KeyUsage};
use crate::hierarchy::{AT_NOW, Hierarchy, NOW};

const CONTENT: &[u8] = b"the seal's words\n";

#[test]
fn openssl_verifies_both_curves_and_the_signing_certificate_attribute() {
    let hierarchy = Hierarchy::new();
    for (curve, hash) in [(Curve::P256, "sha256"), (Curve::P384, "sha384")] {
        let (key, certificate) = hierarchy.certify("seal", curve, vec![Extension::key_usage(&[KeyUsage::NonRepudiation])]);
        let message = sign_enclosed(CONTENT, &key, &certificate, std::slice::from_ref(&hierarchy.ca), NOW).unwrap();
        hierarchy.openssl.write("message", &message);
        // -cades compares signingCertificateV2 with the signer's certificate.
        let verify = format!("cms -verify -cades -inform DER -in message -purpose any -CAfile ca.pem {AT_NOW}");
        assert_eq!(hierarchy.openssl.run(&verify, b""), CONTENT);

        let said = hierarchy.openssl_says("cms -cmsout -print -inform DER -in message -noout");
        let algorithm = format!("algorithm: ecdsa-with-{} ", hash.to_uppercase());
        assert!(said.contains(&algorithm), "{said}");
        assert_eq!(said.matches(&format!("algorithm: {hash} (")).count(), 2, "{said}");
        assert!(said.contains("UTCTIME:Nov 22 12:00:00 2026 GMT"), "{said}");
        assert_eq!(said.matches("d.certificate:").count(), 2, "{said}");
    }
}

#[test]
fn openssl_refuses_changed_content_and_an_unknown_issuer() {
    let (hierarchy, stranger) = (Hierarchy::new(), Hierarchy::new());
    let (key, certificate) = hierarchy.certify("seal", Curve::P256, Vec::new());
    let mut message = sign_enclosed(CONTENT, &key, &certificate, &[], NOW).unwrap();
    let verify = format!("cms -verify -inform DER -in message -purpose any -CAfile ca.pem {AT_NOW}");
    stranger.openssl.write("message", &message);
    assert!(stranger.openssl.try_run(&verify, b"").unwrap_err().contains("certificate verify error"));

    let place = message.windows(CONTENT.len()).position(|octets| octets == CONTENT).unwrap();
    message[place] ^= 1;
    hierarchy.openssl.write("message", &message);
    assert!(hierarchy.openssl.try_run(&verify, b"").unwrap_err().contains("verification failure"));
}

#[test]
fn a_certificate_of_another_key_is_refused() {
    let hierarchy = Hierarchy::new();
    let (key, _) = hierarchy.certify("seal", Curve::P256, Vec::new());
    let (_, other) = hierarchy.certify("other", Curve::P256, Vec::new());
    assert_eq!(sign_enclosed(CONTENT, &key, &other, &[], NOW), Err(SignError));
}

#[test]
fn content_enclosed_by_openssl_is_read_and_a_detached_signature_has_none() {
    let hierarchy = Hierarchy::new();
    let (key, certificate) = hierarchy.certify("seal", Curve::P256, Vec::new());
    hierarchy.openssl.write("key.pem", crate::pem::encode(crate::pem::Label::PrivateKey, key.pkcs8().expose_secret()).as_bytes());
    hierarchy.openssl.write("seal.pem", crate::pem::encode(crate::pem::Label::Certificate, certificate.der()).as_bytes());
    let sign = "cms -sign -binary -signer seal.pem -inkey key.pem -md sha256 -outform DER";
    let enclosed = hierarchy.openssl.run(&format!("{sign} -nodetach"), CONTENT);
    assert_eq!(enclosed_content(&enclosed), Ok(CONTENT.to_vec()));
    assert_eq!(enclosed_content(&hierarchy.openssl.run(sign, CONTENT)), Err(NothingEnclosed));
    assert_eq!(enclosed_content(certificate.der()), Err(NothingEnclosed));
}

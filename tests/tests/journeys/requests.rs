//! Certification requests made by OpenSSL, most of which a CA must refuse.

use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::stack::Stack;
use openssl::x509::X509ReqBuilder;
use openssl::x509::extension::SubjectAlternativeName;

/// Generates a key on a named curve.
pub(super) fn on_curve(curve: Nid) -> PKey<Private> {
    let group = EcGroup::from_curve_name(curve).expect("OpenSSL knows the curve");
    PKey::from_ec_key(EcKey::generate(&group).expect("a key")).expect("a key")
}

/// Generates an RSA key.
pub(super) fn rsa() -> PKey<Private> {
    PKey::from_rsa(Rsa::generate(3072).expect("a key")).expect("a key")
}

/// The key pair that RFC 9500 §2.3 publishes as testECCP256.
pub(super) fn published() -> PKey<Private> {
    const PEM: &str = "-----BEGIN EC PRIVATE KEY-----\n\
        MHcCAQEEIObLW92AqkWunJXowVR2Z5/+yVPBaFHnEedDk5WJxk/BoAoGCCqGSM49\n\
        AwEHoUQDQgAEQiVI+I+3gv+17KN0RFLHKh5Vj71vc75eSOkyMsxFxbFsTNEMTLjV\n\
        uKFxOelIgsiZJXKZNCX0FBmrfpCkKklCcg==\n\
        -----END EC PRIVATE KEY-----\n";
    PKey::private_key_from_pem(PEM.as_bytes()).expect("the key of the RFC")
}

/// A valid request for `key`.
pub(super) fn plain(key: &PKey<Private>) -> Vec<u8> {
    made_for(key, key, |_| {})
}

/// A request for one key signed with another: an attempt to have another person's key certified.
pub(super) fn for_anothers_key(named: &PKey<Private>, signing: &PKey<Private>) -> Vec<u8> {
    made_for(named, signing, |_| {})
}

/// A request with a host name as extension.
pub(super) fn with_attributes(key: &PKey<Private>) -> Vec<u8> {
    made_for(key, key, |request| {
        let name = SubjectAlternativeName::new().dns("sceau.example.org").build(&request.x509v3_context(None));
        let mut extensions = Stack::new().expect("a stack");
        extensions.push(name.expect("an extension")).expect("room");
        request.add_extensions(&extensions).expect("an attribute");
    })
}

/// A request with one bit of its signature inverted.
pub(super) fn with_broken_signature(key: &PKey<Private>) -> Vec<u8> {
    let mut der = plain(key);
    // The last octet belongs to the signature's second number.
    *der.last_mut().expect("a request is not empty") ^= 1;
    der
}

fn made_for(named: &PKey<Private>, signing: &PKey<Private>, add: impl FnOnce(&mut X509ReqBuilder)) -> Vec<u8> {
    let mut request = X509ReqBuilder::new().expect("a builder");
    request.set_version(0).expect("version 1");
    request.set_pubkey(named).expect("a key");
    add(&mut request);
    request.sign(signing, MessageDigest::sha256()).expect("the key signs");
    request.build().to_der().expect("DER")
}

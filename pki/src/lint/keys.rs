//! Rules for keys and algorithms: the curve that the kind requires, the signature algorithm of the issuer's key, key
//! identifiers.

use const_oid::db::rfc5280::{ID_CE_AUTHORITY_KEY_IDENTIFIER, ID_CE_SUBJECT_KEY_IDENTIFIER};

use super::element::{Element, INTEGER, OCTET_STRING, SEQUENCE, context};
use super::envelope::Certificate;
use super::finding::{Finding, Rule};
use crate::{Curve, PublicKey};

const PUBLIC_KEY: Rule = Rule::must("public-key", "RFC 5480 §2; TS 119 312 §7.3");
const KEY_CURVE: Rule = Rule::must("key-curve", "TS 119 312 §8.4; docs/profiles.md#keys-and-algorithms");
const KEY_OF_ITS_ISSUER: Rule = Rule::must("key-of-its-issuer", "RGS A2 III.3: a key pair is certified once");
const SIGNATURE_ALGORITHM: Rule = Rule::must("signature-algorithm", "RFC 5280 §4.1.1.2; RFC 5758 §3.2; TS 119 312 §7.3");
const SIGNATURE_FORM: Rule = Rule::must("signature-form", "RFC 3279 §2.2.3");
const SUBJECT_KEY_IDENTIFIER: Rule = Rule::must("subject-key-identifier", "RFC 5280 §4.2.1.2; RFC 7093 §2, method 1");
const AUTHORITY_KEY_IDENTIFIER: Rule = Rule::must("authority-key-identifier", "RFC 5280 §4.2.1.1; docs/profiles.md#common-rules");

/// The AlgorithmIdentifiers of ecdsa-with-SHA256 and ecdsa-with-SHA384, parameters absent.
const ECDSA_WITH_SHA256: [u8; 12] = [0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const ECDSA_WITH_SHA384: [u8; 12] = [0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03];

/// Checks the certified key and its identifier.
pub(super) fn check_subject_key(certificate: &Certificate<'_>, issuer: &Certificate<'_>, curve: Curve) -> Vec<Finding> {
    let key = match PublicKey::from_spki(certificate.public_key) {
        Ok(key) => key,
        Err(error) => return vec![PUBLIC_KEY.broken(error.to_string())],
    };
    let mut findings = Vec::new();
    if key.curve() != curve {
        findings.push(KEY_CURVE.broken(format!("{:?} where {curve:?} is due", key.curve())));
    }
    if certificate.public_key == issuer.public_key && certificate.subject != issuer.subject {
        findings.push(KEY_OF_ITS_ISSUER.broken("certifies the key of its issuer under another name"));
    }
    let identifier = certificate.extension(ID_CE_SUBJECT_KEY_IDENTIFIER);
    if identifier.is_some_and(|value| key_identifier(value) != Some(key.identifier().as_slice())) {
        findings.push(SUBJECT_KEY_IDENTIFIER.broken("not the left 160 bits of the key's SHA-256"));
    }
    findings
}

/// Checks the algorithm identifiers and the format of the signature on a certificate or CRL against the issuer's key.
pub(super) fn check_signature(inner: &[u8], outer: &[u8], signature: &[u8], issuer: &Certificate<'_>) -> Vec<Finding> {
    let curve = match PublicKey::from_spki(issuer.public_key) {
        Ok(key) => key.curve(),
        Err(error) => return vec![PUBLIC_KEY.broken(format!("the issuer's: {error}"))],
    };
    let (algorithm, scalar) = match curve {
        Curve::P256 => (ECDSA_WITH_SHA256, 32),
        Curve::P384 => (ECDSA_WITH_SHA384, 48),
    };
    let mut findings = Vec::new();
    if inner != algorithm || outer != algorithm {
        findings.push(SIGNATURE_ALGORITHM.broken(format!("not ECDSA with the hash of {curve:?}, inside and outside")));
    }
    if !is_ecdsa_signature(signature, scalar) {
        findings.push(SIGNATURE_FORM.broken(format!("not two positive numbers of at most {scalar} octets")));
    }
    findings
}

/// Checks the value of an authorityKeyIdentifier: only keyIdentifier, equal to the issuer's subjectKeyIdentifier.
pub(super) fn check_authority_key_identifier(value: &[u8], issuer: &Certificate<'_>) -> Option<Finding> {
    let named =
        Element::only(value).and_then(|element| element.only_child(SEQUENCE)).and_then(|child| child.content_of(context(0)));
    let expected = issuer.extension(ID_CE_SUBJECT_KEY_IDENTIFIER).and_then(key_identifier);
    (named.is_none() || named != expected)
        .then(|| AUTHORITY_KEY_IDENTIFIER.broken("not the keyIdentifier alone, equal to the issuer's subjectKeyIdentifier"))
}

/// The same for a certificate, if it has one.
pub(super) fn check_authority(certificate: &Certificate<'_>, issuer: &Certificate<'_>) -> Option<Finding> {
    check_authority_key_identifier(certificate.extension(ID_CE_AUTHORITY_KEY_IDENTIFIER)?, issuer)
}

fn key_identifier(value: &[u8]) -> Option<&[u8]> {
    Element::only(value)?.content_of(OCTET_STRING)
}

fn is_ecdsa_signature(signature: &[u8], scalar: usize) -> bool {
    let numbers = Element::only(signature).and_then(|element| element.children(SEQUENCE));
    let Some([r, s]) = numbers.as_deref() else { return false };
    [r, s].into_iter().all(|number| match number.content_of(INTEGER) {
        Some([0]) | None => false,
        Some([0, rest @ ..]) => rest.len() <= scalar,
        Some([first, rest @ ..]) => *first < 0x80 && rest.len() < scalar,
        Some([]) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(numbers: &[&[u8]]) -> Vec<u8> {
        let element = |tag: u8, content: &[u8]| [&[tag, u8::try_from(content.len()).unwrap()], content].concat();
        element(SEQUENCE, &numbers.iter().map(|number| element(INTEGER, number)).collect::<Vec<_>>().concat())
    }

    /// RFC 3279 §2.2.3, for a curve whose scalars have 32 octets; X.690 §8.3 puts a zero before a first bit that is set.
    #[test]
    fn a_signature_is_two_positive_numbers_no_longer_than_a_scalar() {
        let with_zero = |length: usize| [&[0][..], &vec![0xff; length]].concat();
        let good: [&[u8]; 4] = [&[1], &[0x7f; 32], &with_zero(32), &with_zero(1)];
        let bad: [&[u8]; 6] = [&[], &[0], &[0x80], &[0xff; 32], &[0x7f; 33], &with_zero(33)];
        for number in good {
            assert!(is_ecdsa_signature(&signature(&[number, &[1]]), 32), "{number:02x?}");
        }
        for number in bad {
            assert!(!is_ecdsa_signature(&signature(&[number, &[1]]), 32), "r {number:02x?}");
            assert!(!is_ecdsa_signature(&signature(&[&[1], number]), 32), "s {number:02x?}");
        }
        for count in [0, 1, 3] {
            assert!(!is_ecdsa_signature(&signature(&vec![&[1][..]; count]), 32), "{count} numbers");
        }
        assert!(!is_ecdsa_signature(&[NULL_OCTETS, &signature(&[&[1], &[1]])].concat(), 32), "two elements");
    }

    const NULL_OCTETS: &[u8] = &[0x05, 0x00];
}

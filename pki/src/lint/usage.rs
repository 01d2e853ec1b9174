//! Rules for basicConstraints, keyUsage and extKeyUsage.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{
    ID_CE_BASIC_CONSTRAINTS, ID_CE_EXT_KEY_USAGE, ID_CE_KEY_USAGE, ID_KP_CLIENT_AUTH, ID_KP_EMAIL_PROTECTION, ID_KP_OCSP_SIGNING,
    ID_KP_SERVER_AUTH,
};

use super::element::{Element, SEQUENCE};
use super::envelope::Certificate;
use super::finding::{Finding, Rule};

const KEY_USAGE: Rule =
    Rule::must("key-usage", "RFC 5280 §4.2.1.3; EN 319 412-2 NAT-4.3.2-1; RGS A4 II.2.2; docs/profiles.md#certificates");
const MIXED_KEY_USAGE: Rule = Rule::should("mixed-key-usage", "EN 319 412-2 NAT-4.3.2-1");
const EXTENDED_KEY_USAGE: Rule =
    Rule::must("extended-key-usage", "RFC 5280 §4.2.1.12; RFC 6960 §4.2.2.2; docs/profiles.md#certificates");
const BASIC_CONSTRAINTS: Rule =
    Rule::must("basic-constraints", "RFC 5280 §4.2.1.9; RGS A4 II.1.2; docs/profiles.md#certificates");
const ISSUER_IS_NO_CA: Rule = Rule::must("issuer-is-no-ca", "RFC 5280 §4.2.1.3, §4.2.1.9");

/// id-kp-documentSigning (RFC 9336).
const ID_KP_DOCUMENT_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.36");

/// The DER of the keyUsage values that certificates have (docs/profiles.md#certificates).
const CERT_SIGN_AND_CRL_SIGN: &[u8] = &[0x03, 0x02, 0x01, 0x06];
const DIGITAL_SIGNATURE: &[u8] = &[0x03, 0x02, 0x07, 0x80];
const NON_REPUDIATION: &[u8] = &[0x03, 0x02, 0x06, 0x40];
const NON_REPUDIATION_AND_DIGITAL_SIGNATURE: &[u8] = &[0x03, 0x02, 0x06, 0xc0];

/// A keyUsage and the extended key usages that go with it.
pub(super) struct Usage {
    key_usage: &'static [u8],
    extended: &'static [ObjectIdentifier],
}

/// A CA: certificates and CRLs, no extended key usage.
pub(super) const AUTHORITY: &[Usage] = &[Usage { key_usage: CERT_SIGN_AND_CRL_SIGN, extended: &[] }];

/// A holder: type B of EN 319 412-2 table 1, or by a change of data A (signing only) or C (authentication only).
pub(super) const NATURAL_PERSON: &[Usage] = &[
    Usage {
        key_usage: NON_REPUDIATION_AND_DIGITAL_SIGNATURE,
        extended: &[ID_KP_CLIENT_AUTH, ID_KP_EMAIL_PROTECTION, ID_KP_DOCUMENT_SIGNING],
    },
    Usage { key_usage: NON_REPUDIATION, extended: &[ID_KP_DOCUMENT_SIGNING] },
    Usage { key_usage: DIGITAL_SIGNATURE, extended: &[ID_KP_CLIENT_AUTH] },
];

/// An OCSP responder.
pub(super) const OCSP_RESPONDER: &[Usage] = &[Usage { key_usage: DIGITAL_SIGNATURE, extended: &[ID_KP_OCSP_SIGNING] }];

/// Staff.
pub(super) const STAFF: &[Usage] = &[Usage { key_usage: DIGITAL_SIGNATURE, extended: &[ID_KP_CLIENT_AUTH] }];

/// The service seal.
pub(super) const SEAL: &[Usage] = &[Usage { key_usage: NON_REPUDIATION, extended: &[ID_KP_DOCUMENT_SIGNING] }];

/// A server, which may also be a client.
pub(super) const SERVICE_TLS: &[Usage] = &[
    Usage { key_usage: DIGITAL_SIGNATURE, extended: &[ID_KP_SERVER_AUTH] },
    Usage { key_usage: DIGITAL_SIGNATURE, extended: &[ID_KP_SERVER_AUTH, ID_KP_CLIENT_AUTH] },
];

/// Checks that keyUsage and extKeyUsage are one of `allowed`.
pub(super) fn check(certificate: &Certificate<'_>, allowed: &[Usage]) -> Vec<Finding> {
    let Some(key_usage) = certificate.extension(ID_CE_KEY_USAGE) else {
        return Vec::new();
    };
    let candidates: Vec<&Usage> = allowed.iter().filter(|usage| usage.key_usage == key_usage).collect();
    if candidates.is_empty() {
        return vec![KEY_USAGE.broken("other bits than this kind of certificate has")];
    }
    let mut findings = Vec::new();
    if key_usage == NON_REPUDIATION_AND_DIGITAL_SIGNATURE {
        findings.push(MIXED_KEY_USAGE.broken("nonRepudiation and digitalSignature (type B)"));
    }
    if let Some(extended) = certificate.extension(ID_CE_EXT_KEY_USAGE) {
        let purposes = read_purposes(extended).unwrap_or_default();
        if !candidates.iter().any(|usage| is_same_set(&purposes, usage.extended)) {
            findings.push(EXTENDED_KEY_USAGE.broken("other purposes than this keyUsage has in this kind of certificate"));
        }
    }
    findings
}

/// Checks the basicConstraints of a CA with this path length.
pub(super) fn check_constraints(certificate: &Certificate<'_>, path_length: u8) -> Option<Finding> {
    let value = certificate.extension(ID_CE_BASIC_CONSTRAINTS)?;
    (value != authority_constraints(path_length))
        .then(|| BASIC_CONSTRAINTS.broken(format!("not a CA with the path length {path_length}")))
}

/// Checks that the issuer is a CA that may issue this certificate. CAs have a path length of 1 or 0; certifying a CA needs 1.
pub(super) fn check_issuer(issuer: &Certificate<'_>, issues_authorities: bool) -> Option<Finding> {
    let constraints = issuer.extension(ID_CE_BASIC_CONSTRAINTS).unwrap_or_default();
    let may = constraints == authority_constraints(1) || (constraints == authority_constraints(0) && !issues_authorities);
    let signs = issuer.extension(ID_CE_KEY_USAGE) == Some(CERT_SIGN_AND_CRL_SIGN);
    (!may || !signs).then(|| ISSUER_IS_NO_CA.broken("the issuer is no CA that may issue such a certificate"))
}

const fn authority_constraints(path_length: u8) -> [u8; 8] {
    [0x30, 0x06, 0x01, 0x01, 0xff, 0x02, 0x01, path_length]
}

fn read_purposes(value: &[u8]) -> Option<Vec<ObjectIdentifier>> {
    Element::only(value)?.children(SEQUENCE)?.iter().map(Element::object_identifier).collect()
}

fn is_same_set(found: &[ObjectIdentifier], expected: &[ObjectIdentifier]) -> bool {
    found.len() == expected.len() && expected.iter().all(|purpose| found.contains(purpose))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_are_compared_as_a_set() {
        let (one, other) = (ID_KP_CLIENT_AUTH, ID_KP_SERVER_AUTH);
        assert!(is_same_set(&[], &[]) && is_same_set(&[one, other], &[other, one]));
        for (found, expected) in [
            (&[one][..], &[][..]),
            (&[], &[one]),
            (&[one], &[other]),
            (&[one, other], &[one]),
            (&[one], &[one, other]),
            (&[one, one], &[one, other]),
        ] {
            assert!(!is_same_set(found, expected), "{found:?} {expected:?}");
        }
    }
}

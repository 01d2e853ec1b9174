//! Rules for extensions, key usages and policies.

use super::{
    ALTERNATIVE_NAME, ANY_POLICY, AUTHORITY_KEY, BASIC_CONSTRAINTS, Broken, CODE_SIGNING, CPS, DISTRIBUTION_POINTS,
    EXTENDED_USAGE, EXTENSIONS, INFORMATION_ACCESS, INHIBIT_ANY_POLICY, ISSUER_ALTERNATIVE_NAME, KEY_USAGE, NAME_CONSTRAINTS,
    NOCHECK, PERSON, POLICIES, POLICY_CONSTRAINTS, QC_STATEMENTS, SUBJECT_KEY, TIME_STAMPING, UNKNOWN, broken, extension,
    flip_criticality, key_usage, more_extension, set, value, without_extension,
};
use crate::tree::Node;

pub(super) const PRESENCE: &[Broken] = &[
    broken(PERSON, "keyUsage not critical", "extension-criticality", |it| flip_criticality(it, KEY_USAGE)),
    broken(PERSON, "subjectKeyIdentifier critical", "extension-criticality", |it| flip_criticality(it, SUBJECT_KEY)),
    broken(PERSON, "authorityKeyIdentifier critical", "extension-criticality", |it| flip_criticality(it, AUTHORITY_KEY)),
    broken(PERSON, "certificatePolicies critical", "extension-criticality", |it| flip_criticality(it, POLICIES)),
    broken(PERSON, "extKeyUsage critical", "extension-criticality", |it| flip_criticality(it, EXTENDED_USAGE)),
    broken(PERSON, "cRLDistributionPoints critical", "extension-criticality", |it| flip_criticality(it, DISTRIBUTION_POINTS)),
    broken(PERSON, "authorityInfoAccess critical", "extension-criticality", |it| flip_criticality(it, INFORMATION_ACCESS)),
    broken("issuing CA", "basicConstraints not critical", "extension-criticality", |it| flip_criticality(it, BASIC_CONSTRAINTS)),
    broken("OCSP responder", "nocheck critical", "extension-criticality", |it| flip_criticality(it, NOCHECK)),
    broken(PERSON, "no keyUsage", "extension-missing", |it| without_extension(it, KEY_USAGE)),
    broken(PERSON, "no subjectKeyIdentifier", "extension-missing", |it| without_extension(it, SUBJECT_KEY)),
    broken(PERSON, "no authorityKeyIdentifier", "extension-missing", |it| without_extension(it, AUTHORITY_KEY)),
    broken("root", "no authorityKeyIdentifier", "extension-missing", |it| without_extension(it, AUTHORITY_KEY)),
    broken(PERSON, "no certificatePolicies", "extension-missing", |it| without_extension(it, POLICIES)),
    broken(PERSON, "no cRLDistributionPoints", "extension-missing", |it| without_extension(it, DISTRIBUTION_POINTS)),
    broken(PERSON, "no authorityInfoAccess", "extension-missing", |it| without_extension(it, INFORMATION_ACCESS)),
    broken("root", "no basicConstraints", "extension-missing", |it| without_extension(it, BASIC_CONSTRAINTS)),
    broken("OCSP responder", "no nocheck", "extension-missing", |it| without_extension(it, NOCHECK)),
    broken("service TLS", "no subjectAltName", "extension-missing", |it| without_extension(it, ALTERNATIVE_NAME)),
    broken(PERSON, "keyUsage twice", "extension-duplicate", |it| {
        let again = extension(it, KEY_USAGE).clone();
        it.at(&EXTENSIONS).nodes().push(again);
    }),
    broken(PERSON, "unknown extension", "extension-forbidden", |it| more_extension(it, UNKNOWN, Node::primitive(0x05, []))),
    broken(PERSON, "basicConstraints of a leaf", "extension-forbidden", |it| {
        more_extension(it, BASIC_CONSTRAINTS, Node::constructed(0x30, []));
    }),
    broken(PERSON, "pathLen in a leaf", "extension-forbidden", |it| {
        more_extension(it, BASIC_CONSTRAINTS, Node::constructed(0x30, [Node::primitive(0x02, [0])]));
    }),
    broken(PERSON, "a leaf that is a CA", "extension-forbidden", |it| {
        more_extension(it, BASIC_CONSTRAINTS, Node::constructed(0x30, [Node::primitive(0x01, [0xff])]));
    }),
    broken(PERSON, "nameConstraints", "extension-forbidden", |it| {
        more_extension(it, NAME_CONSTRAINTS, Node::constructed(0x30, []))
    }),
    broken(PERSON, "policyConstraints", "extension-forbidden", |it| {
        more_extension(it, POLICY_CONSTRAINTS, Node::constructed(0x30, [Node::primitive(0x80, [0])]));
    }),
    broken(PERSON, "inhibitAnyPolicy", "extension-forbidden", |it| {
        more_extension(it, INHIBIT_ANY_POLICY, Node::primitive(0x02, [0]))
    }),
    broken(PERSON, "issuerAltName", "extension-forbidden", |it| {
        more_extension(it, ISSUER_ALTERNATIVE_NAME, Node::constructed(0x30, [Node::primitive(0x82, "ca.local")]));
    }),
    broken(PERSON, "e-mail address of an internal domain", "extension-forbidden", |it| {
        more_extension(it, ALTERNATIVE_NAME, Node::constructed(0x30, [Node::primitive(0x81, "zoe@expert.local")]));
    }),
    broken(PERSON, "qCStatements", "extension-forbidden", |it| more_extension(it, QC_STATEMENTS, Node::constructed(0x30, []))),
    broken("OCSP responder", "status of a responder", "extension-forbidden", |it| {
        more_extension(it, INFORMATION_ACCESS, Node::constructed(0x30, []));
    }),
];

pub(super) const USAGE: &[Broken] = &[
    broken(PERSON, "no bits", "key-usage", |it| key_usage(it, [0, 0])),
    broken(PERSON, "certSign", "key-usage", |it| key_usage(it, [2, 0x04])),
    broken(PERSON, "nR and dS and keyEncipherment", "key-usage", |it| key_usage(it, [5, 0xe0])),
    broken(PERSON, "keyAgreement", "key-usage", |it| key_usage(it, [3, 0x08])),
    broken(PERSON, "nR and certSign", "key-usage", |it| key_usage(it, [2, 0x44])),
    broken(PERSON, "dS alone for signing", "extended-key-usage", |it| key_usage(it, [7, 0x80])),
    broken(PERSON, "padding that is not zero", "strict-der", |it| key_usage(it, [6, 0xc1])),
    broken(PERSON, "a zero bit behind the last", "key-usage", |it| key_usage(it, [5, 0xc0])),
    broken("seal", "dS", "key-usage", |it| key_usage(it, [7, 0x80])),
    broken("OCSP responder", "nR", "key-usage", |it| key_usage(it, [6, 0x40])),
    broken("issuing CA", "certSign alone", "key-usage", |it| key_usage(it, [2, 0x04])),
    broken("issuing CA", "crlSign alone", "key-usage", |it| key_usage(it, [1, 0x02])),
    broken(PERSON, "codeSigning as well", "extended-key-usage", |it| {
        value(it, EXTENDED_USAGE).nodes().push(Node::primitive(0x06, CODE_SIGNING));
    }),
    broken(PERSON, "timeStamping not critical", "extended-key-usage", |it| {
        value(it, EXTENDED_USAGE).nodes().push(Node::primitive(0x06, TIME_STAMPING));
    }),
    broken(PERSON, "no extended key usage at all", "extended-key-usage", |it| value(it, EXTENDED_USAGE).nodes().clear()),
    broken("OCSP responder", "another purpose", "extended-key-usage", |it| {
        set(value(it, EXTENDED_USAGE).at(&[0]), 0x06, CODE_SIGNING);
    }),
    broken("issuing CA", "path length 1", "basic-constraints", |it| set(value(it, BASIC_CONSTRAINTS).at(&[1]), 0x02, [1])),
    broken("issuing CA", "no path length", "basic-constraints", |it| {
        value(it, BASIC_CONSTRAINTS).nodes().pop();
    }),
    broken("issuing CA", "no CA", "basic-constraints", |it| value(it, BASIC_CONSTRAINTS).nodes().clear()),
    broken("root", "path length 0", "basic-constraints", |it| set(value(it, BASIC_CONSTRAINTS).at(&[1]), 0x02, [0])),
    broken(PERSON, "a policy twice", "policy-duplicate", |it| {
        let again = value(it, POLICIES).at(&[0]).clone();
        value(it, POLICIES).nodes().push(again);
    }),
    broken(PERSON, "anyPolicy", "policy-any", |it| set(value(it, POLICIES).at(&[0, 0]), 0x06, ANY_POLICY)),
    broken(PERSON, "a policy that the issuer lacks", "policy-not-of-issuer", |it| {
        set(value(it, POLICIES).at(&[0, 0]), 0x06, UNKNOWN)
    }),
    broken(PERSON, "a qualifier", "policies-shape", |it| {
        let parts = [Node::primitive(0x06, CPS), Node::primitive(0x16, "https://localhost/cps")];
        let qualifiers = Node::constructed(0x30, [Node::constructed(0x30, parts)]);
        value(it, POLICIES).at(&[0]).nodes().push(qualifiers);
    }),
    broken("root", "a policy instead of any", "policy-any", |it| set(value(it, POLICIES).at(&[0, 0]), 0x06, UNKNOWN)),
    broken("OCSP responder", "nocheck of another value", "ocsp-nocheck", |it| set(value(it, NOCHECK), 0x01, [0xff])),
];

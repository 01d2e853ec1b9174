//! Rules of the envelope, the validity and the keys.

use super::{
    AUTHORITY_KEY, Broken, INNER_ALGORITHM, KEY_USAGE, NOT_AFTER, NOT_BEFORE, PERSON, PUBLIC_KEY, SERIAL, SUBJECT_KEY, broken,
    ecdsa, extension, set, value,
};
use crate::tree::Node;

pub(super) const ENVELOPE: &[Broken] = &[
    broken(PERSON, "no version", "certificate-version", |it| {
        it.at(&[0]).nodes().remove(0);
    }),
    broken(PERSON, "version 2", "certificate-version", |it| set(it.at(&[0, 0, 0]), 0x02, [1])),
    broken(PERSON, "issuerUniqueID", "unique-identifier", |it| it.at(&[0]).nodes().insert(7, Node::primitive(0x81, [0, 1]))),
    broken(PERSON, "subjectUniqueID", "unique-identifier", |it| it.at(&[0]).nodes().insert(7, Node::primitive(0x82, [0, 1]))),
    broken(PERSON, "no extensions", "extensions-absent", |it| {
        it.at(&[0]).nodes().pop();
    }),
    broken(PERSON, "criticality FALSE written", "default-encoded", |it| {
        extension(it, SUBJECT_KEY).nodes().insert(1, Node::primitive(0x01, [0]));
    }),
    broken(PERSON, "criticality as BER", "strict-der", |it| set(extension(it, KEY_USAGE).at(&[1]), 0x01, [1])),
    broken(PERSON, "serial of 20 octets, negative", "serial-number-range", |it| set(it.at(&SERIAL), 0x02, [0x80; 20])),
    broken(PERSON, "serial of 160 bits", "serial-number-range", |it| {
        set(it.at(&SERIAL), 0x02, [[0].as_slice(), &[0xff; 20]].concat());
    }),
    broken(PERSON, "serial of 120 bits", "serial-number-range", |it| set(it.at(&SERIAL), 0x02, [0x7f; 15])),
    broken(PERSON, "serial zero", "serial-number-range", |it| set(it.at(&SERIAL), 0x02, [0])),
    broken(PERSON, "SHA-256 inside", "signature-algorithm", |it| *it.at(&INNER_ALGORITHM) = ecdsa(2)),
    broken(PERSON, "SHA-256 outside", "signature-algorithm", |it| *it.at(&[1]) = ecdsa(2)),
    broken(PERSON, "SHA-512 in both", "signature-algorithm", |it| {
        *it.at(&INNER_ALGORITHM) = ecdsa(4);
        *it.at(&[1]) = ecdsa(4);
    }),
    broken(PERSON, "NULL parameters in both", "signature-algorithm", |it| {
        for path in [INNER_ALGORITHM.as_slice(), &[1]] {
            it.at(path).nodes().push(Node::primitive(0x05, []));
        }
    }),
    broken(PERSON, "a signature that is no Ecdsa-Sig-Value", "signature-form", |it| set(it.at(&[2]), 0x03, [0; 65])),
];

pub(super) const VALIDITY: &[Broken] = &[
    broken(PERSON, "UTCTime without seconds", "time-form", |it| set(it.at(&NOT_BEFORE), 0x17, "2611220000Z")),
    broken(PERSON, "UTCTime with an offset", "time-form", |it| set(it.at(&NOT_BEFORE), 0x17, "261122000000+0100")),
    broken(PERSON, "a 31st of November", "time-form", |it| set(it.at(&NOT_BEFORE), 0x17, "261131000000Z")),
    broken(PERSON, "GeneralizedTime before 2050", "time-type", |it| set(it.at(&NOT_AFTER), 0x18, "20281122000000Z")),
    broken(PERSON, "fractions of seconds", "time-form", |it| set(it.at(&NOT_AFTER), 0x18, "20501122000000.5Z")),
    broken(PERSON, "ends before it begins", "validity-order", |it| set(it.at(&NOT_AFTER), 0x17, "261121235959Z")),
    broken(PERSON, "three years and two days", "validity-too-long", |it| set(it.at(&NOT_AFTER), 0x17, "291124000000Z")),
    broken(PERSON, "beyond its issuer", "validity-beyond-issuer", |it| set(it.at(&NOT_AFTER), 0x17, "370101000000Z")),
    broken("root", "twenty years and a second", "validity-too-long", |it| set(it.at(&NOT_AFTER), 0x17, "461122000001Z")),
    broken("issuing CA", "ten years and a second", "validity-too-long", |it| set(it.at(&NOT_AFTER), 0x17, "361122000001Z")),
    broken("OCSP responder", "fourteen days and a second", "validity-too-long", |it| {
        set(it.at(&NOT_AFTER), 0x17, "261206000001Z")
    }),
    broken("service TLS", "ninety-one days", "validity-too-long", |it| set(it.at(&NOT_AFTER), 0x17, "270221000000Z")),
    broken("staff", "367 days", "validity-too-long", |it| set(it.at(&NOT_AFTER), 0x17, "271124000000Z")),
    broken("seal", "367 days", "validity-too-long", |it| set(it.at(&NOT_AFTER), 0x17, "271124000000Z")),
];

pub(super) const KEYS: &[Broken] = &[
    broken(PERSON, "the key of another curve", "key-curve", |it| {
        let point = [[0, 0x04].as_slice(), &P384_BASE_POINT].concat();
        let curve = Node::primitive(0x06, [0x2b, 0x81, 0x04, 0, 0x22]);
        *it.at(&PUBLIC_KEY).at(&[0, 1]) = curve;
        set(it.at(&PUBLIC_KEY).at(&[1]), 0x03, point);
    }),
    broken(PERSON, "a point off the curve", "public-key", |it| {
        set(it.at(&PUBLIC_KEY).at(&[1]), 0x03, [[0, 0x04].as_slice(), &[0x11; 64]].concat());
    }),
    broken(PERSON, "a compressed point", "public-key", |it| {
        let mut point = it.at(&PUBLIC_KEY).at(&[1]).octets();
        point.truncate(34);
        point[1] = 0x02;
        set(it.at(&PUBLIC_KEY).at(&[1]), 0x03, point);
    }),
    broken(PERSON, "NULL for the curve", "public-key", |it| set(it.at(&PUBLIC_KEY).at(&[0, 1]), 0x05, [])),
    broken(PERSON, "another subjectKeyIdentifier", "subject-key-identifier", |it| set(value(it, SUBJECT_KEY), 0x04, [7; 20])),
    broken(PERSON, "another keyIdentifier", "authority-key-identifier", |it| {
        set(value(it, AUTHORITY_KEY).at(&[0]), 0x80, [7; 20])
    }),
    broken(PERSON, "no keyIdentifier", "authority-key-identifier", |it| value(it, AUTHORITY_KEY).nodes().clear()),
    broken(PERSON, "a serial beside the keyIdentifier", "authority-key-identifier", |it| {
        value(it, AUTHORITY_KEY).nodes().push(Node::primitive(0x82, [1]));
    }),
];

/// The base point of P-384 (SEC 2 §2.5.1): a point on that curve.
const P384_BASE_POINT: [u8; 96] = [
    0xaa, 0x87, 0xca, 0x22, 0xbe, 0x8b, 0x05, 0x37, 0x8e, 0xb1, 0xc7, 0x1e, 0xf3, 0x20, 0xad, 0x74, 0x6e, 0x1d, 0x3b, 0x62, 0x8b,
    0xa7, 0x9b, 0x98, 0x59, 0xf7, 0x41, 0xe0, 0x82, 0x54, 0x2a, 0x38, 0x55, 0x02, 0xf2, 0x5d, 0xbf, 0x55, 0x29, 0x6c, 0x3a, 0x54,
    0x5e, 0x38, 0x72, 0x76, 0x0a, 0xb7, 0x36, 0x17, 0xde, 0x4a, 0x96, 0x26, 0x2c, 0x6f, 0x5d, 0x9e, 0x98, 0xbf, 0x92, 0x92, 0xdc,
    0x29, 0xf8, 0xf4, 0x1d, 0xbd, 0x28, 0x9a, 0x14, 0x7c, 0xe9, 0xda, 0x31, 0x13, 0xb5, 0xf0, 0xb8, 0xc0, 0x0a, 0x60, 0xb1, 0xce,
    0x1d, 0x7e, 0x81, 0x9d, 0x7a, 0x43, 0x1d, 0x7c, 0x90, 0xea, 0x0e, 0x5f,
];

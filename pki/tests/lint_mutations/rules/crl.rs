//! Rules of CRLs.

use super::{Broken, URI, broken, ecdsa, set};
use crate::tree::Node;

const LIST: &str = "CRL";
const EMPTY: &str = "CRL of a root, empty";

// Positions in a TBSCertList with entries.
const VERSION: [usize; 2] = [0, 0];
const ALGORITHM: [usize; 2] = [0, 1];
const ISSUER: [usize; 2] = [0, 2];
const THIS_UPDATE: [usize; 2] = [0, 3];
const NEXT_UPDATE: [usize; 2] = [0, 4];
const ENTRIES: [usize; 2] = [0, 5];
const EXTENSIONS: [usize; 3] = [0, 6, 0];
/// Of the second entry: the first has no reason.
const ENTRY: [usize; 3] = [0, 5, 1];
const REASON: [usize; 5] = [0, 5, 1, 2, 0];

const AUTHORITY_KEY: usize = 0;
const NUMBER: usize = 1;

fn extension(list: &mut Node, position: usize) -> &mut Node {
    list.at(&EXTENSIONS).at(&[position])
}

fn critical(extension: &mut Node) {
    extension.nodes().insert(1, Node::primitive(0x01, [0xff]));
}

fn reason(list: &mut Node, code: u8) {
    set(list.at(&REASON).at(&[1, 0]), 0x0a, [code]);
}

fn more_extension(list: &mut Node, last_arc: u8, value: Node) {
    let parts = [Node::primitive(0x06, [0x55, 0x1d, last_arc]), Node::primitive(0x01, [0xff]), Node::constructed(0x04, [value])];
    list.at(&EXTENSIONS).nodes().push(Node::constructed(0x30, parts));
}

pub(super) const RULES: &[Broken] = &[
    broken(LIST, "no version", "crl-version", |it| {
        it.at(&[0]).nodes().remove(0);
    }),
    broken(LIST, "version 3", "crl-version", |it| set(it.at(&VERSION), 0x02, [2])),
    broken(LIST, "SHA-256 inside", "signature-algorithm", |it| *it.at(&ALGORITHM) = ecdsa(2)),
    broken(LIST, "SHA-256 outside", "signature-algorithm", |it| *it.at(&[1]) = ecdsa(2)),
    broken(LIST, "another issuer", "crl-issuer", |it| {
        it.at(&ISSUER).nodes().pop();
    }),
    broken(LIST, "no issuer", "name-empty", |it| it.at(&ISSUER).nodes().clear()),
    broken(LIST, "no nextUpdate", "crl-next-update", |it| {
        it.at(&[0]).nodes().remove(4);
    }),
    broken(LIST, "nextUpdate before thisUpdate", "crl-next-update", |it| set(it.at(&NEXT_UPDATE), 0x17, "261121000000Z")),
    broken(LIST, "nextUpdate after three days", "crl-next-update", |it| set(it.at(&NEXT_UPDATE), 0x17, "261125000000Z")),
    broken(EMPTY, "nextUpdate after more than a year", "crl-next-update", |it| set(it.at(&NEXT_UPDATE), 0x17, "271122000001Z")),
    broken(LIST, "thisUpdate without seconds", "time-form", |it| set(it.at(&THIS_UPDATE), 0x17, "2611220000Z")),
    broken(LIST, "GeneralizedTime before 2050", "time-type", |it| set(it.at(&NEXT_UPDATE), 0x18, "20261123000000Z")),
    broken(LIST, "no entries in a list", "crl-list-empty", |it| it.at(&ENTRIES).nodes().clear()),
    broken(LIST, "an entry twice", "crl-entry-repeated", |it| {
        let again = it.at(&ENTRY).clone();
        it.at(&ENTRIES).nodes().push(again);
    }),
    broken(LIST, "serial zero", "crl-entry", |it| set(it.at(&ENTRY).at(&[0]), 0x02, [0])),
    broken(LIST, "negative serial", "crl-entry", |it| set(it.at(&ENTRY).at(&[0]), 0x02, [0x80])),
    broken(LIST, "serial of 21 octets", "crl-entry", |it| set(it.at(&ENTRY).at(&[0]), 0x02, [1; 21])),
    broken(LIST, "revocation after thisUpdate", "crl-entry", |it| set(it.at(&ENTRY).at(&[1]), 0x17, "261122000001Z")),
    broken(LIST, "revocationDate as GeneralizedTime", "time-type", |it| set(it.at(&ENTRY).at(&[1]), 0x18, "20261121000000Z")),
    broken(LIST, "reason critical", "crl-entry", |it| critical(it.at(&REASON))),
    broken(LIST, "reason unspecified", "crl-entry", |it| reason(it, 0)),
    broken(LIST, "reason certificateHold", "crl-entry", |it| reason(it, 6)),
    broken(LIST, "reason 7", "crl-entry", |it| reason(it, 7)),
    broken(LIST, "invalidityDate", "crl-entry", |it| {
        set(it.at(&REASON).at(&[0]), 0x06, [0x55, 0x1d, 24]);
        set(it.at(&REASON).at(&[1, 0]), 0x18, "20261101000000Z");
    }),
    broken(LIST, "no authorityKeyIdentifier", "extension-missing", |it| {
        it.at(&EXTENSIONS).nodes().remove(AUTHORITY_KEY);
    }),
    broken(LIST, "no CRLNumber", "extension-missing", |it| {
        it.at(&EXTENSIONS).nodes().remove(NUMBER);
    }),
    broken(LIST, "authorityKeyIdentifier critical", "extension-criticality", |it| critical(extension(it, AUTHORITY_KEY))),
    broken(LIST, "CRLNumber critical", "extension-criticality", |it| critical(extension(it, NUMBER))),
    broken(LIST, "CRLNumber twice", "extension-duplicate", |it| {
        let again = extension(it, NUMBER).clone();
        it.at(&EXTENSIONS).nodes().push(again);
    }),
    broken(LIST, "negative CRLNumber", "crl-number", |it| set(extension(it, NUMBER).at(&[1, 0]), 0x02, [0x80])),
    broken(LIST, "CRLNumber of 21 octets", "crl-number", |it| set(extension(it, NUMBER).at(&[1, 0]), 0x02, [1; 21])),
    broken(LIST, "another keyIdentifier", "authority-key-identifier", |it| {
        set(extension(it, AUTHORITY_KEY).at(&[1, 0, 0]), 0x80, [7; 20]);
    }),
    broken(LIST, "issuingDistributionPoint", "extension-forbidden", |it| {
        let point = Node::constructed(0xa0, [Node::constructed(0xa0, [Node::primitive(URI, "http://crl.local/a")])]);
        more_extension(it, 28, Node::constructed(0x30, [point]));
    }),
    broken(LIST, "deltaCRLIndicator", "extension-forbidden", |it| more_extension(it, 27, Node::primitive(0x02, [1]))),
];

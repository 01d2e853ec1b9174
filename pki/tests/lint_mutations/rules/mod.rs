//! Certificates that break one rule each and are otherwise well built, with the code that our lint gives for it.

mod crl;
mod extensions;
mod fields;
mod names;
mod status;

use crate::tree::Node;

/// One broken rule.
pub(crate) struct Broken {
    /// The specimen that it is broken in.
    pub(crate) specimen: &'static str,
    pub(crate) what: &'static str,
    /// The code that the lint must report.
    pub(crate) code: &'static str,
    pub(crate) change: fn(&mut Node),
}

const fn broken(specimen: &'static str, what: &'static str, code: &'static str, change: fn(&mut Node)) -> Broken {
    Broken { specimen, what, code, change }
}

/// Every broken rule.
pub(crate) fn all() -> impl Iterator<Item = &'static Broken> {
    [
        fields::ENVELOPE,
        fields::VALIDITY,
        fields::KEYS,
        names::NAMES,
        extensions::PRESENCE,
        extensions::USAGE,
        status::STATUS,
        crl::RULES,
    ]
    .into_iter()
    .flatten()
}

const PERSON: &str = "natural person of an entity";

// Positions in a TBSCertificate.
const SERIAL: [usize; 2] = [0, 1];
const INNER_ALGORITHM: [usize; 2] = [0, 2];
const ISSUER: [usize; 2] = [0, 3];
const NOT_BEFORE: [usize; 3] = [0, 4, 0];
const NOT_AFTER: [usize; 3] = [0, 4, 1];
const SUBJECT: [usize; 2] = [0, 5];
const PUBLIC_KEY: [usize; 2] = [0, 6];
const EXTENSIONS: [usize; 3] = [0, 7, 0];

// Object identifiers, as contents octets.
const COUNTRY: &[u8] = &[0x55, 4, 6];
const ORGANISATION: &[u8] = &[0x55, 4, 10];
const UNIT: &[u8] = &[0x55, 4, 11];
const TITLE: &[u8] = &[0x55, 4, 12];
const PERSON_NUMBER: &[u8] = &[0x55, 4, 5];
const SURNAME: &[u8] = &[0x55, 4, 4];
const GIVEN_NAME: &[u8] = &[0x55, 4, 42];
const COMMON_NAME: &[u8] = &[0x55, 4, 3];
const ORGANISATION_IDENTIFIER: &[u8] = &[0x55, 4, 97];
const PSEUDONYM: &[u8] = &[0x55, 4, 65];
const SUBJECT_KEY: &[u8] = &[0x55, 0x1d, 14];
const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];
const ALTERNATIVE_NAME: &[u8] = &[0x55, 0x1d, 17];
const ISSUER_ALTERNATIVE_NAME: &[u8] = &[0x55, 0x1d, 18];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 19];
const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 30];
const DISTRIBUTION_POINTS: &[u8] = &[0x55, 0x1d, 31];
const POLICIES: &[u8] = &[0x55, 0x1d, 32];
const AUTHORITY_KEY: &[u8] = &[0x55, 0x1d, 35];
const POLICY_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 36];
const EXTENDED_USAGE: &[u8] = &[0x55, 0x1d, 37];
const INHIBIT_ANY_POLICY: &[u8] = &[0x55, 0x1d, 54];
const INFORMATION_ACCESS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 1];
const QC_STATEMENTS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 3];
const NOCHECK: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 1, 5];
const CA_REPOSITORY: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 5];
const CODE_SIGNING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 3];
const TIME_STAMPING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 8];
const ANY_POLICY: &[u8] = &[0x55, 0x1d, 0x20, 0];
const CPS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 2, 1];
const UNKNOWN: &[u8] = &[0x2b, 6, 1, 4, 1, 0x81, 0xfd, 0x59, 1];

const PRINTABLE: u8 = 0x13;
const UTF8: u8 = 0x0c;
const URI: u8 = 0x86;

fn set(node: &mut Node, tag: u8, octets: impl AsRef<[u8]>) {
    *node = Node::primitive(tag, octets);
}

/// The position of the element of `nodes` that begins with the object identifier `oid`.
fn position(nodes: &mut [Node], oid: &[u8]) -> usize {
    nodes.iter_mut().position(|node| node.at(&[0]).octets() == oid).expect("it is there")
}

/// The value of an attribute of the subject.
fn attribute<'a>(certificate: &'a mut Node, oid: &[u8]) -> &'a mut Node {
    let mut names = certificate.at(&SUBJECT).nodes().iter_mut();
    names.find_map(|name| (name.at(&[0, 0]).octets() == oid).then(|| name.at(&[0, 1]))).expect("it is there")
}

fn without_attribute(certificate: &mut Node, oid: &[u8]) {
    certificate.at(&SUBJECT).nodes().retain_mut(|name| name.at(&[0, 0]).octets() != oid);
}

fn more_of(certificate: &mut Node, oid: &[u8], tag: u8, value: &str) {
    let parts = [Node::primitive(0x06, oid), Node::primitive(tag, value)];
    let name = Node::constructed(0x31, [Node::constructed(0x30, parts)]);
    certificate.at(&SUBJECT).nodes().push(name);
}

/// The extension `oid`.
fn extension<'a>(certificate: &'a mut Node, oid: &[u8]) -> &'a mut Node {
    let extensions = certificate.at(&EXTENSIONS).nodes();
    let position = position(extensions, oid);
    &mut extensions[position]
}

/// What the extension `oid` holds.
fn value<'a>(certificate: &'a mut Node, oid: &[u8]) -> &'a mut Node {
    let extension = extension(certificate, oid);
    let last = extension.nodes().len() - 1;
    extension.at(&[last, 0])
}

fn without_extension(certificate: &mut Node, oid: &[u8]) {
    let extensions = certificate.at(&EXTENSIONS).nodes();
    let position = position(extensions, oid);
    extensions.remove(position);
}

fn more_extension(certificate: &mut Node, oid: &[u8], value: Node) {
    let parts = [Node::primitive(0x06, oid), Node::constructed(0x04, [value])];
    certificate.at(&EXTENSIONS).nodes().push(Node::constructed(0x30, parts));
}

fn flip_criticality(certificate: &mut Node, oid: &[u8]) {
    let parts = extension(certificate, oid).nodes();
    if parts.len() == 3 {
        parts.remove(1);
    } else {
        parts.insert(1, Node::primitive(0x01, [0xff]));
    }
}

fn key_usage(certificate: &mut Node, octets: [u8; 2]) {
    set(value(certificate, KEY_USAGE), 0x03, octets);
}

fn crl_url(certificate: &mut Node, url: &str) {
    set(value(certificate, DISTRIBUTION_POINTS).at(&[0, 0, 0, 0]), URI, url);
}

fn access_url(certificate: &mut Node, method: usize, url: &str) {
    set(value(certificate, INFORMATION_ACCESS).at(&[method, 1]), URI, url);
}

fn host(certificate: &mut Node, host: &str) {
    set(value(certificate, ALTERNATIVE_NAME).at(&[0]), 0x82, host);
}

/// An AlgorithmIdentifier of the ECDSA family, its last arc given.
fn ecdsa(last: u8) -> Node {
    Node::constructed(0x30, [Node::primitive(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, last])])
}

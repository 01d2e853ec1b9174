//! Damages every element of an encoding, regardless of its meaning.

use crate::tree::{Content, Node};

/// A mutant of a valid encoding.
pub(crate) struct Mutant {
    /// Describes the damage.
    pub(crate) what: String,
    pub(crate) der: Vec<u8>,
}

/// The tags of the string and time types, which are substituted for one another.
const STRINGS: [u8; 5] = [0x0c, 0x13, 0x14, 0x16, 0x1e];
const TIMES: [u8; 2] = [0x17, 0x18];

/// Every mutant of `der` in which one element is damaged in one way.
pub(crate) fn mutants(der: &[u8]) -> Vec<Mutant> {
    let whole = Node::read(der).expect("a specimen is DER");
    assert_eq!(whole.encode(), der, "reading and encoding a specimen changes nothing");
    let mut mutants = Vec::new();
    for path in whole.paths() {
        let (position, parent) = path.split_last().expect("a path within");
        for (what, damage) in SIBLINGS {
            let mut mutant = whole.clone();
            damage(mutant.at(parent).nodes(), *position);
            mutants.push(Mutant { what: format!("{what} {path:?}"), der: mutant.encode() });
        }
        for (what, damage) in CONTENTS {
            let mut mutant = whole.clone();
            damage(mutant.at(&path));
            mutants.push(Mutant { what: format!("{what} {path:?}"), der: mutant.encode() });
        }
        let tag = whole.clone().at(&path).tag;
        let others = [STRINGS.as_slice(), &TIMES].into_iter().find(|tags| tags.contains(&tag)).unwrap_or(&[0x05, 0x0c]);
        for other in others {
            let mut mutant = whole.clone();
            mutant.at(&path).tag = *other;
            mutants.push(Mutant { what: format!("tag {other:#04x} for {tag:#04x} {path:?}"), der: mutant.encode() });
        }
    }
    mutants.retain(|mutant| mutant.der != der);
    mutants
}

/// A change to one of several elements in a row.
type SiblingsDamage = (&'static str, fn(&mut Vec<Node>, usize));

/// A change to the contents octets of an element.
type ContentsDamage = (&'static str, fn(&mut Node));

const SIBLINGS: &[SiblingsDamage] = &[
    ("without", |nodes, position| {
        nodes.remove(position);
    }),
    ("twice", |nodes, position| nodes.insert(position, nodes[position].clone())),
    ("swapped with the one behind", |nodes, position| {
        if position + 1 < nodes.len() {
            nodes.swap(position, position + 1);
        }
    }),
    ("NULL behind", |nodes, position| nodes.insert(position + 1, Node::primitive(0x05, []))),
];

const CONTENTS: &[ContentsDamage] = &[
    ("emptied", |node| node.content = Content::Octets(Vec::new())),
    ("first bit flipped", |node| with_octets(node, |octets| octets.first_mut().into_iter().for_each(|octet| *octet ^= 0x80))),
    ("last bit flipped", |node| with_octets(node, |octets| octets.last_mut().into_iter().for_each(|octet| *octet ^= 0x01))),
    ("an octet more", |node| with_octets(node, |octets| octets.push(0))),
    ("an octet less", |node| {
        with_octets(node, |octets| {
            octets.pop();
        });
    }),
    ("a zero in front", |node| with_octets(node, |octets| octets.insert(0, 0))),
    ("sixty-five times", |node| with_octets(node, |octets| *octets = octets.repeat(65))),
];

fn with_octets(node: &mut Node, damage: impl Fn(&mut Vec<u8>)) {
    let mut octets = node.octets();
    if octets.len() < 100 {
        damage(&mut octets);
    }
    node.content = Content::Octets(octets);
}

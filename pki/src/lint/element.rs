//! DER elements exactly as encoded, without normalisation, so that rules see string types, time formats and encoded defaults.

use const_oid::ObjectIdentifier;
use der::{Decode, Reader, SliceReader, asn1::AnyRef};

pub(super) const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const NULL: u8 = 0x05;
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(super) const ENUMERATED: u8 = 0x0a;
pub(super) const UTF8_STRING: u8 = 0x0c;
pub(super) const PRINTABLE_STRING: u8 = 0x13;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

/// The tag `[number]` of a primitive element.
pub(super) const fn context(number: u8) -> u8 {
    0x80 | number
}

/// The tag `[number]` of a constructed element.
pub(super) const fn context_constructed(number: u8) -> u8 {
    0xa0 | number
}

/// Maximum nesting depth, more than any certificate or CRL has.
const DEEPEST: usize = 16;

/// One element of an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element<'a> {
    /// The identifier octet.
    pub(super) tag: u8,
    /// The contents octets.
    pub(super) content: &'a [u8],
    /// Identifier, length and contents octets.
    pub(super) encoding: &'a [u8],
}

impl<'a> Element<'a> {
    /// The single element that `der` consists of; `None` if there is not exactly one.
    pub(super) fn only(der: &'a [u8]) -> Option<Self> {
        match all(der)?.as_slice() {
            [element] => Some(*element),
            _ => None,
        }
    }

    /// The elements inside, if this one has the tag `tag`.
    pub(super) fn children(&self, tag: u8) -> Option<Vec<Self>> {
        if self.tag == tag { all(self.content) } else { None }
    }

    /// The single element inside, if this one has the tag `tag`.
    pub(super) fn only_child(&self, tag: u8) -> Option<Self> {
        if self.tag == tag { Self::only(self.content) } else { None }
    }

    /// The contents octets, if this element has the tag `tag`.
    pub(super) fn content_of(&self, tag: u8) -> Option<&'a [u8]> {
        (self.tag == tag).then_some(self.content)
    }

    /// The value of an OBJECT IDENTIFIER.
    pub(super) fn object_identifier(&self) -> Option<ObjectIdentifier> {
        ObjectIdentifier::from_bytes(self.content_of(OBJECT_IDENTIFIER)?).ok()
    }
}

/// Splits a concatenation of elements.
fn all(der: &[u8]) -> Option<Vec<Element<'_>>> {
    let mut reader = SliceReader::new(der).ok()?;
    let mut elements = Vec::new();
    while !reader.is_finished() {
        let encoding = reader.tlv_bytes().ok()?;
        let content = AnyRef::from_der(encoding).ok()?.value();
        elements.push(Element { tag: *encoding.first()?, content, encoding });
    }
    Some(elements)
}

/// Whether `der` is exactly one element and uses the distinguished encoding at every level (X.690 §10, §11).
pub(super) fn is_distinguished(der: &[u8]) -> bool {
    Element::only(der).is_some_and(|element| is_distinguished_element(&element, DEEPEST))
}

fn is_distinguished_element(element: &Element<'_>, depth: usize) -> bool {
    if depth == 0 || element.tag & 0x1f == 0x1f {
        return false;
    }
    let constructed = element.tag & 0x20 != 0;
    if !constructed {
        return is_distinguished_primitive(element);
    }
    let universal = element.tag & 0xc0 == 0;
    if universal && !matches!(element.tag, SEQUENCE | SET) {
        return false;
    }
    let Some(children) = all(element.content) else {
        return false;
    };
    let in_order = element.tag != SET || children.is_sorted_by_key(|child| child.encoding);
    in_order && children.iter().all(|child| is_distinguished_element(child, depth - 1))
}

fn is_distinguished_primitive(element: &Element<'_>) -> bool {
    let content = element.content;
    match element.tag {
        SEQUENCE_PRIMITIVE | SET_PRIMITIVE => false,
        BOOLEAN => matches!(content, [0x00] | [0xff]),
        INTEGER | ENUMERATED => match content {
            [] => false,
            [_] => true,
            [first, second, ..] => !matches!((first, second & 0x80), (0x00, 0x00) | (0xff, 0x80)),
        },
        BIT_STRING => match content {
            [] => false,
            [unused] => *unused == 0,
            [unused, .., last] => *unused < 8 && last.trailing_zeros() >= u32::from(*unused),
        },
        NULL => content.is_empty(),
        OBJECT_IDENTIFIER => element.object_identifier().is_some(),
        _ => true,
    }
}

const SEQUENCE_PRIMITIVE: u8 = SEQUENCE & !0x20;
const SET_PRIMITIVE: u8 = SET & !0x20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_distinguished_encoding_passes() {
        let distinguished: [&[u8]; 9] = [
            &[0x30, 0x00],
            &[0x01, 0x01, 0xff],
            &[0x02, 0x02, 0x00, 0x80],
            &[0x02, 0x01, 0x80],
            &[0x03, 0x01, 0x00],
            &[0x03, 0x02, 0x06, 0xc0],
            &[0x06, 0x03, 0x55, 0x1d, 0x0f],
            &[0x31, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x02],
            &[0xa0, 0x03, 0x02, 0x01, 0x02],
        ];
        for der in distinguished {
            assert!(is_distinguished(der), "{der:02x?}");
        }
        // Each violates the clause of X.690 next to it.
        let others: [(&[u8], &str); 23] = [
            (&[], "nothing at all"),
            (&[0x30], "no length"),
            (&[0x30, 0x01], "8.1.3: content missing"),
            (&[0x30, 0x00, 0x00], "an octet behind"),
            (&[0x30, 0x80, 0x00, 0x00], "10.1: indefinite length"),
            (&[0x04, 0x81, 0x01, 0x00], "10.1: a length longer than needed"),
            (&[0x24, 0x03, 0x04, 0x01, 0x00], "10.2: a constructed string"),
            (&[0x10, 0x00], "8.9.1: a primitive SEQUENCE"),
            (&[0x1f, 0x1f, 0x00], "a tag number that nothing here has"),
            (&[0x9f, 0x1f, 0x00], "such a tag, context-specific"),
            (&[0xbf, 0x1f, 0x00], "such a tag, constructed"),
            (&[0x00, 0x00], "8.1.5: end-of-contents"),
            (&[0x28, 0x00], "a constructed type that nothing here has"),
            (&[0x01, 0x01, 0x01], "11.1: another TRUE"),
            (&[0x02, 0x00], "8.3.1: an INTEGER of no octets"),
            (&[0x02, 0x02, 0x00, 0x7f], "8.3.2: a zero in front"),
            (&[0x02, 0x02, 0xff, 0x80], "8.3.2: ones in front"),
            (&[0x03, 0x01, 0x01], "8.6.2.3: unused bits of no octet"),
            (&[0x03, 0x02, 0x08, 0x00], "8.6.2.2: eight unused bits"),
            (&[0x03, 0x02, 0x06, 0xc1], "11.2.1: unused bits that are not zero"),
            (&[0x05, 0x01, 0x00], "8.8.2: a NULL with content"),
            (&[0x06, 0x02, 0x55, 0x9d], "8.19.2: an object identifier without end"),
            (&[0x31, 0x06, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01], "11.6: a SET OF out of order"),
        ];
        for (der, why) in others {
            assert!(!is_distinguished(der), "{why}");
        }
    }

    #[test]
    fn nesting_is_limited() {
        let mut der = vec![0x30, 0x00];
        for _ in 0..DEEPEST {
            der = [vec![0x30, u8::try_from(der.len()).unwrap()], der].concat();
        }
        assert!(!is_distinguished(&der));
        assert!(is_distinguished(&der[2..]));
    }
}

//! The outer form of a certificate: strict DER, version 3, no unique identifiers, no encoded defaults.

use const_oid::ObjectIdentifier;

use super::element::{
    BIT_STRING, BOOLEAN, Element, INTEGER, OCTET_STRING, SEQUENCE, context, context_constructed, is_distinguished,
};
use super::finding::{Finding, Rule};

const STRICT_DER: Rule = Rule::must("strict-der", "RFC 5280 §4.1; X.690 §10, §11");
const CERTIFICATE_SHAPE: Rule = Rule::must("certificate-shape", "RFC 5280 §4.1");
const CERTIFICATE_VERSION: Rule = Rule::must("certificate-version", "RFC 5280 §4.1.2.1");
const UNIQUE_IDENTIFIER: Rule = Rule::must("unique-identifier", "RFC 5280 §4.1.2.8; RGS A4");
const EXTENSIONS_ABSENT: Rule = Rule::must("extensions-absent", "RFC 5280 §4.1.2.9, §4.2");
const EXTENSION_SHAPE: Rule = Rule::must("extension-shape", "RFC 5280 §4.1, §4.2");
const DEFAULT_ENCODED: Rule = Rule::must("default-encoded", "X.690 §11.5");

/// `[0] EXPLICIT INTEGER 2`.
const VERSION_3: [u8; 5] = [0xa0, 0x03, 0x02, 0x01, 0x02];

/// The encoded fields of a certificate.
#[derive(Debug)]
pub(super) struct Certificate<'a> {
    /// The contents octets of the serial number.
    pub(super) serial: &'a [u8],
    /// The AlgorithmIdentifier inside tbsCertificate.
    pub(super) inner_algorithm: &'a [u8],
    /// The AlgorithmIdentifier outside tbsCertificate.
    pub(super) outer_algorithm: &'a [u8],
    /// The issuer's name.
    pub(super) issuer: Element<'a>,
    /// notBefore.
    pub(super) not_before: Element<'a>,
    /// notAfter.
    pub(super) not_after: Element<'a>,
    /// The subject's name.
    pub(super) subject: Element<'a>,
    /// The SubjectPublicKeyInfo.
    pub(super) public_key: &'a [u8],
    /// The extensions in order.
    pub(super) extensions: Vec<Extension<'a>>,
    /// The contents octets of the signature.
    pub(super) signature: &'a [u8],
}

/// An extension of a certificate, a CRL or a CRL entry.
#[derive(Debug)]
pub(super) struct Extension<'a> {
    /// Its identifier (extnID).
    pub(super) oid: ObjectIdentifier,
    /// Whether it is critical.
    pub(super) critical: bool,
    /// The content of extnValue.
    pub(super) value: &'a [u8],
}

impl<'a> Certificate<'a> {
    /// Parses a DER certificate.
    ///
    /// # Errors
    /// The first rule that its outer form violates.
    pub(super) fn read(der: &'a [u8]) -> Result<Self, Finding> {
        let (signed, outer_algorithm, signature) = read_signed(der)?;
        let fields = signed.children(SEQUENCE).ok_or_else(|| shape("tbsCertificate"))?;
        let Some((version, fields)) = fields.split_first() else {
            return Err(shape("tbsCertificate"));
        };
        if version.encoding != VERSION_3 {
            return Err(CERTIFICATE_VERSION.broken("the version is not 3"));
        }
        let [serial, inner_algorithm, issuer, validity, subject, public_key, rest @ ..] = fields else {
            return Err(shape("tbsCertificate"));
        };
        let validity = validity.children(SEQUENCE).ok_or_else(|| shape("validity"))?;
        let [not_before, not_after] = validity.as_slice() else {
            return Err(shape("validity"));
        };
        Ok(Self {
            serial: serial.content_of(INTEGER).ok_or_else(|| shape("serialNumber"))?,
            inner_algorithm: inner_algorithm.encoding,
            outer_algorithm,
            issuer: *issuer,
            not_before: *not_before,
            not_after: *not_after,
            subject: *subject,
            public_key: public_key.encoding,
            extensions: optional_fields(rest)?,
            signature,
        })
    }

    /// The value of the first extension `oid`.
    pub(super) fn extension(&self, oid: ObjectIdentifier) -> Option<&'a [u8]> {
        self.extensions.iter().find(|extension| extension.oid == oid).map(|extension| extension.value)
    }
}

/// Splits the structure that certificates and CRLs share (RFC 5280 §4.1.1, §5.1.1) into signed content, algorithm and
/// signature.
pub(super) fn read_signed(der: &[u8]) -> Result<(Element<'_>, &[u8], &[u8]), Finding> {
    if !is_distinguished(der) {
        return Err(STRICT_DER.broken("not the distinguished encoding of one element"));
    }
    let parts = Element::only(der).and_then(|whole| whole.children(SEQUENCE)).ok_or_else(|| shape("the whole"))?;
    let [signed, algorithm, signature] = parts.as_slice() else {
        return Err(shape("the whole"));
    };
    match signature.content_of(BIT_STRING) {
        Some([0, octets @ ..]) => Ok((*signed, algorithm.encoding, octets)),
        _ => Err(shape("signatureValue")),
    }
}

/// Parses an `Extensions` SEQUENCE.
pub(super) fn read_extensions<'a>(element: &Element<'a>) -> Result<Vec<Extension<'a>>, Finding> {
    let children = element.children(SEQUENCE).ok_or_else(|| EXTENSION_SHAPE.broken("not a SEQUENCE of extensions"))?;
    if children.is_empty() {
        return Err(EXTENSIONS_ABSENT.broken("an empty list of extensions"));
    }
    children.iter().map(read_extension).collect()
}

fn read_extension<'a>(element: &Element<'a>) -> Result<Extension<'a>, Finding> {
    let misshapen = || EXTENSION_SHAPE.broken("not an object identifier, a criticality and an OCTET STRING");
    let parts = element.children(SEQUENCE).ok_or_else(misshapen)?;
    let (oid, critical, value) = match parts.as_slice() {
        [oid, value] => (oid, false, value),
        [oid, critical, value] => match critical.content_of(BOOLEAN) {
            Some([0xff]) => (oid, true, value),
            Some(_) => return Err(DEFAULT_ENCODED.broken("an extension says that it is not critical")),
            None => return Err(misshapen()),
        },
        _ => return Err(misshapen()),
    };
    let oid = oid.object_identifier().ok_or_else(misshapen)?;
    let value = value.content_of(OCTET_STRING).ok_or_else(misshapen)?;
    if !is_distinguished(value) {
        return Err(STRICT_DER.broken(format!("extension {oid} does not hold the distinguished encoding of one element")));
    }
    Ok(Extension { oid, critical, value })
}

fn optional_fields<'a>(fields: &[Element<'a>]) -> Result<Vec<Extension<'a>>, Finding> {
    let unique_identifier =
        |field: &Element<'_>| [context(1), context(2), context_constructed(1), context_constructed(2)].contains(&field.tag);
    if fields.iter().any(unique_identifier) {
        return Err(UNIQUE_IDENTIFIER.broken("an issuerUniqueID or subjectUniqueID"));
    }
    match fields {
        [] => Err(EXTENSIONS_ABSENT.broken("no extensions")),
        [wrapped] => {
            let extensions = wrapped.only_child(context_constructed(3)).ok_or_else(|| shape("extensions"))?;
            read_extensions(&extensions)
        }
        _ => Err(shape("tbsCertificate")),
    }
}

fn shape(part: &str) -> Finding {
    CERTIFICATE_SHAPE.broken(format!("{part} is not built as the standard says"))
}

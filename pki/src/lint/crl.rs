//! Rules for CRLs: version 2, full and direct, with the issuer's name and key.

use std::collections::HashSet;

use const_oid::db::rfc5280::{ID_CE_AUTHORITY_KEY_IDENTIFIER, ID_CE_CRL_NUMBER, ID_CE_CRL_REASONS};
use jiff::{Span, civil::DateTime};

use super::element::{ENUMERATED, Element, GENERALIZED_TIME, INTEGER, SEQUENCE, UTC_TIME, context_constructed};
use super::envelope::{Certificate, Extension, read_extensions, read_signed};
use super::extensions::Expected;
use super::finding::{Finding, Rule};
use super::time::moment;
use super::{extensions, keys, names, serial};
use crate::crl::RevocationReason;

const CRL_SHAPE: Rule = Rule::must("crl-shape", "RFC 5280 §5.1");
const CRL_VERSION: Rule = Rule::must("crl-version", "RFC 5280 §5.1.2.1");
const CRL_ISSUER: Rule = Rule::must("crl-issuer", "RFC 5280 §5.1.2.3");
const CRL_NEXT_UPDATE: Rule = Rule::must("crl-next-update", "RFC 5280 §5.1.2.5; EN 319 411-1 CSS-6.3.9-05, -13");
const CRL_NUMBER: Rule = Rule::must("crl-number", "RFC 5280 §5.2.3");
const CRL_LIST_EMPTY: Rule = Rule::must("crl-list-empty", "RFC 5280 §5.1.2.6");
const CRL_ENTRY: Rule = Rule::must("crl-entry", "RFC 5280 §5.1.2.6, §5.3; docs/profiles.md#crls");
const CRL_ENTRY_REPEATED: Rule = Rule::must("crl-entry-repeated", "RFC 5280 §5.1.2.6");

/// `INTEGER 1`.
const VERSION_2: [u8; 3] = [INTEGER, 0x01, 0x01];

/// The encoded fields of a CRL.
struct List<'a> {
    algorithm: &'a [u8],
    issuer: Element<'a>,
    this_update: DateTime,
    next_update: DateTime,
    entries: Option<Vec<Element<'a>>>,
    extensions: Vec<Extension<'a>>,
}

/// Checks a DER CRL of `issuer`.
pub(super) fn check(der: &[u8], issuer: &Certificate<'_>) -> Vec<Finding> {
    let (list, outer_algorithm, signature) = match read(der) {
        Ok(parts) => parts,
        Err(finding) => return vec![finding],
    };
    let mut findings = keys::check_signature(list.algorithm, outer_algorithm, signature, issuer);
    if list.issuer != issuer.subject {
        findings.push(CRL_ISSUER.broken("not the issuer's name, byte for byte"));
    }
    match names::Name::read(&list.issuer) {
        Ok(name) => findings.extend(names::check(&name)),
        Err(finding) => findings.push(finding),
    }
    findings.extend(check_updates(&list, issuer));
    findings.extend(check_entries(&list));
    let expected = [ID_CE_AUTHORITY_KEY_IDENTIFIER, ID_CE_CRL_NUMBER].map(|oid| Expected::required(oid, false));
    findings.extend(extensions::check(&list.extensions, &expected));
    for extension in &list.extensions {
        findings.extend(match extension.oid {
            ID_CE_AUTHORITY_KEY_IDENTIFIER => keys::check_authority_key_identifier(extension.value, issuer),
            ID_CE_CRL_NUMBER => check_number(extension.value),
            _ => None,
        });
    }
    findings
}

fn read(der: &[u8]) -> Result<(List<'_>, &[u8], &[u8]), Finding> {
    let misshapen = |part: &str| CRL_SHAPE.broken(format!("{part} is not built as the standard says"));
    let (signed, outer_algorithm, signature) = read_signed(der)?;
    let fields = signed.children(SEQUENCE).ok_or_else(|| misshapen("tbsCertList"))?;
    let Some((version, fields)) = fields.split_first() else {
        return Err(misshapen("tbsCertList"));
    };
    if version.encoding != VERSION_2 {
        return Err(CRL_VERSION.broken("the version is not 2"));
    }
    let [algorithm, issuer, this_update, next_update, rest @ ..] = fields else {
        return Err(misshapen("tbsCertList"));
    };
    if !matches!(next_update.tag, UTC_TIME | GENERALIZED_TIME) {
        return Err(CRL_NEXT_UPDATE.broken("no nextUpdate"));
    }
    let (entries, extensions) = match rest {
        [extensions] => (None, extensions),
        [entries, extensions] => (Some(entries.children(SEQUENCE).ok_or_else(|| misshapen("revokedCertificates"))?), extensions),
        _ => return Err(misshapen("tbsCertList")),
    };
    let extensions = extensions.only_child(context_constructed(0)).ok_or_else(|| misshapen("crlExtensions"))?;
    let list = List {
        algorithm: algorithm.encoding,
        issuer: *issuer,
        this_update: moment(this_update)?,
        next_update: moment(next_update)?,
        entries,
        extensions: read_extensions(&extensions)?,
    };
    Ok((list, outer_algorithm, signature))
}

/// nextUpdate must be after thisUpdate, by at most 48 hours for an issuing CA and at most a year for a root.
fn check_updates(list: &List<'_>, issuer: &Certificate<'_>) -> Option<Finding> {
    let is_root = issuer.issuer == issuer.subject;
    let longest = if is_root { Span::new().years(1) } else { Span::new().hours(48) };
    let latest = list.this_update.checked_add(longest).unwrap_or(DateTime::MAX);
    (list.next_update <= list.this_update || list.next_update > latest)
        .then(|| CRL_NEXT_UPDATE.broken("not after thisUpdate, or too long after it"))
}

fn check_number(value: &[u8]) -> Option<Finding> {
    let number = Element::only(value).and_then(|element| element.content_of(INTEGER));
    (!number.is_some_and(|number| number == [0] || serial::is_possible(number)))
        .then(|| CRL_NUMBER.broken("not a number of at most 20 octets"))
}

/// The first finding about the entries, because a list of a million should not yield a million findings.
fn check_entries(list: &List<'_>) -> Option<Finding> {
    let entries = list.entries.as_ref()?;
    if entries.is_empty() {
        return Some(CRL_LIST_EMPTY.broken("an empty list of entries"));
    }
    let mut serials = HashSet::with_capacity(entries.len());
    entries.iter().find_map(|entry| match read_entry(entry, list.this_update) {
        Err(finding) => Some(finding),
        Ok(serial) => (!serials.insert(serial)).then(|| CRL_ENTRY_REPEATED.broken("a serial number twice")),
    })
}

/// Checks an entry and returns its serial number. Its date may not be after thisUpdate, and its only extension may be a reason
/// that this CA gives.
fn read_entry<'a>(entry: &Element<'a>, this_update: DateTime) -> Result<&'a [u8], Finding> {
    let misshapen = || CRL_ENTRY.broken("an entry that is not built as the standard says");
    let parts = entry.children(SEQUENCE).ok_or_else(misshapen)?;
    let (serial, date, extensions) = match parts.as_slice() {
        [serial, date] => (serial, date, None),
        [serial, date, extensions] => (serial, date, Some(extensions)),
        _ => return Err(misshapen()),
    };
    let serial = serial.content_of(INTEGER).ok_or_else(misshapen)?;
    if !serial::is_possible(serial) {
        return Err(CRL_ENTRY.broken("a serial number that is not positive or has more than 20 octets"));
    }
    if moment(date)? > this_update {
        return Err(CRL_ENTRY.broken("a revocation after thisUpdate"));
    }
    if let Some(extensions) = extensions {
        match read_extensions(extensions)?.as_slice() {
            [Extension { oid: ID_CE_CRL_REASONS, critical: false, value }] if is_given_reason(value) => {}
            _ => return Err(CRL_ENTRY.broken("another extension than a reason that this CA gives, not critical")),
        }
    }
    Ok(serial)
}

fn is_given_reason(value: &[u8]) -> bool {
    let code = Element::only(value).and_then(|element| element.content_of(ENUMERATED));
    matches!(code, Some([code]) if RevocationReason::from_code(*code).is_some())
}

#[cfg(test)]
mod tests;

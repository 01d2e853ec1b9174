//! The target of an OCSP request (RFC 6960 appendix A.1, RFC 9919): `/ocsp/{name}` or `/ocsp/{name}/{base64}`.
//!
//! Clients, and what is between them and us, write the base64 in many ways. Each is read that leads to exactly one DER element, which a
//! request is.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ca_contract::AuthorityName;

/// How often a request may have been percent-encoded.
const ENCODED_AT_MOST: usize = 3;

/// How many slashes may follow the base64.
const SLASHES_AT_MOST: usize = 3;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target<'a> {
    /// The issuer's name; `None` if it is not a valid name.
    pub(super) issuer: Option<AuthorityName>,
    /// The rest of the path, as the client wrote it.
    encoded: &'a str,
    /// The query, as the client wrote it; empty if there is none.
    query: &'a str,
}

impl<'a> Target<'a> {
    /// Parses the path of a request before percent-decoding, and its query.
    pub(super) fn of(path: &'a str, query: Option<&'a str>) -> Self {
        let path = path.strip_prefix("/ocsp/").unwrap_or(path).trim_start_matches('/');
        let (name, encoded) = path.split_once('/').unwrap_or((path, ""));
        // Clients add a slash to the URL in the certificate even if it ends in one. No request begins with a slash.
        Self { issuer: name.parse().ok(), encoded: encoded.trim_start_matches('/'), query: query.unwrap_or_default() }
    }

    /// The DER of the request: from the path, or else from the query, in which some clients write it. `None` if there is no spelling in
    /// which it is one DER element.
    pub(super) fn request(&self) -> Option<Vec<u8>> {
        if !self.encoded.is_empty() {
            return spelled(self.encoded);
        }
        let parameters = self.query.split('&');
        let values = parameters.filter_map(|parameter| parameter.split_once('=')).map(|(_, value)| value);
        std::iter::once(self.query).chain(values).find_map(spelled)
    }
}

/// The octets of which `text` is a spelling in base64.
///
/// Clients escape `/`, `+` and `=` or not, once or more often, use the alphabet for URLs (RFC 4648 §5), break lines, leave out the padding,
/// or add slashes. Form decoders turn `+` into a space.
fn spelled(text: &str) -> Option<Vec<u8>> {
    let mut text = Cow::Borrowed(text.as_bytes());
    for _ in 0..ENCODED_AT_MOST {
        if !text.contains(&b'%') {
            break;
        }
        text = Cow::Owned(percent_decoded(&text)?);
    }
    let letter = |octet: &u8| match octet {
        b'\t' | b'\n' | b'\r' => None,
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        other => Some(*other),
    };
    let text: Vec<u8> = text.iter().filter_map(letter).collect();
    if !text.contains(&b' ') {
        return ended(&text);
    }
    let space_as = |by: Option<u8>, text: &[u8]| -> Vec<u8> {
        text.iter().filter_map(|octet| if *octet == b' ' { by } else { Some(*octet) }).collect()
    };
    let trimmed = text.trim_ascii();
    [space_as(Some(b'+'), trimmed), space_as(Some(b'+'), &text), space_as(None, &text)].iter().find_map(|text| ended(text))
}

/// The same for a text without escapes and white space. A slash at the end may belong to the base64 or not.
fn ended(text: &[u8]) -> Option<Vec<u8>> {
    let mut text = text;
    for _ in 0..=SLASHES_AT_MOST {
        let padding = text.iter().rev().take_while(|octet| **octet == b'=').count();
        let decoded = STANDARD_NO_PAD.decode(&text[..text.len() - padding]).ok();
        if let Some(request) = decoded.filter(|octets| is_one_element(octets)) {
            return Some(request);
        }
        text = text.strip_suffix(b"/")?;
    }
    None
}

/// Whether these octets are a DER SEQUENCE with nothing behind it. Its content is not looked at.
fn is_one_element(octets: &[u8]) -> bool {
    let [0x30, length, behind @ ..] = octets else { return false };
    let (length, content) = match (*length, behind) {
        (length @ 0..=0x7f, content) => (usize::from(length), content),
        (0x81, [length, content @ ..]) => (usize::from(*length), content),
        (0x82, [high, low, content @ ..]) => (usize::from(u16::from_be_bytes([*high, *low])), content),
        _ => return false,
    };
    length == content.len()
}

fn percent_decoded(text: &[u8]) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, behind @ ..] = rest {
        if *first == b'%' {
            let digits = behind.first_chunk::<2>()?;
            let mut octet = [0];
            hex::decode_to_slice(digits, &mut octet).ok()?;
            octets.extend(octet);
            rest = &behind[2..];
        } else {
            octets.push(*first);
            rest = behind;
        }
    }
    Some(octets)
}

#[cfg(test)]
mod tests;

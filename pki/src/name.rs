//! Distinguished names.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc4519;
use der::asn1::{AnyRef, PrintableStringRef, SetOfVec, Utf8StringRef};
use der::{Decode, Tag, Tagged};
use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::is_nfc;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::name::{RdnSequence, RelativeDistinguishedName};

use crate::encoding::encode;

/// Maximum length of a value in characters (RFC 5280 appendix A, ub-common-name and others).
const MAX_CHARACTERS: usize = 64;

/// organizationIdentifier (X.520 §6.4.7; EN 319 412-1 §5.1.4).
const ORGANIZATION_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.97");

/// The attributes that certificates of this CA carry (docs/profiles.md#names).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Attribute {
    /// `C`, two upper-case letters, PrintableString.
    CountryName,
    /// `O`.
    OrganizationName,
    /// 2.5.4.97 (EN 319 412-1 §5.1.4).
    OrganizationIdentifier,
    /// `OU`.
    OrganizationalUnitName,
    /// `title`.
    Title,
    /// `serialNumber` of the person, PrintableString.
    SerialNumber,
    /// `SN`.
    Surname,
    /// `GN`.
    GivenName,
    /// `CN`.
    CommonName,
}

impl Attribute {
    const ALL: [Self; 9] = [
        Self::CountryName,
        Self::OrganizationName,
        Self::OrganizationIdentifier,
        Self::OrganizationalUnitName,
        Self::Title,
        Self::SerialNumber,
        Self::Surname,
        Self::GivenName,
        Self::CommonName,
    ];

    const fn object_identifier(self) -> ObjectIdentifier {
        match self {
            Self::CountryName => rfc4519::COUNTRY_NAME,
            Self::OrganizationName => rfc4519::ORGANIZATION_NAME,
            Self::OrganizationIdentifier => ORGANIZATION_IDENTIFIER,
            Self::OrganizationalUnitName => rfc4519::ORGANIZATIONAL_UNIT_NAME,
            Self::Title => rfc4519::TITLE,
            Self::SerialNumber => rfc4519::SERIAL_NUMBER,
            Self::Surname => rfc4519::SURNAME,
            Self::GivenName => rfc4519::GIVEN_NAME,
            Self::CommonName => rfc4519::COMMON_NAME,
        }
    }

    /// countryName and serialNumber must be PrintableString (RFC 5280 appendix A); the rest is UTF8String (§4.1.2.4).
    const fn string_type(self) -> Tag {
        match self {
            Self::CountryName | Self::SerialNumber => Tag::PrintableString,
            _ => Tag::Utf8String,
        }
    }

    fn check(self, value: &str) -> Result<(), NameError> {
        if value.is_empty() || value.trim() != value {
            return Err(NameError::Blank(self));
        }
        if value.chars().count() > MAX_CHARACTERS {
            return Err(NameError::TooLong(self));
        }
        if !value.chars().all(is_seen) || !is_nfc(value) {
            return Err(NameError::BadCharacter(self));
        }
        let fits = match self {
            Self::CountryName => value.len() == 2 && value.bytes().all(|octet| octet.is_ascii_uppercase()),
            Self::SerialNumber => PrintableStringRef::new(value).is_ok(),
            _ => true,
        };
        if fits { Ok(()) } else { Err(NameError::NotPrintable(self)) }
    }
}

/// Punctuation of names and titles beyond ASCII.
const PUNCTUATION: &str = "’‘“”«»‐–—·•°€№ªº";

/// Whether a character is a letter, digit, combining mark or plain punctuation. Control, format and private-use characters,
/// special spaces and symbols are refused, so that a relying party sees what an officer approved.
fn is_seen(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, ' '..='~')
        || is_combining_mark(character)
        || PUNCTUATION.contains(character)
}

/// A distinguished name with one attribute per RDN, in order. Every value was validated.
///
/// Serialises as a list of `[attribute, value]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<(Attribute, String)>")]
pub struct DistinguishedName(Vec<(Attribute, String)>);

/// Why a name is invalid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Empty, or with spaces at the beginning or end.
    #[error("{0:?} is empty or has spaces at its ends")]
    Blank(Attribute),
    /// More than 64 characters (RFC 5280 appendix A, ub-common-name and others).
    #[error("{0:?} has more than 64 characters")]
    TooLong(Attribute),
    /// A character that is invisible or changes how others are displayed, or not in Unicode normalisation form C (RFC 5280
    /// §7.1).
    #[error("{0:?} contains an invisible or disallowed character or is not in normalisation form C")]
    BadCharacter(Attribute),
    /// A country that is not two upper-case letters, or a serial number outside PrintableString.
    #[error("{0:?} does not fit PrintableString or its syntax")]
    NotPrintable(Attribute),
    /// No attribute at all.
    #[error("a name has at least one attribute")]
    Empty,
    /// DER with another attribute, several attributes in one RDN, or another string type than this CA writes.
    #[error("not a name that this CA would write")]
    Foreign,
}

impl DistinguishedName {
    /// Builds a name from these attributes, in this order.
    ///
    /// # Errors
    /// The first value that is invalid.
    pub fn new(attributes: Vec<(Attribute, String)>) -> Result<Self, NameError> {
        if attributes.is_empty() {
            return Err(NameError::Empty);
        }
        for (attribute, value) in &attributes {
            attribute.check(value)?;
        }
        Ok(Self(attributes))
    }

    /// Parses a DER name.
    ///
    /// # Errors
    /// If this CA would not write such a name.
    pub fn from_der(der: &[u8]) -> Result<Self, NameError> {
        let sequence = RdnSequence::from_der(der).map_err(|_| NameError::Foreign)?;
        let attributes = sequence.iter().map(attribute_of).collect::<Option<_>>().ok_or(NameError::Foreign)?;
        Self::new(attributes)
    }

    /// Its DER encoding: C and serialNumber PrintableString, the rest UTF8String.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let names = self.0.iter().map(|(attribute, value)| relative_name(*attribute, value));
        encode(&RdnSequence::from(names.collect::<Vec<_>>()))
    }

    /// The first value of `attribute`.
    #[must_use]
    pub fn first(&self, attribute: Attribute) -> Option<&str> {
        self.0.iter().find(|(kind, _)| *kind == attribute).map(|(_, value)| value.as_str())
    }

    /// The attributes in order.
    #[must_use]
    pub fn attributes(&self) -> &[(Attribute, String)] {
        &self.0
    }
}

impl TryFrom<Vec<(Attribute, String)>> for DistinguishedName {
    type Error = NameError;

    fn try_from(attributes: Vec<(Attribute, String)>) -> Result<Self, NameError> {
        Self::new(attributes)
    }
}

fn relative_name(attribute: Attribute, value: &str) -> RelativeDistinguishedName {
    let value = AnyRef::new(attribute.string_type(), value.as_bytes()).expect("a checked value is short");
    let pair = AttributeTypeAndValue { oid: attribute.object_identifier(), value: value.into() };
    RelativeDistinguishedName::from(SetOfVec::from_iter([pair]).expect("a set of one element is ordered"))
}

fn attribute_of(name: &RelativeDistinguishedName) -> Option<(Attribute, String)> {
    let mut pairs = name.iter();
    let (pair, None) = (pairs.next()?, pairs.next()) else {
        return None;
    };
    let attribute = Attribute::ALL.into_iter().find(|attribute| attribute.object_identifier() == pair.oid)?;
    if pair.value.tag() != attribute.string_type() {
        return None;
    }
    let text = Utf8StringRef::new(pair.value.value()).ok()?;
    Some((attribute, text.as_str().to_owned()))
}

#[cfg(test)]
mod tests;

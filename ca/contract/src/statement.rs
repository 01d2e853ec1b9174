//! What the registration authority approved: exactly what may be issued, and to whom.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use pki::{Digest, Id, Timestamp};
use policies::ProductName;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Confidential;

/// Marks identifiers of persons.
#[derive(Debug)]
pub enum Person {}

/// Marks identifiers of registration officers.
#[derive(Debug)]
pub enum Officer {}

/// An order as people see it: `SC-2026-000123`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderNumber(String);

/// Why a text is no order number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order number looks like SC-2026-000123")]
pub struct NotAnOrderNumber;

impl OrderNumber {
    /// As people see it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OrderNumber {
    type Err = NotAnOrderNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('-');
        let digits = |part: Option<&str>, count: usize| {
            part.is_some_and(|part| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let fits = parts.next() == Some("SC") && digits(parts.next(), 4) && digits(parts.next(), 6) && parts.next().is_none();
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAnOrderNumber) }
    }
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for OrderNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for OrderNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// What two officers approve: nothing else is issued for the order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The order.
    pub order: OrderNumber,
    /// Who it is for.
    pub person: Id<Person>,
    /// What the certificates will say of that person.
    pub subject: Subject,
    /// What is issued.
    pub product: ProductName,
    /// The policies under which it was approved.
    pub policies: Digest,
    /// The dossier's digest.
    pub dossier: Digest,
    /// How the person was identified.
    pub identity_check: IdentityCheck,
    /// What identifies the person later on, when nothing but a code is at hand.
    pub facts: IdentificationFacts,
}

/// The attributes of a holder's certificates (docs/profiles.md#names).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Opaque, PrintableString; the same in every certificate that this person will ever get.
    pub serial_number: String,
    /// As on the identity document.
    pub given_name: String,
    /// As on the identity document.
    pub surname: String,
    /// The protected title, verified (law 71-498, articles 3 and 4).
    pub title: Option<String>,
    /// The entity, for holders who are not *particuliers*.
    pub organisation: Option<Organisation>,
}

/// An entity with its registration.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its official name.
    pub name: String,
    /// Nine digits.
    pub siren: String,
}

/// Who was seen, by whom, where and when (EN 319 411-1 REG-6.2.2-05).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityCheck {
    /// The officer who met the person face to face.
    pub officer: Id<Officer>,
    /// Where.
    pub place: String,
    /// When.
    pub at: Timestamp,
    /// Until when certificates may be issued on it (REG-6.3.1-00D).
    pub validated_until: Timestamp,
}

/// Facts that only the person is likely to know; the certificate authority keeps keyed digests of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentificationFacts {
    /// Where messages go.
    pub email: Confidential,
    /// On the identity document.
    pub birth_date: Date,
    /// On the identity document.
    pub birth_place: Confidential,
    /// When the identity document ends.
    pub document_expires: Date,
    /// On the identity document, where it is not the surname that the certificate carries: recognised beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_name: Option<Confidential>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As statements were approved, digested and encrypted before there was a birth name.
    #[test]
    fn facts_without_a_birth_name_are_read_and_written_as_before() {
        let before = r#"{"email":"anne@sceau.example.org","birth_date":"1971-04-23","birth_place":"Morlaix","document_expires":"2031-09-30"}"#;
        let facts: IdentificationFacts = serde_json::from_str(before).unwrap();
        assert!(facts.birth_name.is_none());
        assert_eq!(serde_json::to_string(&facts).unwrap(), before);
        let with = before.replace('}', r#","birth_name":"Tanguy"}"#);
        let facts: IdentificationFacts = serde_json::from_str(&with).unwrap();
        assert_eq!(facts.birth_name.as_ref().map(Confidential::expose), Some("Tanguy"));
    }
}

//! Approved statements: exactly what may be issued, and to whom.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use pki::{BirthDate, Digest, Id, Timestamp};
use policies::ProductName;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Confidential;

/// Tags identifiers of persons.
#[derive(Debug)]
pub enum Person {}

/// Tags identifiers of officers.
#[derive(Debug)]
pub enum Officer {}

/// An order number: `SC-2026-000123`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderNumber(String);

/// Not an order number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order number looks like SC-2026-000123")]
pub struct NotAnOrderNumber;

impl OrderNumber {
    /// The text.
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

/// What two officers approve. Nothing else is issued for the order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The order.
    pub order: OrderNumber,
    /// The future holder.
    pub person: Id<Person>,
    /// The subject of the certificates.
    pub subject: Subject,
    /// The product.
    pub product: ProductName,
    /// The digest of the policies under which it was approved.
    pub policies: Digest,
    /// The dossier's digest.
    pub dossier: Digest,
    /// How the person was identified.
    pub identity_check: IdentityCheck,
    /// Facts that identify the person later in an emergency revocation.
    pub facts: IdentificationFacts,
}

/// The attributes of a holder's certificates (docs/profiles.md#names).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// serialNumber: opaque, a PrintableString, the same in all certificates of this person.
    pub serial_number: String,
    /// As on the identity document; none if it has none (EN 319 412-2 NAT-4.2.4-1: givenName, surname or both).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// As on the identity document.
    pub surname: String,
    /// The protected title, verified (law 71-498, articles 3 and 4).
    pub title: Option<String>,
    /// The entity, for holders who are not private individuals (*particuliers*).
    pub organisation: Option<Organisation>,
}

impl Subject {
    /// The common name: given names and surname, or the surname alone.
    #[must_use]
    pub fn whole_name(&self) -> String {
        let names: Vec<&str> = self.given_name.iter().chain([&self.surname]).map(String::as_str).collect();
        names.join(" ")
    }
}

/// An entity.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its official name.
    pub name: String,
    /// Its SIREN, nine digits.
    pub siren: String,
}

/// A face-to-face identity check (EN 319 411-1 REG-6.2.2-05).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityCheck {
    /// The officer who met the person face to face.
    pub officer: Id<Officer>,
    /// Where it took place.
    pub place: String,
    /// When it took place.
    pub at: Timestamp,
    /// Until when certificates may be issued on it (EN 319 411-1 REG-6.3.1-00D).
    pub validated_until: Timestamp,
}

/// Facts that only the person is likely to know. The certificate authority stores keyed digests of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentificationFacts {
    /// The e-mail address.
    pub email: Confidential,
    /// As on the identity document.
    pub birth_date: BirthDate,
    /// As on the identity document.
    pub birth_place: Confidential,
    /// The expiry date of the identity document, in law.
    pub document_expires: Date,
    /// The expiry date printed on it, if the law extended the document; accepted like the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_printed: Option<Date>,
    /// The birth name on the identity document, if it differs from the surname in the certificate; accepted like that surname.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_name: Option<Confidential>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Statements were approved, digested and encrypted in this form before they had a birth name and a printed end.
    #[test]
    fn facts_without_later_ones_keep_their_earlier_form() {
        let before = r#"{"email":"anne@sceau.example.org","birth_date":"1971-04-23","birth_place":"Morlaix","document_expires":"2031-09-30"}"#;
        let facts: IdentificationFacts = serde_json::from_str(before).unwrap();
        assert!(facts.birth_name.is_none() && facts.document_printed.is_none());
        assert_eq!(serde_json::to_string(&facts).unwrap(), before);
        let with = before.replace('}', r#","document_printed":"2026-09-30","birth_name":"Tanguy"}"#);
        let facts: IdentificationFacts = serde_json::from_str(&with).unwrap();
        assert_eq!(facts.birth_name.as_ref().map(Confidential::expose), Some("Tanguy"));
        assert_eq!(facts.document_printed, Some(jiff::civil::date(2026, 9, 30)));
        assert_eq!(serde_json::to_string(&facts).unwrap(), with);
    }
}

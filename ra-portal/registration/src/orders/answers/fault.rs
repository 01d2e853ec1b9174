//! What can be wrong with a field.

use jiff::civil::Date;
use policies::NotASiren;

use crate::people::{AddressFault, MobileNumberFault, NameFault, NotACountry, WholeNameFault};

/// Why three fields do not make a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateFault {
    #[error("the date is empty")]
    Empty,
    /// One of the fields is empty.
    #[error("day, month or year is missing")]
    Incomplete,
    /// Not a day of the calendar, or not in figures.
    #[error("no such day")]
    NoSuchDay,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldFault {
    /// Not a name.
    #[error(transparent)]
    Name(#[from] NameFault),
    /// The names together are too long for a certificate.
    #[error(transparent)]
    WholeName(#[from] WholeNameFault),
    /// Letters that are not Latin, in a spelling that must be.
    #[error("not in Latin letters")]
    NotLatin,
    /// Not a line of text, or not a line of an address.
    #[error(transparent)]
    Line(#[from] AddressFault),
    /// Not a country.
    #[error(transparent)]
    Country(#[from] NotACountry),
    /// Not a date.
    #[error(transparent)]
    Date(#[from] DateFault),
    /// A birth date in the future.
    #[error("a birth date in the future")]
    NotBorn,
    /// A birth date before anybody alive was born.
    #[error("a birth date before 1900")]
    LongAgo,
    /// Not of age.
    #[error("younger than {at_least} years")]
    TooYoung {
        /// The required age in years.
        at_least: i16,
    },
    /// The listing ends before the certificate would: the order can be placed after the listing is renewed.
    #[error("the listing ends before the certificate would, on {certificate_ends}")]
    EndsBeforeCertificate {
        /// When a certificate issued today would end.
        certificate_ends: Date,
    },
    /// The listing ends later than any list lasts.
    #[error("the listing ends after {latest}")]
    ListingTooFar {
        /// The latest end that is accepted.
        latest: Date,
    },
    /// Not one of the choices.
    #[error("nothing was chosen")]
    NotChosen,
    /// Not a mobile number.
    #[error(transparent)]
    MobileNumber(#[from] MobileNumberFault),
    /// Not a SIREN.
    #[error(transparent)]
    Siren(#[from] NotASiren),
    /// A SIREN that no company has.
    #[error("no company has the SIREN 000000000")]
    NoSuchSiren,
    /// A box that must be ticked.
    #[error("not confirmed")]
    NotConfirmed,
    /// The terms that were shown are no longer in force.
    #[error("the terms have changed since they were shown")]
    OtherTerms,
}

/// What is wrong with the fields of a page, in their order; not empty when returned as an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("{} fields are invalid", .0.len())]
pub struct FieldFaults(Vec<(String, FieldFault)>);

impl FieldFaults {
    /// The names of the fields, and what is wrong with each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FieldFault)> {
        self.0.iter().map(|(field, fault)| (field.as_str(), fault))
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn add(&mut self, field: impl Into<String>, fault: impl Into<FieldFault>) {
        self.0.push((field.into(), fault.into()));
    }
}

//! What can be wrong with a field.

use jiff::civil::Date;
use policies::NotASiren;

use crate::people::{AddressFault, MobileNumberFault, NameFault, NotACountry, WholeNameFault};

/// Why three fields are no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateFault {
    /// Nothing was typed.
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
    /// No name.
    #[error(transparent)]
    Name(#[from] NameFault),
    /// Too long for a certificate, together with the other names.
    #[error(transparent)]
    WholeName(#[from] WholeNameFault),
    /// Letters that are not Latin, in a spelling that must be.
    #[error("not in Latin letters")]
    NotLatin,
    /// No line of text, or none of an address.
    #[error(transparent)]
    Line(#[from] AddressFault),
    /// No country.
    #[error(transparent)]
    Country(#[from] NotACountry),
    /// No date.
    #[error(transparent)]
    Date(#[from] DateFault),
    /// A birth that is still to come.
    #[error("a birth date in the future")]
    NotBorn,
    /// A birth longer ago than people live.
    #[error("a birth date before 1900")]
    LongAgo,
    /// Not of age.
    #[error("younger than {at_least} years")]
    TooYoung {
        /// The age that is asked.
        at_least: i16,
    },
    /// A listing that ends before the certificate would: the order can be placed once the listing was renewed.
    #[error("the listing ends before the certificate would, on {certificate_ends}")]
    EndsBeforeCertificate {
        /// When a certificate made today would end.
        certificate_ends: Date,
    },
    /// A listing that ends later than any list lasts.
    #[error("the listing ends after {latest}")]
    ListingTooFar {
        /// The latest end that is believed.
        latest: Date,
    },
    /// Something was typed that the choice made on the page leaves unused; it is not dropped silently.
    #[error("filled in, and unused by what was chosen")]
    Unused,
    /// None of the choices.
    #[error("nothing was chosen")]
    NotChosen,
    /// No mobile number.
    #[error(transparent)]
    MobileNumber(#[from] MobileNumberFault),
    /// No SIREN.
    #[error(transparent)]
    Siren(#[from] NotASiren),
    /// A SIREN that no company has.
    #[error("no company has the SIREN 000000000")]
    NoSuchSiren,
    /// A box that has to be ticked.
    #[error("not confirmed")]
    NotConfirmed,
    /// The terms that were shown are no longer in force.
    #[error("the terms changed meanwhile")]
    OtherTerms,
}

/// What is wrong with the fields of a page, in their order; at least one when it is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("{} fields are not as they should be", .0.len())]
pub struct FieldFaults(Vec<(String, FieldFault)>);

impl FieldFaults {
    /// The fields by their names, and what is wrong with each.
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

//! Birth dates, which identity documents may give without the day, or without day and month.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A birth date as on the identity document, written like a date with `00` for what the document does not give: `1950-03-00`,
/// `1950-00-00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BirthDate {
    /// The first day that fits.
    first: Date,
    given: Given,
}

/// What the document gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Given {
    Day,
    Month,
    Year,
}

/// Not a birth date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a birth date looks like 1950-03-07, 1950-03-00 or 1950-00-00")]
pub struct NotABirthDate;

impl BirthDate {
    /// A birth date without the day; none if there is no such month.
    #[must_use]
    pub fn of_month(year: i16, month: i8) -> Option<Self> {
        Some(Self { first: Date::new(year, month, 1).ok()?, given: Given::Month })
    }

    /// A birth date without day and month; none outside the years 1 to 9999.
    #[must_use]
    pub fn of_year(year: i16) -> Option<Self> {
        Some(Self { first: Date::new(year, 1, 1).ok()?, given: Given::Year })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// The month, 1 to 12, if the document gives it.
    #[must_use]
    pub fn month(self) -> Option<i8> {
        match self.given {
            Given::Day | Given::Month => Some(self.first.month()),
            Given::Year => None,
        }
    }

    /// The day of the month, if the document gives it.
    #[must_use]
    pub fn day(self) -> Option<i8> {
        match self.given {
            Given::Day => Some(self.first.day()),
            Given::Month | Given::Year => None,
        }
    }

    /// Year, month and day, where the document gives them.
    #[must_use]
    pub fn parts(self) -> (i16, Option<i8>, Option<i8>) {
        (self.year(), self.month(), self.day())
    }

    /// The first day that fits.
    #[must_use]
    pub const fn first_day(self) -> Date {
        self.first
    }

    /// The last day that fits.
    #[must_use]
    pub fn last_day(self) -> Date {
        match self.given {
            Given::Day => self.first,
            Given::Month => self.first.last_of_month(),
            Given::Year => self.first.last_of_year(),
        }
    }
}

impl From<Date> for BirthDate {
    fn from(day: Date) -> Self {
        Self { first: day, given: Given::Day }
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.given {
            Given::Day => self.first.fmt(f),
            Given::Month => write!(f, "{:04}-{:02}-00", self.first.year(), self.first.month()),
            Given::Year => write!(f, "{:04}-00-00", self.first.year()),
        }
    }
}

impl FromStr for BirthDate {
    type Err = NotABirthDate;

    fn from_str(text: &str) -> Result<Self, NotABirthDate> {
        if let Ok(day) = text.parse::<Date>() {
            return Ok(day.into());
        }
        let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|octet| octet.is_ascii_digit());
        let (year, month) = text.strip_suffix("-00").and_then(|text| text.split_once('-')).ok_or(NotABirthDate)?;
        if !digits(year, 4) || !digits(month, 2) {
            return Err(NotABirthDate);
        }
        let year = year.parse().map_err(|_| NotABirthDate)?;
        let date = match month.parse().map_err(|_| NotABirthDate)? {
            0 => Self::of_year(year),
            month => Self::of_month(year, month),
        };
        date.filter(|_| year > 0).ok_or(NotABirthDate)
    }
}

impl Serialize for BirthDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BirthDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_whole_date_is_written_as_before() {
        let born = BirthDate::from(date(1971, 4, 23));
        assert_eq!(serde_json::to_string(&born).unwrap(), serde_json::to_string(&date(1971, 4, 23)).unwrap());
        assert_eq!(serde_json::from_str::<BirthDate>("\"1971-04-23\"").unwrap(), born);
        assert_eq!((born.day(), born.month(), born.year()), (Some(23), Some(4), 1971));
        assert_eq!((born.first_day(), born.last_day()), (date(1971, 4, 23), date(1971, 4, 23)));
    }

    #[test]
    fn a_document_may_give_the_month_or_the_year_only() {
        for (text, month, first, last) in [
            ("1950-00-00", None, date(1950, 1, 1), date(1950, 12, 31)),
            ("1952-02-00", Some(2), date(1952, 2, 1), date(1952, 2, 29)),
        ] {
            let born: BirthDate = text.parse().unwrap();
            assert_eq!((born.day(), born.month(), born.first_day(), born.last_day()), (None, month, first, last));
            assert_eq!(born.to_string(), text);
        }
        for other in ["1950-00-07", "1950-13-00", "0000-00-00", "1950-00", "1950", "", "50-00-00", "1950-0-00", "+950-00-00"] {
            assert_eq!(other.parse::<BirthDate>(), Err(NotABirthDate), "{other}");
        }
    }
}

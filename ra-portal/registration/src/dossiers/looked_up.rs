//! The list of a court that an officer consulted, as the proof of a listing: its address, and the day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Maximum characters of the address.
const ADDRESS: usize = 300;
/// A list consulted longer ago may have changed since.
const DAYS: i32 = 31;

/// Where and when an officer consulted the court's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookedUp {
    /// An https address of at most 300 printable ASCII characters.
    pub address: String,
    /// The day in Paris.
    pub on: Date,
}

/// The form as an officer filled it in.
#[derive(Clone, Copy, Debug)]
pub struct TypedLookUp<'a> {
    pub address: &'a str,
    /// The day: `2026-11-22`.
    pub on: &'a str,
}

/// What is wrong with the form, field by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("address: {address:?}, day: {on:?}")]
pub struct LookUpFaults {
    pub address: Option<LookUpAddressFault>,
    pub on: Option<LookUpDayFault>,
}

/// What is wrong with the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookUpAddressFault {
    /// Nothing was entered.
    Missing,
    /// Not an https address of at most 300 characters.
    NotHttps,
}

/// What is wrong with the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookUpDayFault {
    NotADay,
    InTheFuture,
    /// In another year, or more than 31 days ago.
    NotRecent,
}

impl LookedUp {
    /// Parses the form on the day `today`. Courts draw up their lists every year: the list must have been consulted in the
    /// present one.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn parse(typed: &TypedLookUp<'_>, today: Date) -> Result<Self, LookUpFaults> {
        match (address(typed.address.trim()), day(typed.on, today)) {
            (Ok(address), Ok(on)) => Ok(Self { address, on }),
            (address, on) => Err(LookUpFaults { address: address.err(), on: on.err() }),
        }
    }
}

fn address(typed: &str) -> Result<String, LookUpAddressFault> {
    if typed.is_empty() {
        return Err(LookUpAddressFault::Missing);
    }
    let host = typed.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let printable = typed.len() <= ADDRESS && typed.bytes().all(|octet| octet.is_ascii_graphic());
    match host {
        Some(host) if printable && host.contains('.') && !host.contains('@') => Ok(typed.to_owned()),
        _ => Err(LookUpAddressFault::NotHttps),
    }
}

fn day(typed: &str, today: Date) -> Result<Date, LookUpDayFault> {
    let on: Date = typed.trim().parse().map_err(|_| LookUpDayFault::NotADay)?;
    if on > today {
        return Err(LookUpDayFault::InTheFuture);
    }
    let days = on.until(today).map_or(i32::MAX, |span| span.get_days());
    if on.year() == today.year() && days <= DAYS { Ok(on) } else { Err(LookUpDayFault::NotRecent) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const ADDRESS: &str = "https://courts.sceau.example.org/rennes/experts-2026.pdf";

    fn fault_of(address: &str, on: &str, today: Date) -> Option<LookUpFaults> {
        LookedUp::parse(&TypedLookUp { address, on }, today).err()
    }

    #[test]
    fn a_list_is_consulted_this_year_and_within_a_month() {
        let parsed = LookedUp::parse(&TypedLookUp { address: &format!(" {ADDRESS} "), on: "2026-10-22" }, date(2026, 11, 22));
        assert_eq!(parsed, Ok(LookedUp { address: ADDRESS.to_owned(), on: date(2026, 10, 22) }));
        for (on, today, fault) in [
            ("2026-11-22", date(2026, 11, 22), None),
            ("2026-11-23", date(2026, 11, 22), Some(LookUpDayFault::InTheFuture)),
            ("2026-10-21", date(2026, 11, 22), Some(LookUpDayFault::NotRecent)),
            // Last year's list, ten days ago.
            ("2026-12-31", date(2027, 1, 10), Some(LookUpDayFault::NotRecent)),
            ("2027-01-01", date(2027, 1, 10), None),
            ("2026-02-30", date(2026, 11, 22), Some(LookUpDayFault::NotADay)),
            ("", date(2026, 11, 22), Some(LookUpDayFault::NotADay)),
        ] {
            assert_eq!(fault_of(ADDRESS, on, today).and_then(|faults| faults.on), fault, "{on} on {today}");
        }
    }

    #[test]
    fn the_address_is_that_of_a_page() {
        let long = format!("{ADDRESS}?{}", "a".repeat(300));
        for (address, fault) in [
            ("", LookUpAddressFault::Missing),
            ("http://courts.sceau.example.org/", LookUpAddressFault::NotHttps),
            ("courts.sceau.example.org", LookUpAddressFault::NotHttps),
            ("https://", LookUpAddressFault::NotHttps),
            ("https://court/", LookUpAddressFault::NotHttps),
            ("https://user@courts.sceau.example.org/", LookUpAddressFault::NotHttps),
            ("https://courts.sceau.example.org/a list", LookUpAddressFault::NotHttps),
            ("javascript:alert(1)", LookUpAddressFault::NotHttps),
            (&long, LookUpAddressFault::NotHttps),
        ] {
            let faults = fault_of(address, "2026-11-22", date(2026, 11, 22));
            assert_eq!(faults, Some(LookUpFaults { address: Some(fault), on: None }), "{address}");
        }
    }
}

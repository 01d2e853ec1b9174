//! Numbers, amounts and times in the format of each language. French typography: U+202F between thousands, U+00A0 before € and
//! %.

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use pki::Timestamp;

use crate::language::Language;

const MONTHS_FRENCH: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
const MONTHS_ENGLISH: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The time zone of all displayed times. The time zone database is compiled in.
static PARIS: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Europe/Paris").expect("the built-in database of time zones knows Paris"));

/// A value to display: a number, an instant or a date, by value or, as templates pass it, by reference.
pub trait FormatValue {
    /// The value.
    type Value;

    /// The value itself; integers as `i64`, saturating at `i64::MAX`.
    fn value(self) -> Self::Value;
}

impl FormatValue for Timestamp {
    type Value = Self;

    fn value(self) -> Self {
        self
    }
}

impl FormatValue for Date {
    type Value = Self;

    fn value(self) -> Self {
        self
    }
}

impl FormatValue for i64 {
    type Value = Self;

    fn value(self) -> Self {
        self
    }
}

impl FormatValue for u32 {
    type Value = i64;

    fn value(self) -> i64 {
        self.into()
    }
}

impl FormatValue for u64 {
    type Value = i64;

    fn value(self) -> i64 {
        self.try_into().unwrap_or(i64::MAX)
    }
}

impl FormatValue for usize {
    type Value = i64;

    fn value(self) -> i64 {
        self.try_into().unwrap_or(i64::MAX)
    }
}

impl<G: FormatValue + Copy> FormatValue for &G {
    type Value = G::Value;

    fn value(self) -> G::Value {
        (*self).value()
    }
}

pub(crate) fn number(language: Language, number: i64) -> String {
    let separator = match language {
        Language::Fr => '\u{202f}',
        Language::En => ',',
    };
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { minus().to_owned() } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

pub(crate) fn money(language: Language, cents: i64) -> String {
    let sign = if cents < 0 { minus() } else { "" };
    let (euros, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    let euros = number(language, euros.value());
    match language {
        Language::Fr => format!("{sign}{euros},{rest:02}\u{a0}€"),
        Language::En => format!("{sign}€{euros}.{rest:02}"),
    }
}

pub(crate) fn rate(language: Language, per_mille: i64) -> String {
    let (point, sign) = match language {
        Language::Fr => (',', "\u{a0}%"),
        Language::En => ('.', "%"),
    };
    match (per_mille / 10, per_mille % 10) {
        (whole, 0) => format!("{whole}{sign}"),
        (whole, tenth) => format!("{whole}{point}{tenth}{sign}"),
    }
}

pub(crate) fn day(language: Language, date: Date) -> String {
    let month = month_name(language, date.month());
    let ordinal = if language == Language::Fr && date.day() == 1 { "er" } else { "" };
    format!("{}{ordinal} {month} {}", date.day(), date.year())
}

pub(crate) fn birth_day(language: Language, year: i16, month: Option<i8>, day_of_month: Option<i8>) -> String {
    let Some(month) = month else {
        return match language {
            Language::Fr => format!("{year} (jour et mois inconnus)"),
            Language::En => format!("{year} (day and month unknown)"),
        };
    };
    match (day_of_month.and_then(|day| Date::new(year, month, day).ok()), language) {
        (Some(date), language) => day(language, date),
        (None, Language::Fr) => format!("{} {year} (jour inconnu)", month_name(language, month)),
        (None, Language::En) => format!("{} {year} (day unknown)", month_name(language, month)),
    }
}

fn month_name(language: Language, month: i8) -> &'static str {
    let months = match language {
        Language::Fr => MONTHS_FRENCH,
        Language::En => MONTHS_ENGLISH,
    };
    usize::try_from(month - 1).ok().and_then(|month| months.get(month)).copied().unwrap_or_default()
}

pub(crate) fn day_of(language: Language, moment: Timestamp) -> String {
    match in_paris(moment) {
        Some(moment) => day(language, moment.date()),
        None => moment.to_string(),
    }
}

pub(crate) fn moment(language: Language, moment: Timestamp) -> String {
    let Some(local) = in_paris(moment) else { return moment.to_string() };
    let (date, hour, minute) = (day(language, local.date()), local.hour(), local.minute());
    match language {
        Language::Fr => format!("{date} à {hour}\u{a0}h\u{a0}{minute:02}"),
        Language::En => format!("{date} at {hour:02}:{minute:02}"),
    }
}

pub(crate) fn universal(language: Language, moment: Timestamp) -> String {
    let Some(local) = in_paris(moment) else { return moment.to_string() };
    let universal = local.with_time_zone(TimeZone::UTC);
    let (hour, minute) = (universal.hour(), universal.minute());
    let (second, thousandth) = (universal.second(), universal.millisecond());
    let time = match language {
        Language::Fr => format!("{hour}\u{a0}h\u{a0}{minute:02}\u{a0}min\u{a0}{second:02},{thousandth:03}\u{a0}s\u{a0}UTC"),
        Language::En => format!("{hour:02}:{minute:02}:{second:02}.{thousandth:03} UTC"),
    };
    if universal.date() == local.date() { time } else { format!("{}, {time}", day(language, universal.date())) }
}

/// An instant in the time zone of Paris; `None` outside the years -9999 to 9999.
#[must_use]
pub fn in_paris(moment: Timestamp) -> Option<jiff::Zoned> {
    jiff::Timestamp::from_millisecond(moment.as_millis()).ok().map(|moment| moment.to_zoned(PARIS.clone()))
}

const fn minus() -> &'static str {
    "\u{2212}"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Output of `date -u -d 2027-03-03T13:05:00Z +%s`: winter time.
    const MARCH_2027: Timestamp = Timestamp::from_millis(1_804_079_100_000);
    /// Output of `date -u -d 2027-07-31T22:30:00Z +%s`: summer time, and the next day in Paris.
    const AUGUST_2027: Timestamp = Timestamp::from_millis(1_817_073_000_000);

    #[test]
    fn moments_are_formatted_in_the_time_zone_of_paris() {
        assert_eq!(moment(Language::Fr, MARCH_2027), "3 mars 2027 à 14\u{a0}h\u{a0}05");
        assert_eq!(moment(Language::En, MARCH_2027), "3 March 2027 at 14:05");
        assert_eq!(moment(Language::Fr, AUGUST_2027), "1er août 2027 à 0\u{a0}h\u{a0}30");
        assert_eq!(moment(Language::En, AUGUST_2027), "1 August 2027 at 00:30");
    }

    #[test]
    fn universal_time_shows_its_date_only_if_it_differs_from_that_of_paris() {
        let millis = |at: Timestamp, more| Timestamp::from_millis(at.as_millis() + more);
        assert_eq!(universal(Language::Fr, millis(MARCH_2027, 9_309)), "13\u{a0}h\u{a0}05\u{a0}min\u{a0}09,309\u{a0}s\u{a0}UTC");
        assert_eq!(universal(Language::En, millis(MARCH_2027, 9_309)), "13:05:09.309 UTC");
        assert_eq!(universal(Language::En, AUGUST_2027), "31 July 2027, 22:30:00.000 UTC");
    }

    #[test]
    fn a_moment_outside_the_calendar_is_still_displayed() {
        assert_eq!(moment(Language::Fr, Timestamp::from_millis(i64::MAX)), "9223372036854775807 ms");
    }

    #[test]
    fn amounts_have_their_separators_and_signs() {
        for (cents, french, english) in [
            (123_456, "1\u{202f}234,56\u{a0}€", "€1,234.56"),
            (19_080, "190,80\u{a0}€", "€190.80"),
            (5, "0,05\u{a0}€", "€0.05"),
            (-123_456_789, "\u{2212}1\u{202f}234\u{202f}567,89\u{a0}€", "\u{2212}€1,234,567.89"),
        ] {
            assert_eq!((money(Language::Fr, cents).as_str(), money(Language::En, cents).as_str()), (french, english));
        }
    }

    #[test]
    fn rates_are_percentages() {
        assert_eq!((rate(Language::Fr, 200), rate(Language::En, 200)), ("20\u{a0}%".to_owned(), "20%".to_owned()));
        assert_eq!((rate(Language::Fr, 55), rate(Language::En, 55)), ("5,5\u{a0}%".to_owned(), "5.5%".to_owned()));
    }
}

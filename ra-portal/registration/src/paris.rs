//! Calendar days in Paris.

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use pki::Timestamp;

/// The time zone of orders, invoices and birthdays.
pub(crate) static PARIS: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Europe/Paris").expect("the built-in time zone database has Paris"));

/// The day in Paris at a moment; the first or last representable day if it is outside the calendar's range.
pub(crate) fn day_of(moment: Timestamp) -> Date {
    match jiff::Timestamp::from_millisecond(moment.as_millis()) {
        Ok(moment) => moment.to_zoned(PARIS.clone()).date(),
        Err(_) if moment.as_millis() < 0 => Date::MIN,
        Err(_) => Date::MAX,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// As `TZ=Europe/Paris date -d 2026-11-22T23:30:00Z +%F` prints it.
    #[test]
    fn days_are_counted_in_paris() {
        let late = Timestamp::from_millis(1_795_390_200_000);
        assert_eq!(late.to_string(), "2026-11-22T23:30:00.000Z");
        assert_eq!(day_of(late), date(2026, 11, 23));
        // `date -u -d '2026-12-31T22:59:59Z' +%s` → 1798757999: the last second of the year in Paris, and so for the numbers of
        // its invoices.
        let last = Timestamp::from_millis(1_798_757_999_000);
        assert_eq!(day_of(last), date(2026, 12, 31));
        assert_eq!(day_of(last.plus(std::time::Duration::from_secs(1))), date(2027, 1, 1));
        assert_eq!(day_of(Timestamp::from_millis(i64::MAX)), Date::MAX);
    }
}

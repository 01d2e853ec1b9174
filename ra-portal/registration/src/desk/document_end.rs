//! The end of an identity document, which the law moved beyond the printed day for some French cards.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// When the extended cards were issued (decree 2013-1188 of 18 December 2013).
const FIRST: Date = date(2004, 1, 2);
const LAST: Date = date(2013, 12, 31);
/// Cards of minors were not extended.
const MAJORITY: i16 = 18;
/// The validity that was printed on them.
const PRINTED_YEARS: i16 = 10;
/// By how much the decree extended it.
const MORE_YEARS: i16 = 5;

/// The end of a document, in law and as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentEnd {
    pub valid_until: Date,
    pub printed: Date,
}

impl DocumentEnd {
    /// Of a document that is valid until the printed day.
    pub(super) const fn printed(printed: Date) -> Self {
        Self { valid_until: printed, printed }
    }

    /// Of a French identity card that was extended. 29 February becomes 28 February in a year that has none.
    pub(super) fn extended(printed: Date) -> Self {
        Self { valid_until: years_after(printed, MORE_YEARS), printed }
    }
}

/// Whether a French identity card issued on this day to a holder born on that day was extended.
pub(super) fn is_extended(issued: Date, born: Date) -> bool {
    (FIRST..=LAST).contains(&issued) && years_after(born, MAJORITY) <= issued
}

/// Whether these two days can be on the same extended card: it was printed with ten years, which end on the same day or the day
/// before.
pub(super) fn fit(issued: Date, printed: Date) -> bool {
    let ten_years = years_after(issued, PRINTED_YEARS);
    printed == ten_years || printed == ten_years.saturating_sub(1.days())
}

fn years_after(day: Date, years: i16) -> Date {
    day.saturating_add(years.years())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADULT: Date = date(1971, 4, 23);

    /// Decree 2013-1188, with days computed by hand.
    #[test]
    fn cards_of_adults_from_2004_to_2013_are_extended_by_five_years() {
        for (issued, born, extended) in [
            (date(2004, 1, 1), ADULT, false),
            (date(2004, 1, 2), ADULT, true),
            (date(2013, 12, 31), ADULT, true),
            (date(2014, 1, 1), ADULT, false),
            // The eighteenth birthday, and the day before.
            (date(2010, 6, 15), date(1992, 6, 15), true),
            (date(2010, 6, 14), date(1992, 6, 15), false),
            (date(2010, 6, 16), date(1992, 6, 15), true),
            // Born on 29 February.
            (date(2010, 2, 27), date(1992, 2, 29), false),
            (date(2010, 2, 28), date(1992, 2, 29), true),
        ] {
            assert_eq!(is_extended(issued, born), extended, "issued {issued}, born {born}");
        }
        for (printed, until) in [
            (date(2022, 11, 27), date(2027, 11, 27)),
            (date(2023, 12, 31), date(2028, 12, 31)),
            (date(2020, 2, 29), date(2025, 2, 28)),
        ] {
            assert_eq!(DocumentEnd::extended(printed), DocumentEnd { valid_until: until, printed });
        }
    }

    #[test]
    fn an_extended_card_was_printed_with_ten_years() {
        for (issued, printed, both) in [
            (date(2012, 11, 28), date(2022, 11, 27), true),
            (date(2012, 11, 28), date(2022, 11, 28), true),
            (date(2012, 11, 28), date(2022, 11, 29), false),
            (date(2012, 11, 28), date(2027, 11, 27), false),
            (date(2012, 2, 29), date(2022, 2, 28), true),
        ] {
            assert_eq!(fit(issued, printed), both, "{issued} {printed}");
        }
    }
}

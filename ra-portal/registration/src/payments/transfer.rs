//! Bank transfers, as they appear on the bank's statement.

use std::str::FromStr;

use jiff::civil::Date;
use pki::{Id, Timestamp};

use crate::officers::OfficerId;
use crate::orders::OrderNumber;

/// The largest amount, 100 000 €: far above the price of any order.
const LARGEST_CENTS: i64 = 10_000_000;
/// The remittance information of a SEPA credit transfer has at most 140 characters, its debtor's name fewer.
const LONGEST_TEXT: usize = 140;

/// Marks identifiers of transfers.
#[derive(Debug)]
pub enum TransferTag {}

/// Identifies a transfer.
pub type TransferId = Id<TransferTag>;

/// An amount in cents of a euro: greater than 0, at most 100 000 €.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TransferAmount(i64);

/// Why a text is not a valid amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountFault {
    #[error("an amount is needed")]
    Missing,
    /// Not euros with at most two decimals.
    #[error("an amount looks like 190,80")]
    Form,
    /// Zero, or more than 100 000 €.
    #[error("an amount is greater than 0 and at most 100 000 €")]
    OutOfBounds,
}

/// The day of a statement's line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatementDate(Date);

/// Why a text is not a valid day of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementDateFault {
    /// Not a date.
    #[error("a date looks like 2026-11-22")]
    Form,
    /// After today.
    #[error("the statement's day is in the future")]
    Future,
    /// More than a year ago.
    #[error("the statement's day is more than a year ago")]
    TooOld,
}

/// A reference or a payer's name, as on the statement: 1 to 140 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementText(String);

/// Why a text is not a valid text of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementTextFault {
    #[error("a text from the statement is needed")]
    Missing,
    /// More than 140 characters.
    #[error("at most 140 characters")]
    TooLong,
    /// Contains control characters.
    #[error("one line of visible characters")]
    Form,
}

/// A line of the statement, as an officer enters it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferEntry {
    pub date: StatementDate,
    pub amount: TransferAmount,
    pub reference: StatementText,
    pub payer: StatementText,
}

/// A transfer on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    pub id: TransferId,
    /// The line of the statement.
    pub entry: TransferEntry,
    pub recorded_by: OfficerId,
    pub recorded_at: Timestamp,
    pub state: TransferState,
}

/// The state of a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransferState {
    /// It names no order: an officer has to decide.
    Unmatched,
    /// It was assigned to an order.
    Matched { order: OrderNumber },
    /// It is returned to its sender.
    Returned { at: Timestamp, reason: String },
}

impl TransferAmount {
    /// The amount in cents.
    #[must_use]
    pub const fn cents(self) -> i64 {
        self.0
    }

    pub(super) const fn from_cents(cents: i64) -> Option<Self> {
        if 0 < cents && cents <= LARGEST_CENTS { Some(Self(cents)) } else { None }
    }
}

impl FromStr for TransferAmount {
    type Err = AmountFault;

    /// Accepts euros with a comma or a full stop before the cents, and spaces and euro signs in the usual places: `1 234,56 €`.
    fn from_str(typed: &str) -> Result<Self, AmountFault> {
        let kept: String = typed.chars().filter(|symbol| !symbol.is_whitespace() && *symbol != '€').collect();
        if kept.is_empty() {
            return Err(AmountFault::Missing);
        }
        let (euros, cents) = kept.split_once([',', '.']).unwrap_or((&kept, "00"));
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
        if !is_digits(euros) || !is_digits(cents) || cents.len() > 2 {
            return Err(AmountFault::Form);
        }
        // A number with more digits than an integer holds is certainly too large.
        let in_cents = format!("{euros}{cents:0<2}").parse().map_err(|_| AmountFault::OutOfBounds)?;
        Self::from_cents(in_cents).ok_or(AmountFault::OutOfBounds)
    }
}

impl StatementDate {
    /// Parses `2026-11-22`; the day must be within the year that ends `today`.
    ///
    /// # Errors
    /// [`StatementDateFault`].
    pub fn parse(typed: &str, today: Date) -> Result<Self, StatementDateFault> {
        let date: Date = typed.trim().parse().map_err(|_| StatementDateFault::Form)?;
        if date > today {
            return Err(StatementDateFault::Future);
        }
        let year_ago = today.saturating_sub(jiff::Span::new().years(1));
        if date < year_ago { Err(StatementDateFault::TooOld) } else { Ok(Self(date)) }
    }

    #[must_use]
    pub const fn date(self) -> Date {
        self.0
    }

    pub(super) const fn on_record(date: Date) -> Self {
        Self(date)
    }
}

impl StatementText {
    /// The text as on the statement.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for StatementText {
    type Err = StatementTextFault;

    /// Ignores surrounding spaces.
    fn from_str(typed: &str) -> Result<Self, StatementTextFault> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(StatementTextFault::Missing);
        }
        if typed.chars().any(char::is_control) {
            return Err(StatementTextFault::Form);
        }
        if typed.chars().count() > LONGEST_TEXT {
            return Err(StatementTextFault::TooLong);
        }
        Ok(Self(typed.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn cents(typed: &str) -> Result<i64, AmountFault> {
        typed.parse().map(TransferAmount::cents)
    }

    #[test]
    fn amounts_are_parsed_in_common_spellings() {
        for (typed, expected) in [
            ("190,80", 19_080),
            ("190.8", 19_080),
            ("190", 19_000),
            ("1\u{202f}234,56\u{a0}€", 123_456),
            ("0,01", 1),
            ("100 000", LARGEST_CENTS),
        ] {
            assert_eq!(cents(typed), Ok(expected), "{typed}");
        }
    }

    #[test]
    fn each_invalid_amount_is_refused_with_its_reason() {
        assert_eq!(cents(" € "), Err(AmountFault::Missing));
        for typed in ["cent", "-190,80", "190,805", "1.234,56", "190,", ",80", "１９０"] {
            assert_eq!(cents(typed), Err(AmountFault::Form), "{typed}");
        }
        for typed in ["0", "0,00", "100000,01", "99999999999999999999"] {
            assert_eq!(cents(typed), Err(AmountFault::OutOfBounds), "{typed}");
        }
    }

    #[test]
    fn the_day_of_a_statement_is_within_the_last_year() {
        let today = date(2026, 11, 22);
        let checked = |typed: &str| StatementDate::parse(typed, today).map(StatementDate::date);
        assert_eq!(checked("2026-11-22"), Ok(today));
        assert_eq!(checked("2025-11-22"), Ok(date(2025, 11, 22)));
        assert_eq!(checked("2026-11-23"), Err(StatementDateFault::Future));
        assert_eq!(checked("2025-11-21"), Err(StatementDateFault::TooOld));
        assert_eq!(checked("22/11/2026"), Err(StatementDateFault::Form));
    }

    #[test]
    fn a_text_has_140_characters_at_most() {
        let typed = |characters: usize| "é".repeat(characters).parse::<StatementText>().map(|text| text.as_str().chars().count());
        assert_eq!((typed(140), typed(141)), (Ok(140), Err(StatementTextFault::TooLong)));
        assert_eq!("  ".parse::<StatementText>(), Err(StatementTextFault::Missing));
        assert_eq!("VIR\tSEPA".parse::<StatementText>(), Err(StatementTextFault::Form));
    }

    proptest! {
        #[test]
        fn exactly_the_amounts_within_bounds_are_accepted(amount in 0..2 * LARGEST_CENTS) {
            let (euros, rest) = (amount / 100, amount % 100);
            let expected = if (1..=10_000_000).contains(&amount) { Ok(amount) } else { Err(AmountFault::OutOfBounds) };
            for typed in [format!("{euros},{rest:02}"), format!(" {euros}.{rest:02} €"), format!("0{euros},{rest:02}")] {
                prop_assert_eq!(cents(&typed), expected, "{}", typed);
            }
        }

        /// Any other text: if it is accepted as an amount, the amount has its digits.
        #[test]
        fn an_amount_has_the_digits_that_were_typed(typed in prop_oneof![any::<String>(), "[0-9 .,€]{0,12}"]) {
            if let Ok(amount) = cents(&typed) {
                let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
                let digits = digits.trim_start_matches('0');
                prop_assert!(format!("{amount:0<12}").starts_with(digits), "{typed:?} is {amount}");
            }
        }

        /// The year that ends on 22 November 2026 has 366 days if both ends are counted: 2026 is not a leap year.
        #[test]
        fn exactly_the_days_within_the_year_are_accepted(days in -800..800i64) {
            let day = date(2026, 11, 22).saturating_sub(jiff::Span::new().days(days));
            let checked = StatementDate::parse(&day.to_string(), date(2026, 11, 22)).map(StatementDate::date);
            let expected = match days {
                ..0 => Err(StatementDateFault::Future),
                0..=365 => Ok(day),
                _ => Err(StatementDateFault::TooOld),
            };
            prop_assert_eq!(checked, expected);
        }

        #[test]
        fn a_text_of_a_statement_is_one_line_of_140_characters(typed in any::<String>(), letters in 1..200usize) {
            if let Ok(text) = typed.parse::<StatementText>() {
                prop_assert!(!text.as_str().contains(['\n', '\r', '\t', '\0']) && text.as_str() == typed.trim());
            }
            let expected = if letters <= 140 { Ok("é".repeat(letters)) } else { Err(StatementTextFault::TooLong) };
            prop_assert_eq!("é".repeat(letters).parse::<StatementText>().map(|text| text.as_str().to_owned()), expected);
        }
    }
}

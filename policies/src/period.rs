//! Lengths of time, as written in the files: `3y`, `14d`, `12h`, `5m`.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// 365 days, so that a certificate of `3y` never exceeds three calendar years.
const YEAR: u64 = 365 * DAY;

const UNITS: [(&str, u64); 4] = [("y", YEAR), ("d", DAY), ("h", HOUR), ("m", MINUTE)];

/// A length of time: a whole number of years (of 365 days), days, hours or minutes; at least one, at most 100 years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Period(Duration);

/// Not a length of time.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a length of time, expected a whole number and y (365 days), d, h or m, such as \"14d\", at most 100y")]
pub(crate) struct NotAPeriod(String);

impl Period {
    pub(crate) const fn hours(count: u64) -> Self {
        Self(Duration::from_secs(count * HOUR))
    }

    pub(crate) const fn days(count: u64) -> Self {
        Self(Duration::from_secs(count * DAY))
    }

    pub(crate) const fn years(count: u64) -> Self {
        Self(Duration::from_secs(count * YEAR))
    }

    pub(crate) const fn duration(self) -> Duration {
        self.0
    }

    /// Converts back a duration that was read from a file.
    pub(crate) const fn of(duration: Duration) -> Self {
        Self(duration)
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let seconds = UNITS.iter().find_map(|(unit, seconds)| {
            let digits = text.strip_suffix(unit)?;
            let count: u64 = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
            count.checked_mul(*seconds)
        });
        match seconds {
            Some(seconds) if (1..=100 * YEAR).contains(&seconds) => Ok(Self(Duration::from_secs(seconds))),
            _ => Err(NotAPeriod(text)),
        }
    }
}

/// Written in the largest unit that leaves no remainder.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        match UNITS.iter().find(|(_, length)| seconds.is_multiple_of(*length)) {
            Some((unit, length)) => write!(f, "{}{unit}", seconds / length),
            None => write!(f, "{seconds} seconds"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(text: &str) -> Option<Period> {
        Period::try_from(text.to_owned()).ok()
    }

    #[test]
    fn a_length_of_time_is_a_number_and_a_unit() {
        assert_eq!(length("3y").map(Period::duration), Some(Duration::from_secs(94_608_000)));
        assert_eq!(length("26h").map(Period::duration), Some(Duration::from_secs(93_600)));
        assert_eq!(length("5m").map(Period::duration), Some(Duration::from_secs(300)));
        for bad in ["", "y", "3", "3 y", "+3y", "-3y", "3Y", "3w", "0d", "101y", "18446744073709551615y", "99999999999999999999d"]
        {
            assert_eq!(length(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_length_of_time_is_displayed_as_in_the_files() {
        for text in ["3y", "14d", "26h", "5m"] {
            assert_eq!(length(text).map(|length| length.to_string()).as_deref(), Some(text));
        }
    }
}

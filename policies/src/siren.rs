//! SIREN numbers of French companies.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A French company's number in the SIRENE register: nine digits, of which the last is a Luhn check digit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Siren(String);

/// Not a SIREN.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a SIREN, expected nine digits of which the last is the Luhn check digit")]
pub struct NotASiren(String);

impl Siren {
    /// The nine digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Siren {
    type Err = NotASiren;

    fn from_str(text: &str) -> Result<Self, NotASiren> {
        let digits: Option<Vec<u32>> = text.chars().map(|character| character.to_digit(10)).collect();
        let sum = |digits: &[u32]| -> u32 {
            let doubled = |(place, digit): (usize, &u32)| {
                if place % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { *digit }
            };
            digits.iter().rev().enumerate().map(doubled).sum()
        };
        match digits {
            Some(digits) if digits.len() == 9 && sum(&digits).is_multiple_of(10) => Ok(Self(text.to_owned())),
            _ => Err(NotASiren(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Siren {
    type Error = NotASiren;

    fn try_from(text: String) -> Result<Self, NotASiren> {
        text.parse()
    }
}

impl From<Siren> for String {
    fn from(siren: Siren) -> Self {
        siren.0
    }
}

impl fmt::Display for Siren {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 732829320 is the worked example in published descriptions of the check digit.
    #[test]
    fn a_siren_has_nine_digits_and_a_check_digit() {
        for good in ["732829320", "123456782"] {
            assert!(good.parse::<Siren>().is_ok(), "{good}");
        }
        for bad in ["732829321", "73282932", "7328293200", "73282932x", "", "372829320"] {
            assert!(bad.parse::<Siren>().is_err(), "{bad}");
        }
    }
}

//! The number that is printed on a token.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// What a card or USB key is called by people and programs: 4 to 24 of `A–Z`, `0–9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenNumber(String);

/// Why a text is no token number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a token number has 4 to 24 of A-Z, 0-9 and -")]
pub struct NotATokenNumber;

impl TokenNumber {
    /// As printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TokenNumber {
    type Err = NotATokenNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (4..=24).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-');
        if fits { Ok(Self(text.to_owned())) } else { Err(NotATokenNumber) }
    }
}

impl fmt::Display for TokenNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for TokenNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for TokenNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_number_is_printable_and_bounded() {
        for good in ["T-0000-0001", "ABCD", "012345678901234567890123"] {
            assert_eq!(good.parse::<TokenNumber>().map(|number| number.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "ABC", "0123456789012345678901234", "t-0000-0001", "T 0000", "T-0000/1", "T-É00"] {
            assert_eq!(bad.parse::<TokenNumber>(), Err(NotATokenNumber), "{bad}");
        }
    }
}

//! The number that is printed on a token.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::letters::plain;

/// The number of a smart card or USB key: 4 to 24 characters of `A–Z`, `0–9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenNumber(String);

/// Words that people write before a number.
const LABELS: &[&str] = &["CARD", "CARTE", "CLE", "KEY", "N", "NO", "NR", "NUM", "NUMBER", "NUMERO", "TOKEN"];
/// Greek and Cyrillic capitals, and the Latin ones that they look like.
const LOOK_ALIKES: (&str, &str) = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕЅІКМНОРСТХ", "ABEZHIKMNOPTYXABESIKMHOPCTX");

/// Not a token number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a token number has 4 to 24 characters of A-Z, 0-9 and -")]
pub struct NotATokenNumber;

impl TokenNumber {
    /// As printed on the token.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Parses a number as people type and dictate it: in any case, with any dashes and spaces, in groups, after a word such as `n°`,
    /// before a full stop. Letters that look like a digit are not replaced.
    ///
    /// # Errors
    /// [`NotATokenNumber`] if other characters remain, or too few or too many.
    pub fn typed(text: &str) -> Result<Self, NotATokenNumber> {
        let capitals = text.chars().flat_map(char::to_uppercase);
        let latin: String = capitals.map(|letter| look_alike(letter).unwrap_or(letter)).collect();
        let plain = plain(&latin);
        let separators = [' ', '.', ',', ':', ';', '\'', '"', '#', '_', '(', ')', '°', '«', '»', '“', '”'];
        let mut words: Vec<&str> = plain.split(separators).filter(|word| !word.is_empty()).collect();
        let labels = words.iter().take_while(|word| LABELS.contains(word)).count();
        if labels < words.len() {
            words.drain(..labels);
        }
        let symbols = words.concat();
        symbols.trim_matches('-').parse().or_else(|_| symbols.replace('-', "").parse())
    }
}

fn look_alike(letter: char) -> Option<char> {
    LOOK_ALIKES.0.chars().zip(LOOK_ALIKES.1.chars()).find(|(other, _)| *other == letter).map(|(_, latin)| latin)
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
    fn a_number_is_read_as_people_type_it() {
        for (typed, number) in [
            ("ST48D647D17154", "ST48D647D17154"),
            ("st-48d647d17154", "ST-48D647D17154"),
            ("ST\u{2011}48D647D17154", "ST-48D647D17154"),
            ("ST 48D647D17154", "ST48D647D17154"),
            ("ST-48D6 47D1 7154", "ST-48D647D17154"),
            ("ST-48D6-47D1-7154", "ST-48D6-47D1-7154"),
            ("S-T-4-8-D-6-4-7-D-1-7-1-5-4", "ST48D647D17154"),
            ("ST-48D647D17154.", "ST-48D647D17154"),
            (" N° ST-48D647D17154", "ST-48D647D17154"),
            ("n°ST–48D647D17154", "ST-48D647D17154"),
            ("№ ST−48D647D17154", "ST-48D647D17154"),
            ("No. ST-48D647D17154", "ST-48D647D17154"),
            ("carte n° : ST-48D647D17154", "ST-48D647D17154"),
            ("ＳＴ－４８Ｄ６４７Ｄ１７１５４", "ST-48D647D17154"),
            ("SТ-48D647D1715О", "ST-48D647D1715O"),
            ("«\u{a0}ST-48D647D17154\u{a0}»", "ST-48D647D17154"),
            ("ST-48D647\u{ad}D17154", "ST-48D647D17154"),
        ] {
            assert_eq!(TokenNumber::typed(typed).map(|number| number.to_string()), Ok(number.to_owned()), "{typed}");
        }
        for bad in ["", "n°", "ABC", "ST-48D647D17154-48D647D17154", "T/1", "ST-48D647D1715€"] {
            assert_eq!(TokenNumber::typed(bad), Err(NotATokenNumber), "{bad}");
        }
    }

    #[test]
    fn a_token_number_has_an_alphabet_and_a_maximum_length() {
        for good in ["T-0000-0001", "ABCD", "012345678901234567890123"] {
            assert_eq!(good.parse::<TokenNumber>().map(|number| number.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "ABC", "0123456789012345678901234", "t-0000-0001", "T 0000", "T-0000/1", "T-É00"] {
            assert_eq!(bad.parse::<TokenNumber>(), Err(NotATokenNumber), "{bad}");
        }
    }
}

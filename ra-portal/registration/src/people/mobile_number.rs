//! Mobile numbers, to which text messages are sent.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A mobile number in international form (E.164): `+33612345678`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MobileNumber(String);

/// Why a text is not a mobile number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MobileNumberFault {
    #[error("the number is empty")]
    Empty,
    /// A character that does not occur in telephone numbers.
    #[error("character {position} does not belong in a telephone number")]
    Character {
        character: char,
        /// Its position in the text, counted in characters from 1.
        position: usize,
    },
    #[error("a French mobile number has ten digits, an international one 8 to 15 after the +")]
    Digits,
    /// A French number that does not receive text messages.
    #[error("a French mobile number begins with 06 or 07")]
    NotMobile,
}

/// Mobile numbers of overseas departments (ARCEP's numbering plan): prefix in national format, country calling code.
const OVERSEAS: [(&str, &str); 8] = [
    ("0639", "262"),
    ("0690", "590"),
    ("0691", "590"),
    ("0692", "262"),
    ("0693", "262"),
    ("0694", "594"),
    ("0696", "596"),
    ("0697", "596"),
];

impl MobileNumber {
    /// The number in international form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MobileNumber {
    type Err = MobileNumberFault;

    /// French numbers may be in national format (`06 12 34 56 78`); all others begin with `+` or `00`.
    fn from_str(text: &str) -> Result<Self, MobileNumberFault> {
        let typed = text.trim();
        if typed.is_empty() {
            return Err(MobileNumberFault::Empty);
        }
        let is_punctuation = |character: char| character.is_whitespace() || matches!(character, '.' | '-' | '/' | '(' | ')');
        let belongs = |index: usize, character: char| {
            character.is_ascii_digit() || is_punctuation(character) || (index == 0 && character == '+')
        };
        if let Some((index, character)) = typed.chars().enumerate().find(|(index, character)| !belongs(*index, *character)) {
            return Err(MobileNumberFault::Character { character, position: index + 1 });
        }
        // +33 (0)6 … is a common way to print it.
        let compact: String = typed.replace("(0)", "").chars().filter(|character| !is_punctuation(*character)).collect();
        match compact.strip_prefix('+').or_else(|| compact.strip_prefix("00")) {
            Some(international) => match international.strip_prefix("33") {
                Some(french) => in_france(&format!("0{french}")),
                None if (8..=15).contains(&international.len()) && !international.starts_with('0') => {
                    Ok(Self(format!("+{international}")))
                }
                None => Err(MobileNumberFault::Digits),
            },
            None => in_france(&compact),
        }
    }
}

/// The number that is dialled as `digits` within France.
fn in_france(digits: &str) -> Result<MobileNumber, MobileNumberFault> {
    if digits.len() != 10 || !digits.starts_with('0') {
        return Err(MobileNumberFault::Digits);
    }
    if !digits.starts_with("06") && !digits.starts_with("07") {
        return Err(MobileNumberFault::NotMobile);
    }
    let overseas = OVERSEAS.iter().find(|(beginning, _)| digits.starts_with(beginning));
    let calling_code = overseas.map_or("33", |(_, calling_code)| calling_code);
    Ok(MobileNumber(format!("+{calling_code}{}", &digits[1..])))
}

impl TryFrom<String> for MobileNumber {
    type Error = MobileNumberFault;

    fn try_from(text: String) -> Result<Self, MobileNumberFault> {
        text.parse()
    }
}

impl From<MobileNumber> for String {
    fn from(number: MobileNumber) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Result<String, MobileNumberFault> {
        text.parse::<MobileNumber>().map(String::from)
    }

    #[test]
    fn a_french_number_is_parsed_in_every_spelling() {
        for written in
            ["0612345678", "06 12 34 56 78", "06.12.34.56.78", "+33612345678", "+33 (0)6 12 34 56 78", "0033 6 12-34-56-78"]
        {
            assert_eq!(number(written).as_deref(), Ok("+33612345678"), "{written}");
        }
        assert_eq!(number("07 12 34 56 78").as_deref(), Ok("+33712345678"));
        assert_eq!(number("0692 12 34 56").as_deref(), Ok("+262692123456"));
    }

    #[test]
    fn foreign_numbers_have_their_calling_code() {
        assert_eq!(number("+352 621 123 456").as_deref(), Ok("+352621123456"));
        assert_eq!(number("0041 79 123 45 67").as_deref(), Ok("+41791234567"));
        assert_eq!(number("+352 621"), Err(MobileNumberFault::Digits));
        assert_eq!(number("+0612345678"), Err(MobileNumberFault::Digits));
        assert_eq!(number("+1234567890123456"), Err(MobileNumberFault::Digits));
    }

    #[test]
    fn numbers_that_receive_no_text_messages_are_refused() {
        assert_eq!(number(" "), Err(MobileNumberFault::Empty));
        assert_eq!(number("01 23 45 67 89"), Err(MobileNumberFault::NotMobile));
        assert_eq!(number("+33 1 23 45 67 89"), Err(MobileNumberFault::NotMobile));
        assert_eq!(number("06 12 34 56 7"), Err(MobileNumberFault::Digits));
        assert_eq!(number("06 12 34 56 7a"), Err(MobileNumberFault::Character { character: 'a', position: 14 }));
        assert_eq!(number("06+12345678"), Err(MobileNumberFault::Character { character: '+', position: 3 }));
    }

    proptest! {
        #[test]
        fn any_text_is_a_number_or_a_fault_and_a_number_stays_one(text in r"\+?[0-9 ()./-]{0,24}") {
            if let Ok(number) = text.parse::<MobileNumber>() {
                prop_assert_eq!(number.as_str().parse::<MobileNumber>(), Ok(number.clone()));
            }
        }
    }
}

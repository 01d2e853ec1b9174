//! Mobile numbers, to which text messages are sent.
//!
//! Numbering plans come from the metadata of Google's libphonenumber. They lag behind new ranges and leave out the fictitious ones,
//! so that they never decide alone that a number does not exist.

use std::str::FromStr;

use pki::letters::{is_dash, is_invisible, plain};
use rlibphonenumber::{PHONE_NUMBER_UTIL, ParseError, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region};
use serde::{Deserialize, Serialize};

use super::Country;

/// The territories of the French numbering plan (ARCEP): nine digits behind one trunk 0, several country codes.
const FRENCH_PLAN: [Region; 7] = [Region::FR, Region::GP, Region::MQ, Region::GF, Region::RE, Region::YT, Region::PM];
/// Digits of a number of the French plan without the trunk 0.
const FRENCH_DIGITS: usize = 9;
/// More characters than any way to write a number needs.
const LONGEST: usize = 60;

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
    #[error("no country has this calling code")]
    NoSuchCode,
    #[error("numbers of this country have another length")]
    Length {
        /// The country whose numbers are longer or shorter; none if it cannot be told.
        country: Option<Country>,
    },
    /// A number that does not receive text messages.
    #[error("not a mobile number")]
    NotMobile { country: Option<Country> },
}

impl MobileNumber {
    /// Reads a number in international form, with any country's code, or in the national form of `home` or of the French plan. The
    /// trunk prefix may stand behind the code: `+32 0470 …`.
    ///
    /// # Errors
    /// What is wrong with it. A number of a range that the metadata do not know is accepted if its length is right.
    pub fn read(typed: &str, home: Country) -> Result<Self, MobileNumberFault> {
        let dialled = dialled(typed)?;
        let international = dialled.strip_prefix('+').or_else(|| dialled.strip_prefix("00"));
        match international {
            Some(digits) => judged(&with_own_code(parsed(&format!("+{digits}"), None)?)),
            None => in_national_form(&dialled, Region::from_code(home.as_str()).unwrap_or(Region::FR)),
        }
    }

    /// The number in international form, as it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number to which a message is sent. It differs from the stored one only where release 0.1.0 took a number for one of
    /// another territory or kept its trunk 0.
    #[must_use]
    pub fn to_dial(&self) -> String {
        self.number().map_or_else(|| self.0.clone(), |number| e164(&number))
    }

    /// The country of the number; none for numbers of no country, such as those of satellites.
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        country_of(&self.number()?)
    }

    /// The number in groups, as it is dialled within its country; with the code if it has no country.
    #[must_use]
    pub fn national(&self) -> String {
        self.in_groups(if self.country().is_some() { PhoneNumberFormat::National } else { PhoneNumberFormat::International })
    }

    /// The number in groups as somebody writes it who lives in `home`: [`MobileNumber::read`] with the same country returns it.
    pub(crate) fn as_written_in(&self, home: Country) -> String {
        let national = self.national();
        let is_read_back = Self::read(&national, home).is_ok_and(|number| number.0 == self.to_dial());
        if is_read_back { national } else { self.in_groups(PhoneNumberFormat::International) }
    }

    fn in_groups(&self, format: PhoneNumberFormat) -> String {
        self.number().map_or_else(|| self.0.clone(), |number| number.format_as(format).into_owned())
    }

    fn number(&self) -> Option<PhoneNumber> {
        parsed(&self.0, None).ok().map(with_own_code)
    }
}

/// The digits of what was typed, behind a `+` if there is one; digits of any script.
fn dialled(typed: &str) -> Result<String, MobileNumberFault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(MobileNumberFault::Empty);
    }
    let mut dialled = String::new();
    for (index, character) in typed.chars().enumerate() {
        match character {
            '+' | '\u{ff0b}' | '\u{fe62}' | '\u{207a}' if dialled.is_empty() => dialled.push('+'),
            digit if digit.is_numeric() => match plain(digit.encode_utf8(&mut [0; 4])).as_bytes() {
                [value] if value.is_ascii_digit() => dialled.push(char::from(*value)),
                _ => return Err(MobileNumberFault::Character { character, position: index + 1 }),
            },
            sign if is_punctuation(sign) => {}
            _ => return Err(MobileNumberFault::Character { character, position: index + 1 }),
        }
    }
    if dialled.len() > LONGEST { Err(MobileNumberFault::Length { country: None }) } else { Ok(dialled) }
}

/// Signs between groups of digits, and the invisible marks around numbers that are copied from an address book.
fn is_punctuation(character: char) -> bool {
    is_dash(character) || is_invisible(character) || ".·•,/()[]~".contains(character)
}

fn parsed(text: &str, region: Option<Region>) -> Result<PhoneNumber, MobileNumberFault> {
    PHONE_NUMBER_UTIL.parse(text, region).map_err(|error| match error {
        ParseError::InvalidCountryCode => MobileNumberFault::NoSuchCode,
        _ => MobileNumberFault::Length { country: region.and_then(country) },
    })
}

/// The number in the national form of `home` or of a territory of the French plan: one that has a mobile number of these digits.
fn in_national_form(dialled: &str, home: Region) -> Result<MobileNumber, MobileNumberFault> {
    let regions = std::iter::once(home).chain(FRENCH_PLAN.into_iter().filter(|region| *region != home));
    let candidates: Vec<(Region, PhoneNumber)> =
        regions.filter_map(|region| Some((region, parsed(dialled, Some(region)).ok()?))).collect();
    let is_plausible = |(region, number): &&(Region, PhoneNumber)| *region == home || digits(number).len() == FRENCH_DIGITS;
    if let Some((_, number)) = candidates.iter().filter(is_plausible).find(|(_, number)| is_mobile(number)) {
        return Ok(MobileNumber(e164(number)));
    }
    // Digits that only the French plan writes in this way.
    let is_french = dialled.len() == FRENCH_DIGITS + 1 && (dialled.starts_with("06") || dialled.starts_with("07"));
    let meant = if is_french { Region::FR } else { home };
    let number = candidates.into_iter().find_map(|(region, number)| (region == meant).then_some(number));
    judged(&with_own_code(number.ok_or(MobileNumberFault::Length { country: country(meant) })?))
}

/// Accepts what may receive text messages. A number of a range that is not in the metadata is judged by its length, and in the
/// French plan by its beginning: 6 or 7.
fn judged(number: &PhoneNumber) -> Result<MobileNumber, MobileNumberFault> {
    use PhoneNumberType::{Mobile, Pager, PersonalNumber, Unknown, VoIP};
    let country = country_of(number);
    let digits = digits(number);
    let is_french = FRENCH_PLAN.iter().any(|region| code_of(*region) == Some(number.country_code));
    let taken = match number.get_type() {
        _ if is_mobile(number) => Ok(()),
        _ if is_french && (digits.len() != FRENCH_DIGITS || digits.starts_with('0')) => {
            Err(MobileNumberFault::Length { country })
        }
        Unknown if is_french && digits.starts_with(['6', '7']) => Ok(()),
        _ if is_french => Err(MobileNumberFault::NotMobile { country }),
        Pager | PersonalNumber | VoIP => Ok(()),
        Unknown if PHONE_NUMBER_UTIL.is_possible_number_for_type(number, Mobile) => Ok(()),
        Unknown => Err(MobileNumberFault::Length { country }),
        _ => Err(MobileNumberFault::NotMobile { country }),
    };
    taken.map(|()| MobileNumber(e164(number)))
}

/// The same digits with the code of the territory of the French plan that has this number: +33 709 20 … is one of Réunion.
fn with_own_code(number: PhoneNumber) -> PhoneNumber {
    let digits = digits(&number);
    let is_french = FRENCH_PLAN.iter().any(|region| code_of(*region) == Some(number.country_code));
    if !is_french || digits.len() != FRENCH_DIGITS || is_mobile(&number) {
        return number;
    }
    let numbers = FRENCH_PLAN.iter().filter_map(|region| parsed(&format!("+{}{digits}", code_of(*region)?), None).ok());
    let known: Vec<PhoneNumber> = numbers.filter(|number| number.get_type() != PhoneNumberType::Unknown).collect();
    known.iter().find(|number| is_mobile(number)).or(known.first()).cloned().unwrap_or(number)
}

fn is_mobile(number: &PhoneNumber) -> bool {
    matches!(number.get_type(), PhoneNumberType::Mobile | PhoneNumberType::FixedLineOrMobile)
}

fn digits(number: &PhoneNumber) -> String {
    number.get_national_significant_number()
}

fn e164(number: &PhoneNumber) -> String {
    number.format_as(PhoneNumberFormat::E164).into_owned()
}

fn code_of(region: Region) -> Option<i32> {
    PHONE_NUMBER_UTIL.get_country_code_for_region(region)
}

/// The country that has the number or, if no range contains it, the main one with its code.
fn country_of(number: &PhoneNumber) -> Option<Country> {
    let region = number.get_region_code().or_else(|| PHONE_NUMBER_UTIL.get_region_for_country_code(number.country_code));
    region.and_then(country)
}

/// None for the library's region of no country.
fn country(region: Region) -> Option<Country> {
    region.as_region_str().as_str().parse().ok()
}

impl FromStr for MobileNumber {
    type Err = MobileNumberFault;

    /// Reads a number as somebody writes it who lives in France.
    fn from_str(text: &str) -> Result<Self, MobileNumberFault> {
        Self::read(text, Country::FRANCE)
    }
}

impl TryFrom<String> for MobileNumber {
    type Error = MobileNumberFault;

    /// A number from a row: only the form is checked, since the metadata change from release to release.
    fn try_from(text: String) -> Result<Self, MobileNumberFault> {
        let digits = text.strip_prefix('+').unwrap_or_default();
        let is_e164 = (7..=15).contains(&digits.len()) && digits.bytes().all(|octet| octet.is_ascii_digit());
        if is_e164 && !digits.starts_with('0') { Ok(Self(text)) } else { Err(MobileNumberFault::Length { country: None }) }
    }
}

impl From<MobileNumber> for String {
    fn from(number: MobileNumber) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests;

//! Postal addresses, as the post reads them.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::{Country, NotACountry};

/// A line of an address on an envelope (NF Z10-011).
const LINE: usize = 38;

/// A postal address in the order of its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostalAddress {
    /// To whom: 1 to 38 characters (NF Z10-011's line).
    pub recipient: String,
    /// Flat, floor, building: 1 to 38 characters.
    pub complement: Option<String>,
    /// Number and street: 1 to 38 characters.
    pub street: String,
    /// As the country writes it; five digits in France.
    pub postcode: String,
    /// Town: 1 to 32 characters, so that it fits on one line with a French postcode.
    pub town: String,
    /// Country.
    pub country: Country,
}

/// A line of an address that somebody fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressLine {
    /// To whom.
    Recipient,
    /// Flat, floor, building.
    Complement,
    /// Number and street.
    Street,
    /// Postcode.
    Postcode,
    /// Town.
    Town,
    /// Country.
    Country,
}

/// What is wrong with a line of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// Nothing was typed.
    #[error("the line is empty")]
    Empty,
    /// Too many characters.
    #[error("the line has more than {at_most} characters")]
    TooLong {
        /// How many it may have.
        at_most: usize,
    },
    /// A character that is no part of a text, such as a line break.
    #[error("character {position} cannot be printed")]
    Character {
        /// Which place in the line, counted in characters from 1.
        position: usize,
    },
    /// No postcode of that country.
    #[error("a French postcode has five digits")]
    Postcode,
    /// No country.
    #[error(transparent)]
    Country(#[from] NotACountry),
}

impl AddressLine {
    /// All lines, in the order of an envelope.
    pub const ALL: [Self; 6] = [Self::Recipient, Self::Complement, Self::Street, Self::Postcode, Self::Town, Self::Country];

    /// Its name in forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recipient => "recipient",
            Self::Complement => "complement",
            Self::Street => "street",
            Self::Postcode => "postcode",
            Self::Town => "town",
            Self::Country => "country",
        }
    }
}

impl PostalAddress {
    /// The address whose lines `typed` says; a line that was not typed is empty.
    ///
    /// # Errors
    /// Every line that is wrong, in the order of the lines.
    pub fn parse(typed: impl Fn(AddressLine) -> String) -> Result<Self, Vec<(AddressLine, AddressFault)>> {
        let mut faults = Vec::new();
        let mut line = |line: AddressLine, at_most: usize| match parse_line(&typed(line), at_most) {
            Ok(text) => text,
            Err(AddressFault::Empty) if line == AddressLine::Complement => String::new(),
            Err(fault) => {
                faults.push((line, fault));
                String::new()
            }
        };
        let recipient = line(AddressLine::Recipient, LINE);
        let complement = Some(line(AddressLine::Complement, LINE)).filter(|text| !text.is_empty());
        let street = line(AddressLine::Street, LINE);
        let postcode = line(AddressLine::Postcode, 10);
        let town = line(AddressLine::Town, LINE - "12345 ".len());
        let country = typed(AddressLine::Country).parse().unwrap_or_else(|fault: NotACountry| {
            faults.push((AddressLine::Country, fault.into()));
            Country::FRANCE
        });
        if !postcode.is_empty()
            && !is_postcode(&postcode, country)
            && faults.iter().all(|(line, _)| *line != AddressLine::Country)
        {
            faults.push((AddressLine::Postcode, AddressFault::Postcode));
        }
        if faults.is_empty() {
            return Ok(Self { recipient, complement, street, postcode, town, country });
        }
        faults.sort_by_key(|(line, _)| AddressLine::ALL.iter().position(|other| other == line));
        Err(faults)
    }

    /// A line as it was typed, to be typed over.
    #[must_use]
    pub fn line(&self, line: AddressLine) -> &str {
        match line {
            AddressLine::Recipient => &self.recipient,
            AddressLine::Complement => self.complement.as_deref().unwrap_or_default(),
            AddressLine::Street => &self.street,
            AddressLine::Postcode => &self.postcode,
            AddressLine::Town => &self.town,
            AddressLine::Country => self.country.as_str(),
        }
    }
}

/// A line of 1 to `at_most` characters in normalisation form C, with single spaces.
pub(crate) fn parse_line(text: &str, at_most: usize) -> Result<String, AddressFault> {
    let composed: String = text.nfc().collect();
    let line = composed.split(char::is_whitespace).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return Err(AddressFault::Empty);
    }
    if let Some(index) = line.chars().position(|character| character.is_control() || is_invisible(character)) {
        return Err(AddressFault::Character { position: index + 1 });
    }
    if line.chars().count() > at_most { Err(AddressFault::TooLong { at_most }) } else { Ok(line) }
}

/// Characters that change the direction or the look of what stands around them and show nothing themselves.
const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn is_postcode(text: &str, country: Country) -> bool {
    if country == Country::FRANCE {
        return text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with("00");
    }
    text.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, ' ' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: [&str; 6] = ["Maëlle Kervadec", "Bâtiment B", "3 rue des Tanneurs", "35000", "Rennes", "FR"];

    fn parse(lines: [&str; 6]) -> Result<PostalAddress, Vec<(AddressLine, AddressFault)>> {
        PostalAddress::parse(|line| {
            AddressLine::ALL.iter().position(|other| *other == line).map_or_else(String::new, |index| lines[index].to_owned())
        })
    }

    fn faults(index: usize, text: &str) -> Vec<(AddressLine, AddressFault)> {
        let mut lines = LINES;
        lines[index] = text;
        parse(lines).err().unwrap_or_default()
    }

    #[test]
    fn an_address_is_read_line_by_line() {
        let address = parse(LINES).unwrap();
        assert_eq!(AddressLine::ALL.map(|line| address.line(line)), LINES);
        assert_eq!(faults(1, " "), []);
        assert_eq!(faults(2, " 3  rue\ndes Tanneurs "), []);
    }

    #[test]
    fn every_wrong_line_is_named() {
        assert_eq!(faults(0, ""), [(AddressLine::Recipient, AddressFault::Empty)]);
        assert_eq!(faults(0, &"é".repeat(38)), []);
        assert_eq!(faults(0, &"é".repeat(39)), [(AddressLine::Recipient, AddressFault::TooLong { at_most: 38 })]);
        assert_eq!(faults(4, "Ren\u{202e}nes"), [(AddressLine::Town, AddressFault::Character { position: 4 })]);
        assert_eq!(faults(5, "Bretagne"), [(AddressLine::Country, AddressFault::Country(NotACountry))]);
        let all = parse([""; 6]).unwrap_err();
        let lines: Vec<AddressLine> = all.into_iter().map(|(line, _)| line).collect();
        use AddressLine::{Country, Postcode, Recipient, Street, Town};
        assert_eq!(lines, [Recipient, Street, Postcode, Town, Country]);
    }

    #[test]
    fn postcodes_are_those_of_the_country() {
        for bad in ["3500", "350000", "3500A", "00100", "35 000"] {
            assert_eq!(faults(3, bad), [(AddressLine::Postcode, AddressFault::Postcode)], "{bad}");
        }
        let mut dutch = LINES;
        (dutch[3], dutch[5]) = ("1012 AB", "NL");
        assert!(parse(dutch).is_ok());
        dutch[3] = "1012_AB";
        assert_eq!(parse(dutch), Err(vec![(AddressLine::Postcode, AddressFault::Postcode)]));
    }
}

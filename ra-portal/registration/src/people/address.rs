//! Postal addresses in the format of the post.

use pki::letters::plain as plain_capitals;
use serde::{Deserialize, Serialize};

use super::character::{is_letter_or_mark, plain};
use super::{Country, NotACountry, is_latin};

/// Characters in a line of an address on an envelope (NF Z10-011).
pub(crate) const LINE: usize = 38;

/// Maximum characters of a postcode.
const POSTCODE: usize = 10;

/// France and the countries whose postcodes La Poste assigns.
const FRENCH_POSTCODES: [&str; 14] = ["FR", "BL", "GF", "GP", "MC", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"];

/// A postal address in the order of its lines, in Latin letters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostalAddress {
    /// Recipient: 1 to 38 characters (a line of NF Z10-011).
    pub recipient: String,
    /// Flat, floor, building: 1 to 38 characters.
    pub complement: Option<String>,
    /// Number and street: 1 to 38 characters.
    pub street: String,
    /// In the country's format: five digits in France; empty where there is none.
    pub postcode: String,
    /// Town: 1 to 32 characters, so that it fits on a line together with a French postcode.
    pub town: String,
    pub country: Country,
}

/// A line of an address, as a field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressLine {
    Recipient,
    Complement,
    Street,
    Postcode,
    Town,
    Country,
}

/// What is wrong with a line of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    #[error("the line is empty")]
    Empty,
    #[error("the line has more than {at_most} characters")]
    TooLong {
        /// Maximum characters of the line.
        at_most: usize,
    },
    /// A character that is neither letter, mark, digit nor ordinary punctuation.
    #[error("character {position} is not accepted")]
    Character {
        character: char,
        /// Its position in the line, counted in characters from 1.
        position: usize,
    },
    /// Letters that are not Latin, which not every postal service reads.
    #[error("not in Latin letters")]
    NotLatin,
    /// Not a postcode of that country.
    #[error("not a postcode of the country")]
    Postcode,
    /// Not a country.
    #[error(transparent)]
    Country(#[from] NotACountry),
}

impl AddressLine {
    /// All lines, in their order on an envelope.
    pub const ALL: [Self; 6] = [Self::Recipient, Self::Complement, Self::Street, Self::Postcode, Self::Town, Self::Country];

    /// The line's name in forms.
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
    /// Parses the lines that `typed` returns; a line that was not typed is empty.
    ///
    /// # Errors
    /// Every line that is wrong, in the order of the lines.
    pub fn parse(typed: impl Fn(AddressLine) -> String) -> Result<Self, Vec<(AddressLine, AddressFault)>> {
        let mut faults = Vec::new();
        let mut line = |line: AddressLine, at_most: usize| match parse_latin_line(&typed(line), at_most) {
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
        let town = line(AddressLine::Town, LINE - "12345 ".len());
        let country = typed(AddressLine::Country).parse().unwrap_or_else(|fault: NotACountry| {
            faults.push((AddressLine::Country, fault.into()));
            Country::FRANCE
        });
        let is_country_known = faults.iter().all(|(line, _)| *line != AddressLine::Country);
        let postcode = parse_postcode(&typed(AddressLine::Postcode), country).unwrap_or_else(|fault| {
            if is_country_known || fault == AddressFault::Empty {
                faults.push((AddressLine::Postcode, fault));
            }
            String::new()
        });
        if faults.is_empty() {
            return Ok(Self { recipient, complement, street, postcode, town, country });
        }
        faults.sort_by_key(|(line, _)| AddressLine::ALL.iter().position(|other| other == line));
        Err(faults)
    }

    /// Postcode and town on one line.
    #[must_use]
    pub fn locality(&self) -> String {
        format!("{} {}", self.postcode, self.town).trim_start().to_owned()
    }

    /// The text of a line, for editing.
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

/// A line of 1 to `at_most` characters in normalisation form KC, with single spaces, one kind of hyphen and one of apostrophe: letters,
/// marks, digits, ordinary punctuation.
pub(crate) fn parse_line(text: &str, at_most: usize) -> Result<String, AddressFault> {
    let typed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if typed.is_empty() {
        return Err(AddressFault::Empty);
    }
    let line = plain(&typed, belongs).map_err(|(character, position)| AddressFault::Character { character, position })?;
    if line.chars().count() > at_most { Err(AddressFault::TooLong { at_most }) } else { Ok(line) }
}

/// The same, in Latin letters only.
pub(crate) fn parse_latin_line(text: &str, at_most: usize) -> Result<String, AddressFault> {
    parse_line(text, at_most).and_then(|line| if is_latin(&line) { Ok(line) } else { Err(AddressFault::NotLatin) })
}

/// The characters allowed in lines, after dashes and apostrophes were replaced. Symbols that change in normalisation (`½`, `…`) count as what they become.
fn belongs(character: char) -> bool {
    is_letter_or_mark(character)
        || character.is_numeric()
        || character.is_ascii_punctuation()
            && !matches!(character, '<' | '>' | '=' | '^' | '`' | '|' | '~' | '$' | '\\' | '{' | '}')
        || matches!(character, ' ' | '“' | '”' | '«' | '»' | '…' | '·' | '•' | '°' | '№' | '、' | '・')
}

/// Reads a postcode of a country, with digits of any script.
///
/// In France five digits, however they are grouped, also with the country before them (F-35400); 00 begins the numbers of the armed
/// forces. In territories with French postcodes such digits lose their grouping as well. Elsewhere up to ten letters, digits, spaces
/// and hyphens, or nothing.
fn parse_postcode(typed: &str, country: Country) -> Result<String, AddressFault> {
    let text = plain_capitals(typed).split_whitespace().collect::<Vec<_>>().join(" ");
    if FRENCH_POSTCODES.contains(&country.as_str())
        && let Some(french) = french_postcode(&text)
    {
        return Ok(french);
    }
    let belongs = |character: char| character.is_ascii_alphanumeric() || matches!(character, ' ' | '-');
    match text.chars().count() {
        0 if country == Country::FRANCE => Err(AddressFault::Empty),
        _ if country == Country::FRANCE || !text.chars().all(belongs) => Err(AddressFault::Postcode),
        0..=POSTCODE => Ok(text),
        _ => Err(AddressFault::TooLong { at_most: POSTCODE }),
    }
}

/// The five digits of a French postcode.
fn french_postcode(text: &str) -> Option<String> {
    let compact: String = text.chars().filter(|character| !matches!(character, ' ' | '.' | '-')).collect();
    let digits = compact.strip_prefix("FR").or_else(|| compact.strip_prefix('F')).unwrap_or(&compact);
    let is_one = digits.len() == 5 && digits.bytes().all(|digit| digit.is_ascii_digit()) && digits != "00000";
    is_one.then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    fn an_address_is_parsed_line_by_line() {
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
        assert_eq!(faults(4, "Ren\u{202e}nes"), [(AddressLine::Town, character('\u{202e}', 4))]);
        assert_eq!(faults(5, "Bretagne"), [(AddressLine::Country, AddressFault::Country(NotACountry))]);
        let all = parse([""; 6]).unwrap_err();
        let lines: Vec<AddressLine> = all.into_iter().map(|(line, _)| line).collect();
        use AddressLine::{Country, Postcode, Recipient, Street, Town};
        assert_eq!(lines, [Recipient, Street, Postcode, Town, Country]);
    }

    fn character(character: char, position: usize) -> AddressFault {
        AddressFault::Character { character, position }
    }

    #[test]
    fn lines_have_letters_digits_and_ordinary_punctuation_and_nothing_else() {
        for good in ["12 bis, rue de l’Église", "Bât. n° 3 – 2e étage", "ZA «\u{a0}Les Prés\u{a0}» (A/B)", "Kerguélen & fils"]
        {
            assert_eq!(faults(1, good), [], "{good}");
        }
        for (bad, named, position) in [("Brest 😀", '😀', 7), ("→ fond", '→', 1), ("a\u{fe0f}", '\u{fe0f}', 2)] {
            assert_eq!(faults(1, bad), [(AddressLine::Complement, character(named, position))], "{bad}");
        }
        assert_eq!(parse_line("N\u{b0} 8\u{b2}, bâtiment \u{2167}", 38).as_deref(), Ok("N° 82, bâtiment VIII"));
    }

    #[test]
    fn every_dash_and_apostrophe_becomes_the_plain_one() {
        for (typed, line) in [
            ("rue de l’Église", "rue de l'Église"),
            ("Ker´vadec", "Ker'vadec"),
            ("n° 3 – 2e étage", "n° 3 - 2e étage"),
            ("Saint\u{2011}Malo", "Saint-Malo"),
        ] {
            assert_eq!(parse_latin_line(typed, 38).as_deref(), Ok(line));
        }
    }

    #[test]
    fn addresses_need_latin_letters_and_other_lines_do_not() {
        for other in ["北京市", "Αθήνα", "กรุงเทพ", "서울"] {
            assert_eq!(faults(4, other), [(AddressLine::Town, AddressFault::NotLatin)], "{other}");
            assert_eq!(parse_line(other, 60).as_deref(), Ok(other));
        }
    }

    #[test]
    fn postcodes_are_those_of_the_country() {
        for bad in ["3500", "350000", "3500A", "00000", "35000 Rennes", "B-35000", "3500O"] {
            assert_eq!(faults(3, bad), [(AddressLine::Postcode, AddressFault::Postcode)], "{bad}");
        }
        assert_eq!(faults(3, " "), [(AddressLine::Postcode, AddressFault::Empty)]);
        for (country, typed, postcode) in [
            ("NL", "1012 ab", Ok("1012 AB")),
            ("NL", "1012_AB", Err(AddressFault::Postcode)),
            ("CH", "CH–1201", Ok("CH-1201")),
            ("GB", "sw1a  1aa", Ok("SW1A 1AA")),
            ("JP", "１００－０００１", Ok("100-0001")),
            ("RE", "97 400", Ok("97400")),
            ("MC", "MC-98000", Ok("MC-98000")),
            ("US", "20500-0005-1", Err(AddressFault::TooLong { at_most: 10 })),
        ] {
            assert_eq!(parse_postcode(typed, country.parse().unwrap()).as_deref(), postcode.as_deref(), "{typed}");
        }
    }

    /// The Universal Postal Union lists more than sixty countries without postcodes, among them Hong Kong and the Emirates.
    #[test]
    fn every_country_but_france_takes_an_address_without_a_postcode() {
        for country in Country::all().filter(|country| *country != Country::FRANCE) {
            let mut lines = LINES;
            (lines[3], lines[5]) = ("", country.as_str());
            let address = parse(lines).unwrap();
            assert_eq!((address.postcode.as_str(), address.locality().as_str()), ("", "Rennes"), "{country}");
        }
    }

    proptest! {
        #[test]
        fn a_french_postcode_is_taken_in_every_spelling(
            digits in "[0-9]{5}".prop_filter("no place", |digits| digits != "00000"),
            prefix in prop::sample::select(vec!["", "F-", "F ", "FR-", "f–", "fr ", " F"]),
            gaps in proptest::collection::vec(prop::sample::select(vec!["", "", " ", "\u{a0}", "\u{202f}", ".", "-"]), 5),
            zero in prop::sample::select(vec!['0', '０', '٠', '०']),
        ) {
            let scripted = |digit: char| digit.to_digit(10).and_then(|value| char::from_u32(u32::from(zero) + value)).unwrap();
            let written: String = digits.chars().zip(&gaps).flat_map(|(digit, gap)| gap.chars().chain([scripted(digit)])).collect();
            let typed = format!("{prefix}{written}");
            prop_assert_eq!(parse_postcode(&typed, Country::FRANCE), Ok(digits), "{}", typed);
        }
    }
}

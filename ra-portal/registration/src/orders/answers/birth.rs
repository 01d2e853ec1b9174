//! The section about birth, as on the identity document.

use jiff::ToSpan;
use jiff::civil::Date;
use pki::BirthDate;

use super::date;
use super::fault::FieldFault;
use super::reader::{Fields, Reader, put};
use crate::orders::Birth;
use crate::people::{Country, parse_line};

/// The least age of an expert, in years: majority.
pub(crate) const AGE: i16 = 18;
const EARLIEST_YEAR: i16 = 1900;

pub(super) fn read(reader: &mut Reader<'_>, today: Date) -> Option<Birth> {
    let born = date::read_birth_date(reader, "birth").and_then(|born| {
        let checked = checked_birth_date(born, today);
        reader.read("birth", checked)
    });
    let place = parse_line(&reader.text("birth-place"), 60);
    let place = reader.read("birth-place", place);
    let country = reader.text("birth-country").parse::<Country>();
    let country = reader.read("birth-country", country);
    Some(Birth { date: born?, place: place?, country: country? })
}

/// Where the day is not known, the latest that fits counts.
fn checked_birth_date(born: BirthDate, today: Date) -> Result<BirthDate, FieldFault> {
    if born.first_day() > today {
        return Err(FieldFault::NotBorn);
    }
    if born.year() < EARLIEST_YEAR {
        return Err(FieldFault::LongAgo);
    }
    // Somebody born on 29 February comes of age on the last day of February in other years.
    let is_of_age = born.last_day().checked_add(AGE.years()).is_ok_and(|of_age| of_age <= today);
    if is_of_age { Ok(born) } else { Err(FieldFault::TooYoung { at_least: AGE }) }
}

pub(super) fn write(birth: Option<&Birth>, fields: &mut Fields) {
    if let Some(birth) = birth {
        date::write_birth_date(birth.date, "birth", fields);
        put(fields, "birth-place", birth.place.as_str());
    }
    put(fields, "birth-country", birth.map_or(Country::FRANCE, |birth| birth.country).as_str());
}

//! Dates, as three fields: day, month, year.

use jiff::civil::Date;
use pki::BirthDate;
use pki::letters::{is_dash, plain};

use super::fault::DateFault;
use super::reader::{Fields, Reader, put};

/// Reads the date from the fields `<name>-day`, `<name>-month`, `<name>-year`; a fault is reported under `name`.
pub(super) fn read(reader: &mut Reader<'_>, name: &str) -> Option<Date> {
    let field = |part: &str| format!("{name}-{part}");
    let [day, month, year] = ["day", "month", "year"].map(|part| reader.text(&field(part)));
    let date = parse(&day, &month, &year);
    reader.read(name, date)
}

fn parse(day: &str, month: &str, year: &str) -> Result<Date, DateFault> {
    are_filled([day, month, year])?;
    let (day, month, year) = (figures(day, 2)?, figures(month, 2)?, year_of(year)?);
    let (Ok(day), Ok(month)) = (i8::try_from(day), i8::try_from(month)) else { return Err(DateFault::NoSuchDay) };
    Date::new(year, month, day).map_err(|_| DateFault::NoSuchDay)
}

/// Reads a birth date, of which the identity document may lack the day, or day and month.
pub(super) fn read_birth_date(reader: &mut Reader<'_>, name: &str) -> Option<BirthDate> {
    let field = |part: &str| format!("{name}-{part}");
    let typed = ["day", "month", "year"].map(|part| reader.text(&field(part)));
    let [day, month, year] = in_three_fields(typed.each_ref().map(String::as_str));
    let date = parse_birth_date(&day, &month, &year);
    reader.read(name, date)
}

fn parse_birth_date(day: &str, month: &str, year: &str) -> Result<BirthDate, DateFault> {
    if !is_unknown(day) {
        return parse(day, month, year).map(BirthDate::from);
    }
    are_filled([day, month, year])?;
    let year = year_of(year)?;
    let date = if is_unknown(month) {
        BirthDate::of_year(year)
    } else {
        i8::try_from(figures(month, 2)?).ok().and_then(|month| BirthDate::of_month(year, month))
    };
    date.ok_or(DateFault::NoSuchDay)
}

fn are_filled(fields: [&str; 3]) -> Result<(), DateFault> {
    match fields.iter().filter(|text| text.is_empty()).count() {
        0 => Ok(()),
        3 => Err(DateFault::Empty),
        _ => Err(DateFault::Incomplete),
    }
}

fn figures(text: &str, at_most: usize) -> Result<i16, DateFault> {
    let fits = text.len() <= at_most && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse::<i16>().map_err(|_| DateFault::NoSuchDay) } else { Err(DateFault::NoSuchDay) }
}

/// A year of four digits: with two, the century would be a guess.
fn year_of(text: &str) -> Result<i16, DateFault> {
    figures(text, 4).and_then(|year| if year >= 1000 { Ok(year) } else { Err(DateFault::NoSuchDay) })
}

/// Whether day or month of a birth date was typed as unknown: `00`, as identity documents print it, or a word for it.
pub(crate) fn is_unknown(typed: &str) -> bool {
    let text = plain(typed);
    let known = text.trim_matches(|sign: char| sign == ' ' || sign == '.' || sign == '/');
    matches!(known, "0" | "00" | "X" | "XX" | "?" | "??" | "-" | "--" | "INCONNU" | "INCONNUE" | "UNKNOWN")
}

/// A date of which all parts were typed into one of the three fields: `7/3/1975`, `00.03.1950`, `1975-03-07`; any other as it is.
pub(crate) fn in_three_fields(typed: [&str; 3]) -> [String; 3] {
    let filled: Vec<&str> = typed.into_iter().map(str::trim).filter(|text| !text.is_empty()).collect();
    if let [whole] = filled.as_slice() {
        let separates = |sign: char| is_dash(sign) || sign.is_whitespace() || matches!(sign, '/' | '.');
        let parts: Vec<&str> = whole.split(separates).filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [year, month, day] if year.chars().count() == 4 => return [*day, *month, *year].map(str::to_owned),
            [day, month, year] => return [*day, *month, *year].map(str::to_owned),
            _ => {}
        }
    }
    typed.map(str::to_owned)
}

/// Writes the three fields of a birth date, with 00 for what the document does not give.
pub(super) fn write_birth_date(born: BirthDate, name: &str, fields: &mut Fields) {
    let part = |part: Option<i8>| part.map_or_else(|| "00".to_owned(), |number| number.to_string());
    put(fields, &format!("{name}-day"), part(born.day()));
    put(fields, &format!("{name}-month"), part(born.month()));
    put(fields, &format!("{name}-year"), born.year().to_string());
}

/// Writes the three fields of a date.
pub(super) fn write(date: Date, name: &str, fields: &mut Fields) {
    put(fields, &format!("{name}-day"), date.day().to_string());
    put(fields, &format!("{name}-month"), date.month().to_string());
    put(fields, &format!("{name}-year"), date.year().to_string());
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        assert_eq!(parse("1", "03", "1978"), Ok(date(1978, 3, 1)));
        assert_eq!(parse("29", "2", "2028"), Ok(date(2028, 2, 29)));
        for (day, month, year) in [
            ("29", "2", "2027"),
            ("31", "4", "2027"),
            ("0", "1", "2027"),
            ("1", "13", "2027"),
            ("1", "1", "78"),
            ("1", "mars", "1978"),
            ("+1", "1", "1978"),
        ] {
            assert_eq!(parse(day, month, year), Err(DateFault::NoSuchDay), "{day}/{month}/{year}");
        }
        assert_eq!(parse("", "", ""), Err(DateFault::Empty));
        assert_eq!(parse("1", "", "1978"), Err(DateFault::Incomplete));
    }

    /// Identity documents print 00 for a day or month that is not known, or the year alone.
    #[test]
    fn a_birth_date_may_lack_day_and_month() {
        let read = |typed: [&str; 3]| {
            let [day, month, year] = in_three_fields(typed);
            parse_birth_date(&day, &month, &year).map(|born| born.to_string())
        };
        for typed in [
            ["00", "00", "1950"],
            ["0", "0", "1950"],
            ["xx", "XX", "1950"],
            ["inconnu", "Inconnu.", "1950"],
            ["??", "?", "1950"],
            ["--", "–", "1950"],
            ["٠٠", "００", "1950"],
            ["00/00/1950", "", ""],
            ["", "", "00.00.1950"],
            ["", "1950-00-00", ""],
        ] {
            assert_eq!(read(typed).as_deref(), Ok("1950-00-00"), "{typed:?}");
        }
        for (typed, born) in [
            (["00", "03", "1950"], "1950-03-00"),
            (["", "", "00.03.1950"], "1950-03-00"),
            (["00 3 1950", "", ""], "1950-03-00"),
            (["7", "3", "1950"], "1950-03-07"),
            (["7-3-1950", "", ""], "1950-03-07"),
            (["", "", "1950-03-07"], "1950-03-07"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(born), "{typed:?}");
        }
        for typed in [["", "", "1950"], ["1950", "", ""], ["00", "", "1950"], ["", "00", "1950"], ["00", "00", ""]] {
            assert_eq!(read(typed), Err(DateFault::Incomplete), "{typed:?}");
        }
        for typed in [["7", "00", "1950"], ["00", "13", "1950"], ["00", "00", "50"], ["00", "00", "0000"], ["00", "mars", "1950"]]
        {
            assert_eq!(read(typed), Err(DateFault::NoSuchDay), "{typed:?}");
        }
        assert_eq!(read(["", "", ""]), Err(DateFault::Empty));
    }
}

//! Dates, as three fields: day, month, year.

use jiff::civil::Date;

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
    let empty = [day, month, year].iter().filter(|text| text.is_empty()).count();
    match empty {
        0 => {}
        3 => return Err(DateFault::Empty),
        _ => return Err(DateFault::Incomplete),
    }
    let figures = |text: &str, at_most: usize| {
        let fits = text.len() <= at_most && text.bytes().all(|byte| byte.is_ascii_digit());
        if fits { text.parse::<i16>().map_err(|_| DateFault::NoSuchDay) } else { Err(DateFault::NoSuchDay) }
    };
    // A year of two digits would be ambiguous.
    let (day, month, year) = (figures(day, 2)?, figures(month, 2)?, figures(year, 4)?);
    let (Ok(day), Ok(month), 1000..) = (i8::try_from(day), i8::try_from(month), year) else { return Err(DateFault::NoSuchDay) };
    Date::new(year, month, day).map_err(|_| DateFault::NoSuchDay)
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
}

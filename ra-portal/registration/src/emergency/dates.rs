//! Dates as people write them: months by name, years of two digits if only one century is possible, digits of any script.

use jiff::ToSpan;
use jiff::civil::Date;
use pki::BirthDate;
use pki::letters::plain;

use super::AnswerFault;
use crate::orders::{AGE, in_three_fields, is_unknown};

/// Nobody alive was born earlier.
const EARLIEST_BIRTH: i16 = 1900;
/// The greatest age, in years.
const OLDEST: i16 = 120;
/// How many years ago the document in the dossier of a valid certificate may have expired, and how many years ahead it may
/// expire.
const DOCUMENT: (i16, i16) = (30, 15);
/// How many letters identify a month at least.
const SHORTEST_MONTH: usize = 3;
const MONTHS: [[&str; 2]; 12] = [
    ["JANVIER", "JANUARY"],
    ["FEVRIER", "FEBRUARY"],
    ["MARS", "MARCH"],
    ["AVRIL", "APRIL"],
    ["MAI", "MAY"],
    ["JUIN", "JUNE"],
    ["JUILLET", "JULY"],
    ["AOUT", "AUGUST"],
    ["SEPTEMBRE", "SEPTEMBER"],
    ["OCTOBRE", "OCTOBER"],
    ["NOVEMBRE", "NOVEMBER"],
    ["DECEMBRE", "DECEMBER"],
];
const ORDINALS: [&str; 8] = ["EME", "ER", "RE", "ND", "RD", "ST", "TH", "E"];

/// The birth date of an adult: holders were of age when they ordered.
///
/// As on the identity document, which may lack the day, or day and month: `00`, `xx`, `inconnu`.
pub(super) fn birth_date(typed: [&str; 3], today: Date) -> Result<BirthDate, AnswerFault> {
    let born = |date: Date| {
        let (oldest, youngest) = (today.saturating_sub(OLDEST.years()), today.saturating_sub(AGE.years()));
        (oldest..=youngest).contains(&date)
    };
    let fields = in_three_fields(typed);
    let [day, month, year] = fields.each_ref().map(String::as_str);
    let date = match (is_unknown(day), is_unknown(month)) {
        (false, _) => read([day, month, year], born)?.into(),
        (true, false) => {
            let first = read(["1", month, year], born)?;
            BirthDate::of_month(first.year(), first.month()).ok_or(AnswerFault::NotADate)?
        }
        (true, true) => BirthDate::of_year(read(["1", "1", year], born)?.year()).ok_or(AnswerFault::NotADate)?,
    };
    let is_possible = date.first_day() <= today && date.year() >= EARLIEST_BIRTH;
    if is_possible { Ok(date) } else { Err(AnswerFault::NotABirthDate) }
}

/// The day on which the identity document of a dossier expires.
pub(super) fn document_end(typed: [&str; 3], today: Date) -> Result<Date, AnswerFault> {
    let (past, ahead) = (today.saturating_sub(DOCUMENT.0.years()), today.saturating_add(DOCUMENT.1.years()));
    let typed = in_three_fields(typed);
    read(typed.each_ref().map(String::as_str), |date| (past..=ahead).contains(&date))
}

/// Parses day, month and year. Of the two centuries of a year with two digits, exactly one must be `possible`.
fn read(typed: [&str; 3], possible: impl Fn(Date) -> bool) -> Result<Date, AnswerFault> {
    let [day, month, year] = typed.map(|text| plain(text).trim_matches([' ', '.', ',', '\'', '/', '-']).to_owned());
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Err(AnswerFault::Missing);
    }
    let (day, month) = (day_of(&day).ok_or(AnswerFault::NotADate)?, month_of(&month).ok_or(AnswerFault::NotADate)?);
    let figures = digits::<i16>(&year).ok_or(AnswerFault::NotADate)?;
    let of = |year: i16| Date::new(year, month, day).ok();
    match year.len() {
        4 => of(figures).ok_or(AnswerFault::NotADate),
        2 => {
            let centuries: Vec<Date> = [1900, 2000].into_iter().filter_map(|century| of(century + figures)).collect();
            let possible: Vec<Date> = centuries.iter().copied().filter(|date| possible(*date)).collect();
            match (possible.as_slice(), centuries.as_slice()) {
                ([only], _) => Ok(*only),
                ([], []) => Err(AnswerFault::NotADate),
                _ => Err(AnswerFault::TwoCenturies),
            }
        }
        _ => Err(AnswerFault::NotADate),
    }
}

/// `7`, `07`, `1er`, `22nd`.
fn day_of(text: &str) -> Option<i8> {
    let figures = ORDINALS.iter().find_map(|ordinal| text.strip_suffix(ordinal)).unwrap_or(text);
    digits(figures.trim_end()).filter(|_| figures.trim_end().len() <= 2)
}

/// `3`, `03`, or the beginning of a French or English name that identifies one month: `nov`, `juil`, not `jui`.
fn month_of(text: &str) -> Option<i8> {
    if text.len() <= 2
        && let Some(number) = digits(text)
    {
        return Some(number);
    }
    let is_begun = |names: &[&str; 2]| text.len() >= SHORTEST_MONTH && names.iter().any(|name| name.starts_with(text));
    let mut fitting = MONTHS.iter().zip(1i8..).filter(|(names, _)| is_begun(names)).map(|(_, number)| number);
    let month = fitting.next()?;
    fitting.next().is_none().then_some(month)
}

fn digits<N: std::str::FromStr>(text: &str) -> Option<N> {
    let are_digits = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    if are_digits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn months_have_numbers_and_names_and_days_may_be_ordinal() {
        for typed in [
            ["7", "3", "1975"],
            ["07", "03", "1975"],
            ["7", "mars", "1975"],
            ["7", "Mar.", "1975"],
            ["7th", "March", "1975"],
            [" 7. ", "MARS", " 1975 "],
            ["７", "３", "１９７５"],
            ["٧", "٣", "١٩٧٥"],
            ["7e", "mar", "75"],
            ["7/3/1975", "", ""],
            ["", "", "7 mars 1975"],
            ["1975-03-07", "", ""],
            ["7", "3", "'75"],
        ] {
            assert_eq!(birth_date(typed, TODAY), Ok(date(1975, 3, 7).into()), "{typed:?}");
        }
        for (month, number) in [
            ("janv", 1),
            ("jan", 1),
            ("févr.", 2),
            ("fév", 2),
            ("feb", 2),
            ("avr", 4),
            ("apr", 4),
            ("mai", 5),
            ("may", 5),
            ("juin", 6),
            ("jun", 6),
            ("juil", 7),
            ("jul", 7),
            ("Juillet", 7),
            ("août", 8),
            ("aout", 8),
            ("aug", 8),
            ("sept.", 9),
            ("septembre", 9),
            ("oct", 10),
            ("nov", 11),
            ("NOVEMBRE", 11),
            ("November", 11),
            ("nov.", 11),
            ("déc", 12),
            ("dec", 12),
            ("De\u{301}cembre", 12),
        ] {
            assert_eq!(birth_date(["1er", month, "1975"], TODAY), Ok(date(1975, number, 1).into()), "{month}");
        }
    }

    /// Identity documents print 00 for a day or month that is not known, or the year alone.
    #[test]
    fn a_birth_date_may_lack_day_and_month() {
        for (typed, born) in [
            (["00", "00", "1950"], "1950-00-00"),
            (["0", "0", "50"], "1950-00-00"),
            (["xx", "inconnu", "1950"], "1950-00-00"),
            (["00/00/1950", "", ""], "1950-00-00"),
            (["00", "03", "1950"], "1950-03-00"),
            (["?", "mars", "1950"], "1950-03-00"),
            (["", "", "00.03.1950"], "1950-03-00"),
        ] {
            assert_eq!(birth_date(typed, TODAY).map(|born| born.to_string()).as_deref(), Ok(born), "{typed:?}");
        }
        for typed in [["", "", "1950"], ["7", "00", "1950"], ["00", "13", "1950"], ["00", "00", "950"], ["00", "00", ""]] {
            assert_eq!(birth_date(typed, TODAY), Err(AnswerFault::NotADate), "{typed:?}");
        }
        for typed in [["00", "00", "2027"], ["00", "00", "1899"]] {
            assert_eq!(birth_date(typed, TODAY), Err(AnswerFault::NotABirthDate), "{typed:?}");
        }
    }

    #[test]
    fn invalid_dates_are_refused() {
        for typed in [
            ["31", "2", "1975"],
            ["7", "jui", "1975"],
            ["7", "ma", "1975"],
            ["7", "13", "1975"],
            ["7", "", "1975"],
            ["", "3", "1975"],
            ["7", "3", ""],
            ["7", "3", "975"],
            ["7", "3", "19755"],
            ["+7", "3", "1975"],
            ["7", "marsx", "1975"],
            ["007", "3", "1975"],
            ["er", "3", "1975"],
            ["29", "2", "75"],
        ] {
            assert_eq!(birth_date(typed, TODAY), Err(AnswerFault::NotADate), "{typed:?}");
        }
        assert_eq!(birth_date(["", " ", "."], TODAY), Err(AnswerFault::Missing));
        assert_eq!(birth_date(["23", "11", "2026"], TODAY), Err(AnswerFault::NotABirthDate));
        assert_eq!(birth_date(["31", "12", "1899"], TODAY), Err(AnswerFault::NotABirthDate));
    }

    #[test]
    fn a_year_of_two_digits_is_accepted_if_only_one_century_is_possible() {
        // Holders are of age and at most 120 years old: born from 22 November 1906 to 22 November 2008.
        for (typed, born) in [
            (["1", "1", "75"], date(1975, 1, 1)),
            (["1", "1", "99"], date(1999, 1, 1)),
            (["1", "1", "00"], date(2000, 1, 1)),
            (["1", "1", "05"], date(2005, 1, 1)),
            (["1", "11", "06"], date(2006, 11, 1)),
            (["1", "12", "08"], date(1908, 12, 1)),
            (["1", "1", "09"], date(1909, 1, 1)),
            (["1", "1", "26"], date(1926, 1, 1)),
        ] {
            assert_eq!(birth_date(typed, TODAY), Ok(born.into()), "{typed:?}");
        }
        for two in [["1", "12", "06"], ["1", "1", "07"], ["1", "1", "08"], ["22", "11", "08"]] {
            assert_eq!(birth_date(two, TODAY), Err(AnswerFault::TwoCenturies), "{two:?}");
        }
        assert_eq!(birth_date(["29", "2", "08"], TODAY), Err(AnswerFault::TwoCenturies), "1908 and 2008");
        assert_eq!(document_end(["30", "9", "31"], TODAY), Ok(date(2031, 9, 30)));
        assert_eq!(document_end(["30", "sept", "2031"], TODAY), Ok(date(2031, 9, 30)));
        assert_eq!(document_end(["30", "9", "97"], TODAY), Ok(date(1997, 9, 30)));
        assert_eq!(document_end(["30", "9", "60"], TODAY), Err(AnswerFault::TwoCenturies));
    }
}

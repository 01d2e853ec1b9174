//! Times as RFC 5280 §4.1.2.5 requires: UTCTime until 2049, GeneralizedTime after, with seconds, in `Z`.

use jiff::civil::DateTime;

use super::element::{Element, GENERALIZED_TIME, UTC_TIME};
use super::finding::{Finding, Rule};

const TIME_FORM: Rule = Rule::must("time-form", "RFC 5280 §4.1.2.5.1, §4.1.2.5.2");
const TIME_TYPE: Rule = Rule::must("time-type", "RFC 5280 §4.1.2.5");

/// The first year encoded as GeneralizedTime.
const FIRST_GENERALIZED_YEAR: i16 = 2050;

/// Parses the time in `element`.
///
/// # Errors
/// If it is not encoded as RFC 5280 requires.
pub(super) fn moment(element: &Element<'_>) -> Result<DateTime, Finding> {
    let moment = match element.tag {
        UTC_TIME => written(element.content, 2),
        GENERALIZED_TIME => written(element.content, 4),
        _ => return Err(TIME_TYPE.broken("neither UTCTime nor GeneralizedTime")),
    };
    let moment = moment.ok_or_else(|| TIME_FORM.broken("not a date and time to the second in Zulu"))?;
    if element.tag == GENERALIZED_TIME && moment.year() < FIRST_GENERALIZED_YEAR {
        return Err(TIME_TYPE.broken(format!("GeneralizedTime for the year {}", moment.year())));
    }
    Ok(moment)
}

fn written(content: &[u8], year_digits: usize) -> Option<DateTime> {
    let digits = content.strip_suffix(b"Z")?;
    if digits.len() != year_digits + 10 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let (year, rest) = digits.split_at(year_digits);
    let year = year.iter().fold(0, |year, digit| year * 10 + i16::from(digit - b'0'));
    let year = match year_digits {
        2 if year < 50 => 2000 + year,
        2 => 1900 + year,
        _ => year,
    };
    let mut fields = rest.chunks_exact(2).filter_map(|pair| match pair {
        [tens, units] => i8::try_from((tens - b'0') * 10 + (units - b'0')).ok(),
        _ => None,
    });
    let mut field = || fields.next();
    DateTime::new(year, field()?, field()?, field()?, field()?, field()?, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::super::element::UTF8_STRING;
    use super::*;

    fn read(tag: u8, text: &str) -> Result<DateTime, &'static str> {
        moment(&Element { tag, content: text.as_bytes(), encoding: &[] }).map_err(|finding| finding.code)
    }

    #[test]
    fn generalizedtime_replaces_utctime_from_2050() {
        assert_eq!(read(UTC_TIME, "491231235959Z"), Ok(datetime(2049, 12, 31, 23, 59, 59, 0)));
        assert_eq!(read(UTC_TIME, "500101000000Z"), Ok(datetime(1950, 1, 1, 0, 0, 0, 0)));
        assert_eq!(read(GENERALIZED_TIME, "20500101000000Z"), Ok(datetime(2050, 1, 1, 0, 0, 0, 0)));
        assert_eq!(read(GENERALIZED_TIME, "20491231235959Z"), Err("time-type"));
        assert_eq!(read(UTF8_STRING, "261122000000Z"), Err("time-type"));
    }

    #[test]
    fn days_and_seconds_that_do_not_exist_are_refused() {
        for text in [
            "260229000000Z",
            "261122240000Z",
            "261122006000Z",
            "261122000060Z",
            "260022000000Z",
            "26112200000aZ",
            "+61122000000Z",
        ] {
            assert_eq!(read(UTC_TIME, text), Err("time-form"), "{text}");
        }
        assert_eq!(read(UTC_TIME, "280229000000Z"), Ok(datetime(2028, 2, 29, 0, 0, 0, 0)));
    }
}

//! The budgets as docs/codes.md lists them, and what a guesser achieves as docs/threats.md states it: computed from the constants
//! that the program uses.

use ca_contract::holder::{CODE_ALPHABET, CODE_LENGTHS};

use super::{IN_A_ROW, PER_HOLDER_AND_DAY, PER_SOURCE_AND_CONTACT, PER_WEB_SITE, PER_WEB_SOURCE};
use crate::codes::alarm::{ALARMS_A_DAY, BETWEEN_ALARMS, WORTH_AN_ALARM};
use crate::core::WEB_HASHES_AT_ONCE;

const THREATS: &str = include_str!("../../../../docs/threats.md");
const CODES_PAGE: &str = include_str!("../../../../docs/codes.md");

/// Slow hashes at default cost in a second, assumed: twice what docs/performance.md measured.
const HASHES_A_SECOND: f64 = 10.0;
const SECONDS_A_DAY: f64 = 86_400.0;
/// Days, with one leap day.
const THREE_YEARS: f64 = 1096.0;
/// Possible expiry dates of a document that is valid for ten years.
const ENDS_OF_DOCUMENTS: f64 = 3653.0;
/// Each certificate of a pair has a code, and either is accepted.
const CODES: i32 = 2;

fn number(value: f64) -> String {
    let digits = format!("{value:.0}");
    let separated = digits.char_indices().flat_map(|(place, digit)| {
        let separator = place > 0 && (digits.len() - place).is_multiple_of(3);
        separator.then_some(',').into_iter().chain([digit])
    });
    separated.collect()
}

/// Rounded to two digits.
fn two_digits(value: f64) -> f64 {
    let scale = 10_f64.powf(value.log10().floor() - 1.0).max(1.0);
    (value / scale).round() * scale
}

/// The probability that one of the codes is among `guesses` different ones out of `all`.
fn probability(guesses: f64, all: f64) -> f64 {
    1.0 - (1.0 - (guesses / all).min(1.0)).powi(CODES)
}

fn said(guesses: f64, days: f64, all: f64) -> String {
    let found = probability(guesses, all);
    if guesses >= all {
        format!("certain on day {:.0}", (all / guesses * days).ceil())
    } else if found >= 0.01 {
        format!("{:.0} %", found * 100.0)
    } else if found >= 0.001 {
        format!("{:.2} %", found * 100.0)
    } else {
        format!("1 in {}", number(two_digits(1.0 / found)))
    }
}

fn assert_says(page: &str, line: &str) {
    assert!(page.lines().any(|said| said == line), "the page does not say: {line}");
}

#[test]
#[expect(clippy::cast_possible_wrap, reason = "the number of concurrent hashes is small")]
fn the_page_about_codes_says_what_the_budgets_are() {
    for (what, most) in [
        ("wrong answers with one e-mail address or token number, from one source, in an hour", PER_SOURCE_AND_CONTACT),
        ("wrong answers from one web source in an hour, about anyone", PER_WEB_SOURCE),
        ("wrong answers from one IPv6 site on the web in an hour, about anyone", PER_WEB_SITE),
        ("wrong answers about one holder in a day before two further facts are needed", PER_HOLDER_AND_DAY),
        ("wrong answers about one holder in a row before two further facts are needed", IN_A_ROW),
        ("wrong answers about one holder, with two further facts, checked at a time on the web", WEB_HASHES_AT_ONCE as i64),
        ("alarms to one holder in a day", ALARMS_A_DAY),
    ] {
        assert_says(CODES_PAGE, &format!("| {what} | {most} |"));
    }
    assert_eq!(BETWEEN_ALARMS.as_secs(), 3600);
    assert_says(CODES_PAGE, "| alarms to one holder in an hour | 1 |");
    let first = format!(
        "The first alarm follows the {WORTH_AN_ALARM}th wrong answer at once, each later one at least {WORTH_AN_ALARM} more,"
    );
    assert!(CODES_PAGE.contains(&first), "the page does not say: {first}");
}

#[test]
#[expect(clippy::cast_precision_loss, reason = "budgets are small")]
fn the_page_says_what_a_guesser_with_any_number_of_sources_achieves() {
    let (in_a_row, a_day) = (IN_A_ROW as f64, PER_HOLDER_AND_DAY as f64);
    let flood = WEB_HASHES_AT_ONCE as f64 * HASHES_A_SECOND * SECONDS_A_DAY;
    let rows = [
        ("name, birth date, e-mail address or token number; the holder does nothing, for ever", in_a_row, 1.0, 1.0),
        ("the same; the holder resets the count every day, three years", a_day, THREE_YEARS, 1.0),
        ("the birth place too, not when the document ends (a day of ten years), a day", flood, 1.0, ENDS_OF_DOCUMENTS),
        ("the same, three years", flood, THREE_YEARS, ENDS_OF_DOCUMENTS),
        ("everything but the code, a day", flood, 1.0, 1.0),
        ("the same, three years", flood, THREE_YEARS, 1.0),
    ];
    let symbols = CODE_ALPHABET.len() as f64;
    for (knows, judged_a_day, days, to_guess_besides) in rows {
        let checked = judged_a_day * days;
        let by_length = CODE_LENGTHS.map(|length| {
            let all = (0..length).fold(1.0, |all, _| all * symbols) * to_guess_besides;
            said(checked, days, all)
        });
        let line = format!("| {knows} | {} | {} |", number(checked), by_length.collect::<Vec<_>>().join(" | "));
        assert_says(THREATS, &line);
    }
    assert!(THREATS.contains(&format!("drawn uniformly from the {symbols} symbols")));
}

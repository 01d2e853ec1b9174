//! What a guesser reaches, as docs/threats.md says it, computed from the constants that the program decides by.

use super::{IN_A_ROW, PER_HOLDER_AND_DAY, PER_SOURCE_AND_CONTACT, PER_WEB_SITE, PER_WEB_SOURCE};
use crate::codes::code;
use crate::core::WEB_HASHES_AT_ONCE;

const PAGE: &str = include_str!("../../../../docs/threats.md");

/// Assumed for a slow hash at its default cost: twice as fast as docs/performance.md measured it.
const HASHES_A_SECOND: f64 = 10.0;
const SECONDS_A_DAY: f64 = 86_400.0;
/// With one leap day.
const THREE_YEARS: f64 = 1096.0;
/// Days on which a document may end that is valid for ten years.
const ENDS_OF_DOCUMENTS: f64 = 3653.0;
/// The certificates of a pair have a code each, and either opens both.
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

/// How likely one of the codes is among `guesses` different ones out of `all`.
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

#[test]
fn the_page_says_what_the_budgets_are() {
    for line in [
        format!("| from one source with one e-mail address or token number | {PER_SOURCE_AND_CONTACT} an hour |"),
        format!("| from one source on the page, about whomever | {PER_WEB_SOURCE} an hour |"),
        format!("| from one IPv6 site (48 bits) on the page, about whomever | {PER_WEB_SITE} an hour |"),
        format!("| about one holder, from everywhere, on four answers | {PER_HOLDER_AND_DAY} a day, and {IN_A_ROW} in a row |"),
        format!(
            "| about one holder, from everywhere, on two further facts besides | no bound but the slow hash: \
             {WEB_HASHES_AT_ONCE} at a time on the page |"
        ),
    ] {
        assert!(PAGE.lines().any(|said| said == line), "docs/threats.md does not say: {line}");
    }
}

#[test]
#[expect(clippy::cast_precision_loss, reason = "budgets are small")]
fn the_page_says_what_a_guesser_with_any_number_of_sources_reaches() {
    let (in_a_row, a_day) = (IN_A_ROW as f64, PER_HOLDER_AND_DAY as f64);
    let flood = WEB_HASHES_AT_ONCE as f64 * HASHES_A_SECOND * SECONDS_A_DAY;
    let rows = [
        ("name, birth date, e-mail address or token number; the holder does nothing, for ever", in_a_row, 1.0, 1.0),
        ("the same; the holder ends the row every day, three years", a_day, THREE_YEARS, 1.0),
        ("the birth place too, not when the document ends (a day of ten years), a day", flood, 1.0, ENDS_OF_DOCUMENTS),
        ("the same, three years", flood, THREE_YEARS, ENDS_OF_DOCUMENTS),
        ("everything but the code, a day", flood, 1.0, 1.0),
        ("the same, three years", flood, THREE_YEARS, 1.0),
    ];
    let symbols = code::ALPHABET.len() as f64;
    for (knows, judged_a_day, days, to_guess_besides) in rows {
        let judged = judged_a_day * days;
        let by_length = code::LENGTHS.map(|length| {
            let all = (0..length).fold(1.0, |all, _| all * symbols) * to_guess_besides;
            said(judged, days, all)
        });
        let line = format!("| {knows} | {} | {} |", number(judged), by_length.collect::<Vec<_>>().join(" | "));
        assert!(PAGE.lines().any(|said| said == line), "docs/threats.md does not say: {line}");
    }
    assert!(PAGE.contains(&format!("drawn evenly from the {symbols} symbols")));
}

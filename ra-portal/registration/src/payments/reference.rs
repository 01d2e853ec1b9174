//! Order numbers in the references of transfers.

use crate::orders::OrderNumber;

/// Digits of an order number: four of the year and six of the serial.
const DIGITS: usize = 10;

/// The order number in a reference, in any case, with or without spaces and dashes. None if there are several.
pub(super) fn order_number(reference: &str) -> Option<OrderNumber> {
    let symbols: Vec<char> = reference.chars().map(|symbol| symbol.to_ascii_uppercase()).collect();
    let mut found = (0..symbols.len()).filter_map(|start| number_at(&symbols[start..]));
    let first = found.next()?;
    found.all(|another| another == first).then_some(first)
}

fn number_at(symbols: &[char]) -> Option<OrderNumber> {
    let after_s = strip(symbols, 'S')?;
    let mut rest = strip(skip_separators(after_s), 'C')?;
    let mut digits = String::with_capacity(DIGITS);
    while digits.len() < DIGITS {
        let [digit, behind @ ..] = skip_separators(rest) else { return None };
        if !digit.is_ascii_digit() {
            return None;
        }
        digits.push(*digit);
        rest = behind;
    }
    // Followed by an eleventh digit, it is some other number.
    if rest.first().is_some_and(char::is_ascii_digit) {
        return None;
    }
    let (year, serial) = digits.split_at(4);
    format!("SC-{year}-{serial}").parse().ok()
}

fn strip(symbols: &[char], expected: char) -> Option<&[char]> {
    symbols.split_first().filter(|(first, _)| **first == expected).map(|(_, rest)| rest)
}

fn skip_separators(symbols: &[char]) -> &[char] {
    let is_separator = |symbol: &char| symbol.is_whitespace() || matches!(symbol, '-' | '‐' | '‑' | '–' | '/' | '.' | '_');
    let separators = symbols.iter().take_while(|symbol| is_separator(symbol)).count();
    &symbols[separators..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(reference: &str) -> Option<String> {
        order_number(reference).map(|number| number.as_str().to_owned())
    }

    #[test]
    fn a_number_is_found_in_every_spelling() {
        for reference in [
            "SC-2026-000123",
            "sc 2026 000123",
            "Commande SC2026000123 merci",
            "VIR SEPA/SC 2026-000 123/KERVADEC",
            "sc–2026–000123, encore sc2026000123",
            "SC-2026-000123 150,00",
        ] {
            assert_eq!(found(reference).as_deref(), Some("SC-2026-000123"), "{reference}");
        }
    }

    #[test]
    fn a_reference_with_no_order_number_or_several_is_not_matched() {
        for reference in [
            "",
            "SC",
            "carte expert Kervadec",
            "SC-2026-00012",
            "SC20260001234",
            "2026-000123",
            "SC-2026-000123 et SC-2026-000124",
        ] {
            assert_eq!(found(reference), None, "{reference}");
        }
    }

    proptest! {
        /// A number that is found has its digits in the reference.
        #[test]
        fn the_digits_of_a_found_number_are_in_the_reference(reference in prop_oneof![any::<String>(), "[Ss -]?[Cc]?[ -]?2026-?[0-9 -]{0,12}"]) {
            if let Some(number) = found(&reference) {
                let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
                prop_assert!(digits(&reference).contains(&digits(&number)), "{number}");
                prop_assert!(reference.to_ascii_uppercase().contains('S'), "{number}");
            }
        }

        #[test]
        fn a_number_is_found_between_other_words(year in 2026..2100u16, serial in 1..1_000_000u32, before in "[a-f ]{0,9}", after in "([a-r][a-z ]{0,9})?") {
            let reference = format!("{before}sc {year}-{serial:06} {after}");
            prop_assert_eq!(found(&reference), Some(format!("SC-{year}-{serial:06}")));
        }
    }
}

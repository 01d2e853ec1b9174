//! The single form of a token number.

use pki::TokenNumber;

/// The prefix of every station's numbers, `ST`, after letters became digits; it may be left out.
const PREFIX: &str = "5T";

/// The number without hyphens and prefix, with letters that resemble a digit replaced by it: stations number in hexadecimal,
/// which has none of these letters.
pub(super) fn form(number: &TokenNumber) -> String {
    let symbols = number.as_str().chars().filter(|symbol| *symbol != '-').map(|symbol| match symbol {
        'O' | 'Q' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        other => other,
    });
    let symbols: String = symbols.collect();
    symbols.strip_prefix(PREFIX).filter(|rest| !rest.is_empty()).unwrap_or(&symbols).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(number: &str) -> String {
        form(&number.parse().unwrap())
    }

    #[test]
    fn hyphens_prefix_and_letters_for_digits_are_ignored() {
        for number in [
            "ST-48D647D17150",
            "ST48D647D17150",
            "48D647D17150",
            "ST-48D6-47D1-7150",
            "ST48D647DI7ISO",
            "48D647DL7LS0",
            "5T48D647D17150",
        ] {
            assert_eq!(of(number), "48D647D17150", "{number}");
        }
    }

    #[test]
    fn hexadecimal_digits_are_distinguished() {
        let digits = [
            "0000", "1111", "2222", "3333", "4444", "5555", "6666", "7777", "8888", "9999", "AAAA", "BBBB", "CCCC", "DDDD",
            "EEEE", "FFFF",
        ];
        let mut forms: Vec<String> = digits.iter().map(|digit| of(digit)).collect();
        forms.sort();
        forms.dedup();
        assert_eq!(forms.len(), 16);
    }
}

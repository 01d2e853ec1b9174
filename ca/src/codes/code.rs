//! Which texts may be a code.

use ca_contract::Confidential;
use ca_contract::holder::{CODE_ALPHABET, CodeFault, code_shape, code_symbols};
use secrecy::{ExposeSecret, SecretString};

/// Longer attempts are cut off before hashing.
const LONGEST_ATTEMPT: usize = 32;

/// Common choices, as they read in the alphabet; refused anywhere in a code.
const DENYLIST: [&str; 22] = [
    "AZERT", "QWERT", "QWERTZ", "ZERTY", "WXCVB", "YXCVB", "ASDFG", "QSDFG", "SECRET", "EXPERT", "REVQUE", "PASSW", "PASSE",
    "CACHET", "SCEAU", "SCEAV", "MARTEAU", "JUSTCE", "BANQUE", "SECUR", "CARTE", "PARADE",
];

/// A code that may be set, normalised.
pub(super) struct Code(SecretString);

impl Code {
    /// Parses a code that the holder chose: ignores spaces, dashes and case.
    pub(super) fn parse(text: &Confidential) -> Result<Self, CodeFault> {
        let normalised = code_shape(text.expose())?;
        let code = normalised.expose_secret();
        if code.bytes().all(|symbol| symbol.is_ascii_digit()) {
            return Err(CodeFault::DigitsOnly);
        }
        if is_guessable(code) {
            return Err(CodeFault::Guessable);
        }
        Ok(Self(normalised))
    }

    pub(super) const fn normalised(&self) -> &SecretString {
        &self.0
    }
}

/// Normalises any attempt like a code.
pub(crate) fn normalised(text: &Confidential) -> SecretString {
    SecretString::from(code_symbols(text.expose()).expose_secret().chars().take(LONGEST_ATTEMPT).collect::<String>())
}

/// Whether it has only two different symbols, is a sequence, repeats a short piece, or contains a common choice.
fn is_guessable(code: &str) -> bool {
    let symbols = code.as_bytes();
    let mut distinct = symbols.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let place = |symbol: &u8| CODE_ALPHABET.bytes().position(|known| known == *symbol).unwrap_or_default();
    let steps: Vec<bool> = symbols.windows(2).map(|pair| place(&pair[0]).abs_diff(place(&pair[1])) == 1).collect();
    let runs = steps.iter().filter(|step| **step).count() + 2 >= symbols.len();
    let repeats = (1..=symbols.len() / 2).any(|length| symbols.chunks(length).all(|piece| symbols.starts_with(piece)));
    distinct.len() <= 2 || runs || repeats || DENYLIST.iter().any(|known| code.contains(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str) -> Result<String, CodeFault> {
        Code::parse(&Confidential::new(text)).map(|code| code.normalised().expose_secret().to_owned())
    }

    #[test]
    fn case_spaces_and_hyphens_are_ignored() {
        assert_eq!(checked(" k7-mp 3wq "), Ok("K7MP3WQ".to_owned()));
    }

    #[test]
    fn the_alphabet_has_the_31_symbols_of_the_standard_table() {
        assert_eq!(CODE_ALPHABET.len(), 31);
        assert!(!CODE_ALPHABET.contains(['0', '1', 'I', 'L', 'O']));
    }

    #[test]
    fn each_weakness_has_its_own_message() {
        assert_eq!(checked("K7MP3"), Err(CodeFault::Length));
        assert_eq!(checked("K7MP3WQ2X"), Err(CodeFault::Length));
        assert_eq!(checked("K7MP3W0"), Err(CodeFault::Symbol));
        assert_eq!(checked("K7MP3WÉ"), Err(CodeFault::Symbol));
        assert_eq!(checked("72946385"), Err(CodeFault::DigitsOnly));
        for guessable in ["AAAAAA", "ABABAB", "ABCDEF", "FEDCBA", "ABCDE7", "K7MK7M", "2AZERT7", "XEXPERT"] {
            assert_eq!(checked(guessable), Err(CodeFault::Guessable), "{guessable}");
        }
        assert_eq!(checked("ABCD7K"), Ok("ABCD7K".to_owned()), "half of it is no sequence");
    }
}

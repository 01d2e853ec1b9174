//! PIN and PUK.

use std::str::FromStr;

use rand::CryptoRng;
use rand::distr::{Distribution, Uniform};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// Length of a generated PIN. Longer than the four digits that a holder chooses (M10), because it is typed only once, from a
/// letter.
const GENERATED_PIN_DIGITS: usize = 6;

/// Length of a PUK (M11).
const PUK_DIGITS: usize = 6;

/// A PIN of 4 to 8 digits, accessible through [`ExposeSecret`] only.
#[derive(Clone, Debug)]
pub struct Pin(SecretString);

/// A PUK of 6 digits, accessible through [`ExposeSecret`] only.
#[derive(Clone, Debug)]
pub struct Puk(SecretString);

/// Not a PIN. Does not include the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a PIN has 4 to 8 digits")]
pub struct NotAPin;

/// Not a PUK. Does not include the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a PUK has 6 digits")]
pub struct NotAPuk;

impl Pin {
    /// Generates a transport PIN of 6 digits, uniformly distributed.
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        Self(digits(GENERATED_PIN_DIGITS, rng))
    }
}

impl Puk {
    /// Generates a PUK, uniformly distributed.
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        Self(digits(PUK_DIGITS, rng))
    }
}

/// `Uniform` is unbiased; `random_range` does not guarantee it.
fn digits(count: usize, rng: &mut dyn CryptoRng) -> SecretString {
    let digit = Uniform::new_inclusive('0', '9').expect("'0' is not after '9'");
    let mut text = Zeroizing::new(String::with_capacity(count));
    text.extend(digit.sample_iter(rng).take(count));
    SecretString::from(text.as_str())
}

impl FromStr for Pin {
    type Err = NotAPin;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if (4..=8).contains(&text.len()) && text.bytes().all(|octet| octet.is_ascii_digit()) {
            Ok(Self(SecretString::from(text)))
        } else {
            Err(NotAPin)
        }
    }
}

impl FromStr for Puk {
    type Err = NotAPuk;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() == PUK_DIGITS && text.bytes().all(|octet| octet.is_ascii_digit()) {
            Ok(Self(SecretString::from(text)))
        } else {
            Err(NotAPuk)
        }
    }
}

impl ExposeSecret<str> for Pin {
    fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl ExposeSecret<str> for Puk {
    fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn only_digits_of_the_right_count_are_codes() {
        for good in ["0000", "12345678"] {
            assert!(good.parse::<Pin>().is_ok(), "{good}");
        }
        for bad in ["", "123", "123456789", "12a4", " 1234", "１２３４"] {
            assert!(bad.parse::<Pin>().is_err(), "{bad}");
        }
        assert!("012345".parse::<Puk>().is_ok());
        for bad in ["01234", "0123456", "01234x"] {
            assert!(bad.parse::<Puk>().is_err(), "{bad}");
        }
    }

    #[test]
    fn codes_are_not_shown_by_debug() {
        let shown = format!("{:?} {:?}", "4711".parse::<Pin>(), "471100".parse::<Puk>());
        assert!(!shown.contains("4711"), "{shown}");
    }

    /// Pearson's chi-squared over 10 classes: 27.88 is exceeded with probability 0.001 (9 degrees of freedom, printed tables).
    #[test]
    fn every_digit_is_equally_likely_at_every_place() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut counts = [[0_u32; 10]; GENERATED_PIN_DIGITS];
        for _ in 0..10_000 {
            let pin = Pin::generate(&mut rng);
            for (place, digit) in pin.expose_secret().bytes().enumerate() {
                counts[place][usize::from(digit - b'0')] += 1;
            }
        }
        for place in counts {
            let chi_squared: f64 = place.iter().map(|&count| (f64::from(count) - 1000.0).powi(2) / 1000.0).sum();
            assert!(chi_squared < 27.88, "{place:?}");
        }
    }
}

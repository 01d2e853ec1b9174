//! Rules for serial numbers.

use super::finding::{Finding, Rule};

const SERIAL_NUMBER_RANGE: Rule =
    Rule::must("serial-number-range", "RFC 5280 §4.1.2.2; EN 319 411-1 GEN-6.3.3-02A; docs/profiles.md#serial-numbers");

/// Minimum length in bits, which shows that the number is random. A random one is shorter once in 2³¹ times.
const FEWEST_BITS: usize = 128;
/// Maximum length in bits: 20 octets with the first bit zero.
const MOST_BITS: usize = 159;

/// Checks the contents octets of a certificate's serial number.
pub(super) fn check(serial: &[u8]) -> Vec<Finding> {
    match positive_bits(serial) {
        Some(bits) if (FEWEST_BITS..=MOST_BITS).contains(&bits) => Vec::new(),
        Some(bits) => vec![SERIAL_NUMBER_RANGE.broken(format!("{bits} bits"))],
        None => vec![SERIAL_NUMBER_RANGE.broken("not positive")],
    }
}

/// Whether the contents octets of an INTEGER are a valid serial number for any certificate (RFC 5280 §4.1.2.2).
pub(super) fn is_possible(serial: &[u8]) -> bool {
    positive_bits(serial).is_some_and(|bits| bits <= MOST_BITS)
}

/// The length in bits of a positive INTEGER, given its minimal contents octets.
fn positive_bits(integer: &[u8]) -> Option<usize> {
    let magnitude = match integer {
        [0, magnitude @ ..] | magnitude => magnitude,
    };
    let first = *integer.first().filter(|first| **first < 0x80)?;
    let leading = *magnitude.first()?;
    (first > 0 || magnitude.len() < integer.len()).then(|| magnitude.len() * 8 - leading.leading_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_have_128_to_159_bits() {
        let accepted: [&[u8]; 3] = [&[[0].as_slice(), &[0x80; 16]].concat(), &[0x01; 17], &[0x7f; 20]];
        for serial in accepted {
            assert_eq!(check(serial), [], "{serial:02x?}");
        }
        let refused: [&[u8]; 7] =
            [&[], &[0], &[0x7f; 16], &[0x80; 17], &[0x80; 20], &[0xff; 17], &[[0].as_slice(), &[0x80; 20]].concat()];
        for serial in refused {
            assert_eq!(check(serial).len(), 1, "{serial:02x?}");
        }
    }

    /// RFC 5280 §4.1.2.2: positive, at most 20 octets; those of others need not be random.
    #[test]
    fn any_positive_number_of_at_most_20_octets_is_possible() {
        for serial in [&[1][..], &[0, 0x80], &[0x7f; 16], &[0x7f; 20]] {
            assert!(is_possible(serial), "{serial:02x?}");
        }
        for serial in [&[][..], &[0], &[0x80], &[0x80; 20], &[0x01; 21]] {
            assert!(!is_possible(serial), "{serial:02x?}");
        }
    }
}

//! Certificate serial numbers.

use std::fmt;
use std::str::FromStr;

use der::asn1::UintRef;
use rand::CryptoRng;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Maximum length of a serial number in octets (RFC 5280 §4.1.2.2).
const MAX_OCTETS: usize = 20;

/// A certificate serial number: positive, at most 20 octets (RFC 5280 §4.1.2.2). Stored big-endian without leading zeros.
///
/// Serialised as lower-case hexadecimal digits, two for each octet.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SerialNumber(Vec<u8>);

/// Why a serial number is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SerialError {
    /// Zero, or no octets at all.
    #[error("a serial number is positive")]
    NotPositive,
    /// More than 20 octets as a DER INTEGER.
    #[error("a serial number has at most 20 octets")]
    TooLong,
    /// A text that is not pairs of hexadecimal digits.
    #[error("a serial number is written as pairs of hexadecimal digits")]
    NotHexadecimal,
}

impl SerialNumber {
    /// Generates a serial number of 20 octets, of which 158 bits are random (docs/profiles.md#serial-numbers).
    ///
    /// The topmost bit is 0 so that the INTEGER is positive; the next is 1 so that it is not zero and all serial numbers have
    /// the same length.
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        let mut octets = [0; MAX_OCTETS];
        rng.fill_bytes(&mut octets);
        octets[0] = octets[0] & 0x7f | 0x40;
        Self(octets.to_vec())
    }

    /// From a big-endian magnitude. Leading zeros are dropped.
    ///
    /// # Errors
    /// If it is zero or would need more than 20 octets.
    pub fn from_magnitude(octets: &[u8]) -> Result<Self, SerialError> {
        let zeros = octets.iter().take_while(|octet| **octet == 0).count();
        let magnitude = &octets[zeros..];
        let first = *magnitude.first().ok_or(SerialError::NotPositive)?;
        // DER adds an octet before a magnitude whose topmost bit is set.
        if magnitude.len() + usize::from(first >= 0x80) > MAX_OCTETS {
            return Err(SerialError::TooLong);
        }
        Ok(Self(magnitude.to_vec()))
    }

    /// The big-endian magnitude without leading zeros, for storage.
    #[must_use]
    pub fn magnitude(&self) -> &[u8] {
        &self.0
    }

    /// As the INTEGER to encode.
    pub(crate) fn integer(&self) -> UintRef<'_> {
        UintRef::new(&self.0).expect("20 octets fit every INTEGER")
    }
}

impl fmt::Display for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Debug for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for SerialNumber {
    type Err = SerialError;

    fn from_str(text: &str) -> Result<Self, SerialError> {
        Self::from_magnitude(&hex::decode(text).map_err(|_| SerialError::NotHexadecimal)?)
    }
}

impl Serialize for SerialNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SerialNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use rand::rand_core::{Infallible, TryCryptoRng, TryRng};

    use super::*;

    /// A generator that always returns the same octet.
    struct Stuck(u8);

    impl TryRng for Stuck {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            Ok(u32::from_ne_bytes([self.0; 4]))
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            Ok(u64::from_ne_bytes([self.0; 8]))
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            bytes.fill(self.0);
            Ok(())
        }
    }

    impl TryCryptoRng for Stuck {}

    #[test]
    fn a_serial_lies_between_one_and_two_to_the_159_exclusive() {
        let mut octets = [0xff; 20];
        octets[0] = 0x7f;
        assert!(SerialNumber::from_magnitude(&octets).is_ok());
        octets[0] = 0x80;
        assert_eq!(SerialNumber::from_magnitude(&octets), Err(SerialError::TooLong));
        assert_eq!(SerialNumber::from_magnitude(&[1; 21]), Err(SerialError::TooLong));
        assert_eq!(SerialNumber::from_magnitude(&[]), Err(SerialError::NotPositive));
        assert_eq!(SerialNumber::from_magnitude(&[0; 30]), Err(SerialError::NotPositive));
        assert_eq!(SerialNumber::from_magnitude(&[0, 0, 1]).unwrap().magnitude(), [1]);
    }

    #[test]
    fn a_generated_serial_is_within_bounds_even_with_a_constant_generator() {
        for octet in [0x00, 0xff] {
            let serial = SerialNumber::generate(&mut Stuck(octet));
            assert_eq!(SerialNumber::from_magnitude(serial.magnitude()).as_ref(), Ok(&serial));
            assert_eq!(serial.magnitude().len(), 20);
        }
    }

    #[test]
    fn a_serial_is_written_in_pairs_of_hexadecimal_digits() {
        let serial: SerialNumber = "0A00fe".parse().unwrap();
        assert_eq!(serial.magnitude(), [0x0a, 0x00, 0xfe]);
        assert_eq!(serde_json::to_string(&serial).unwrap(), "\"0a00fe\"");
        assert_eq!("a00".parse::<SerialNumber>(), Err(SerialError::NotHexadecimal));
        assert_eq!("0000".parse::<SerialNumber>(), Err(SerialError::NotPositive));
        assert!(serde_json::from_str::<SerialNumber>("\"\"").is_err());
    }
}

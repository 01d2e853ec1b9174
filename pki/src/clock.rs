//! Time as a value that is passed in, so that tests can move the clock.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use der::DateTime;
use der::asn1::GeneralizedTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use x509_cert::time::Time;

/// 9999-12-31T23:59:59Z, the last moment that a GeneralizedTime can write.
const LAST_SECOND: i64 = 253_402_300_799;

/// A moment in UTC, in whole milliseconds since 1970. Certificates, CRLs and OCSP responses truncate it to seconds.
///
/// Serialised as RFC 3339 text, because people read messages and receipts too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment `milliseconds` after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_millis(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded towards the past.
    #[must_use]
    pub const fn as_seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This moment truncated to whole seconds, as in certificates.
    #[must_use]
    pub const fn truncated(self) -> Self {
        Self(self.as_seconds() * 1000)
    }

    /// The moment `duration` later, saturating at the latest representable moment.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }

    /// The moment `duration` earlier, saturating at the earliest representable moment.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }

    /// The time elapsed since `earlier`; zero if this moment is before it.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// UTCTime until 2049, GeneralizedTime after (RFC 5280 §4.1.2.5), clamped to the years 1970 to 9999.
    pub(crate) fn to_time(self) -> Time {
        self.date_time().into()
    }

    /// GeneralizedTime for any year, as in OCSP and CRL extensions, clamped to the years 1970 to 9999.
    pub(crate) fn to_generalized_time(self) -> GeneralizedTime {
        GeneralizedTime::from_date_time(self.date_time())
    }

    /// The moment read from an encoded structure.
    pub(crate) fn from_date_time(moment: DateTime) -> Self {
        let seconds = i64::try_from(moment.unix_duration().as_secs()).unwrap_or(LAST_SECOND);
        Self(seconds * 1000)
    }

    fn date_time(self) -> DateTime {
        let seconds = u64::try_from(self.as_seconds().clamp(0, LAST_SECOND)).unwrap_or(0);
        DateTime::from_unix_duration(Duration::from_secs(seconds)).expect("no later than the year 9999")
    }
}

/// RFC 3339 with milliseconds, in UTC.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(moment) => write!(f, "{moment:.3}"),
            Err(_) => write!(f, "{} ms", self.0),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let moment = jiff::Timestamp::from_millisecond(self.0).map_err(ser::Error::custom)?;
        serializer.collect_str(&format_args!("{moment:.3}"))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let moment: jiff::Timestamp = text.parse().map_err(de::Error::custom)?;
        Ok(Self(moment.as_millisecond()))
    }
}

/// A source of the current time.
pub trait Clock: Send + Sync {
    /// The current time.
    fn now(&self) -> Timestamp;
}

/// The machine's clock. No other code of the project reads it.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
    fn now(&self) -> Timestamp {
        let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
    }
}

/// A certificate's validity period in whole seconds, both ends included (RFC 5280 §4.1.2.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Bounds")]
pub struct Validity {
    not_before: Timestamp,
    not_after: Timestamp,
}

/// A validity period as serialised, not validated yet. Answers of the contract contain it, so that unknown fields are skipped.
#[derive(Deserialize)]
struct Bounds {
    not_before: Timestamp,
    not_after: Timestamp,
}

impl TryFrom<Bounds> for Validity {
    type Error = EmptyValidity;

    fn try_from(bounds: Bounds) -> Result<Self, EmptyValidity> {
        Self::new(bounds.not_before, bounds.not_after)
    }
}

/// The end is not after the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a validity period must end after it begins")]
pub struct EmptyValidity;

impl Validity {
    /// The validity period between two moments, truncated to seconds.
    ///
    /// # Errors
    /// If it would not end after it begins.
    pub fn new(not_before: Timestamp, not_after: Timestamp) -> Result<Self, EmptyValidity> {
        let (not_before, not_after) = (not_before.truncated(), not_after.truncated());
        if not_after <= not_before {
            return Err(EmptyValidity);
        }
        Ok(Self { not_before, not_after })
    }

    /// The first moment.
    #[must_use]
    pub const fn not_before(self) -> Timestamp {
        self.not_before
    }

    /// The last moment.
    #[must_use]
    pub const fn not_after(self) -> Timestamp {
        self.not_after
    }

    /// Whether `moment` is within the period.
    #[must_use]
    pub fn contains(self, moment: Timestamp) -> bool {
        self.not_before <= moment && moment.truncated() <= self.not_after
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::encode;

    /// As `date -u -d 2026-11-22T20:10:00Z +%s` prints it.
    const NOVEMBER_2026: Timestamp = Timestamp::from_millis(1_795_378_200_000);

    #[test]
    fn a_moment_is_shown_as_rfc_3339_with_milliseconds() {
        assert_eq!(NOVEMBER_2026.to_string(), "2026-11-22T20:10:00.000Z");
        assert_eq!(NOVEMBER_2026.plus(Duration::from_millis(7)).to_string(), "2026-11-22T20:10:00.007Z");
        assert_eq!(Timestamp::from_millis(-1).to_string(), "1969-12-31T23:59:59.999Z");
        assert_eq!(Timestamp::from_millis(i64::MAX).to_string(), "9223372036854775807 ms");
    }

    #[test]
    fn moments_are_utc_time_until_2049_and_generalized_time_after() {
        let last_of_2049 = Timestamp::from_millis(2_524_607_999_999);
        assert_eq!(encode(&last_of_2049.to_time()), b"\x17\x0d491231235959Z");
        assert_eq!(encode(&last_of_2049.plus(Duration::from_millis(1)).to_time()), b"\x18\x0f20500101000000Z");
        assert_eq!(encode(&NOVEMBER_2026.to_generalized_time()), b"\x18\x0f20261122201000Z");
    }

    #[test]
    fn moments_outside_the_encodable_range_are_clamped() {
        assert_eq!(encode(&Timestamp::from_millis(-1).to_time()), b"\x17\x0d700101000000Z");
        assert_eq!(encode(&Timestamp::from_millis(i64::MAX).to_time()), b"\x18\x0f99991231235959Z");
    }

    #[test]
    fn an_empty_validity_is_refused_by_the_constructor_and_when_deserialised() {
        assert_eq!(Validity::new(NOVEMBER_2026, NOVEMBER_2026.plus(Duration::from_millis(999))), Err(EmptyValidity));
        assert!(
            serde_json::from_str::<Validity>(r#"{"not_before":"1970-01-01T00:00:02Z","not_after":"1970-01-01T00:00:01Z"}"#)
                .is_err()
        );
        let text = r#"{"not_before":"1970-01-01T00:00:01.000Z","not_after":"1970-01-01T00:00:02.000Z"}"#;
        assert_eq!(serde_json::to_string(&serde_json::from_str::<Validity>(text).unwrap()).unwrap(), text);
    }

    #[test]
    fn a_validity_includes_its_first_and_last_second() {
        let validity = Validity::new(NOVEMBER_2026, NOVEMBER_2026.plus(Duration::from_secs(1))).unwrap();
        assert!(!validity.contains(NOVEMBER_2026.minus(Duration::from_millis(1))));
        assert!(validity.contains(NOVEMBER_2026));
        assert!(validity.contains(NOVEMBER_2026.plus(Duration::from_millis(1999))));
        assert!(!validity.contains(NOVEMBER_2026.plus(Duration::from_secs(2))));
    }
}

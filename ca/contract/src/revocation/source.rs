//! The source of the answers in an emergency revocation, under which wrong answers are counted.

use std::fmt;
use std::str::FromStr;

use pki::SubscriberNetwork;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The channel by which the answers arrived (M19), and from whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The public page, opened from a subscriber's network.
    Web(SubscriberNetwork),
    /// The telephone, answered by an operator.
    Telephone(OperatorName),
}

/// The name of a telephone operator at the revocation service: 1 to 64 of `a–z`, `0–9`, `.` and `-`, so that there is only one
/// spelling of each.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OperatorName(String);

/// The text is not an operator's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an operator's name has 1 to 64 of a-z, 0-9, . and -")]
pub struct NotAnOperatorName;

impl OperatorName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OperatorName {
    type Err = NotAnOperatorName;

    fn from_str(text: &str) -> Result<Self, NotAnOperatorName> {
        let fits = (1..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.' || byte == b'-');
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAnOperatorName) }
    }
}

impl fmt::Display for OperatorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for OperatorName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for OperatorName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;

    #[test]
    fn a_source_has_only_one_serialised_form() {
        for good in [json!({ "web": "192.0.2.7" }), json!({ "web": "2001:db8:0:1::/64" }), json!({ "telephone": "hotline-3" })] {
            let source: Source = from_value(good.clone()).unwrap();
            assert_eq!(serde_json::to_value(&source).unwrap(), good);
        }
        let refused: [Value; 10] = [
            json!("192.0.2.7"),
            json!({ "web": "hotline-3" }),
            json!({ "web": "::ffff:192.0.2.7" }),
            json!({ "web": "2001:db8:0:1::7" }),
            json!({ "web": "2001:db8:0:1::7/64" }),
            json!({ "web": "192.0.2.7", "telephone": "hotline-3" }),
            json!({ "telephone": "" }),
            json!({ "telephone": "Hotline-3" }),
            json!({ "telephone": "hotline 3" }),
            json!({ "telephone": "a".repeat(65) }),
        ];
        for bad in refused {
            assert!(from_value::<Source>(bad.clone()).is_err(), "{bad}");
        }
    }
}

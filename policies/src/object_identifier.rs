//! Object identifiers of certificate policies, under the operator's arc.

use serde::Deserialize;

/// anyPolicy (RFC 5280 §4.2.1.4).
const ANY_POLICY: &str = "2.5.29.32.0";

/// The operator's arc, a complete object identifier.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Arc(String);

/// A policy in the files: `any`, or the arcs that follow the operator's.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum Policy {
    /// anyPolicy.
    Any,
    /// The arcs that follow the operator's.
    Own(String),
}

/// Not an object identifier.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an object identifier, expected {1}")]
pub(crate) struct NotAnObjectIdentifier(String, &'static str);

impl Policy {
    /// The complete object identifier.
    pub(crate) fn under(&self, arc: &Arc) -> String {
        match self {
            Self::Any => ANY_POLICY.to_owned(),
            Self::Own(rest) => format!("{}.{rest}", arc.0),
        }
    }
}

impl TryFrom<String> for Arc {
    type Error = NotAnObjectIdentifier;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        // X.660 §7.6: the first arc is 0, 1 or 2; below 0 and 1 the second is at most 39.
        let whole = match arcs(&text).as_deref() {
            Some([0 | 1, second, _, ..]) => *second <= 39,
            Some([2, _, _, ..]) => true,
            _ => false,
        };
        if whole { Ok(Self(text)) } else { Err(NotAnObjectIdentifier(text, "a whole one such as 1.3.6.1.4.1.32473")) }
    }
}

impl TryFrom<String> for Policy {
    type Error = NotAnObjectIdentifier;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match arcs(&text) {
            _ if text == "any" => Ok(Self::Any),
            Some(_) => Ok(Self::Own(text)),
            None => Err(NotAnObjectIdentifier(text, "\"any\", or what follows the arc such as \"10.1.1\"")),
        }
    }
}

/// The numbers in a dotted text: 1 to 12, each of at most 32 bits, without leading zeros.
fn arcs(text: &str) -> Option<Vec<u32>> {
    if text.len() > 64 {
        return None;
    }
    let arcs: Option<Vec<u32>> = text
        .split('.')
        .map(|arc| {
            let plain = arc == "0" || (!arc.starts_with('0') && arc.bytes().all(|byte| byte.is_ascii_digit()));
            plain.then(|| arc.parse().ok())?
        })
        .collect();
    arcs.filter(|arcs| arcs.len() <= 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_placed_under_the_operators_arc() {
        let arc = Arc::try_from("1.3.6.1.4.1.32473".to_owned()).unwrap();
        assert_eq!(Policy::try_from("10.1.1".to_owned()).unwrap().under(&arc), "1.3.6.1.4.1.32473.10.1.1");
        assert_eq!(Policy::try_from("any".to_owned()).unwrap().under(&arc), "2.5.29.32.0");
    }

    #[test]
    fn malformed_object_identifiers_are_refused() {
        for bad in ["", "1.2", "3.1.1", "1.40.1", "1.3.", ".1.3", "1..3", "1.03.1", "1.3.4294967296", "1.3.+6", "1.3.x"] {
            assert!(Arc::try_from(bad.to_owned()).is_err(), "{bad}");
        }
        for bad in ["", ".10", "10.", "10.01", "ten", "any.1", "1.1.1.1.1.1.1.1.1.1.1.1.1"] {
            assert!(Policy::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}

//! Order numbers.

use std::fmt;
use std::str::FromStr;

use ca_contract::statement as contract;
use pki::letters::plain;
use serde::{Deserialize, Serialize};

/// An order number, `SC-2026-000123`: identifies an order to people, here and at the certificate authority.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderNumber(contract::OrderNumber);

/// Digits after the year.
const SERIAL: usize = 6;
/// Words that people write before a number.
const LABELS: [&str; 8] = ["COMMANDE", "N", "NO", "NR", "NUMBER", "NUMERO", "NUM", "ORDER"];

/// Not an order number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order number looks like SC-2026-000123")]
pub struct NotAnOrderNumber;

impl OrderNumber {
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The number in a text that consists of nothing else, as people type and dictate it: in any case, with any separators or
    /// none, without `SC`, without leading zeros after the year, after a word such as `commande n°`.
    #[must_use]
    pub fn typed(text: &str) -> Option<Self> {
        let plain = plain(text);
        let mut words: Vec<&str> = plain.split(|symbol: char| !symbol.is_ascii_alphanumeric()).collect();
        words.retain(|word| !word.is_empty() && !LABELS.contains(word));
        let (first, rest) = words.split_first()?;
        let digits: Vec<&str> = match first.strip_prefix("SC").unwrap_or(first) {
            "" => rest.to_vec(),
            first => std::iter::once(first).chain(rest.iter().copied()).collect(),
        };
        let joined = digits.concat();
        if !joined.bytes().all(|symbol| symbol.is_ascii_digit()) {
            return None;
        }
        let (year, serial) = match digits.as_slice() {
            [year, serial] if year.len() == 4 && serial.len() <= SERIAL => (*year, *serial),
            _ if joined.len() == 4 + SERIAL => joined.split_at(4),
            _ => return None,
        };
        format!("SC-{year}-{serial:0>SERIAL$}").parse().ok()
    }
}

impl FromStr for OrderNumber {
    type Err = NotAnOrderNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|contract::NotAnOrderNumber| NotAnOrderNumber)
    }
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<contract::OrderNumber> for OrderNumber {
    fn from(number: contract::OrderNumber) -> Self {
        Self(number)
    }
}

impl From<&OrderNumber> for contract::OrderNumber {
    fn from(number: &OrderNumber) -> Self {
        number.0.clone()
    }
}

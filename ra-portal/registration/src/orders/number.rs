//! Order numbers.

use std::fmt;
use std::str::FromStr;

use ca_contract::statement as contract;
use serde::{Deserialize, Serialize};

/// An order number, `SC-2026-000123`: identifies an order to people, here and at the certificate authority.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderNumber(contract::OrderNumber);

/// Not an order number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order number looks like SC-2026-000123")]
pub struct NotAnOrderNumber;

impl OrderNumber {
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
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

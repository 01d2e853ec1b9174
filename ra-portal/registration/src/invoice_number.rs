//! Numbers of invoices, which messages contain.

use serde::{Deserialize, Serialize};

/// An invoice's number, without gaps within a year: `F-2026-000123`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InvoiceNumber(pub(crate) String);

impl InvoiceNumber {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

//! How much of an order's price is paid.

use pki::Timestamp;
use serde::{Deserialize, Serialize};

use super::InvoiceNumber;
use crate::orders::PaidInFull;

/// How much of an order's price is paid; all amounts in cents of a euro.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "payment")]
pub enum PaymentState {
    /// Nothing was received.
    Pending,
    /// Less than the price was received.
    Partial { received_cents: i64, due_cents: i64 },
    /// Exactly the price was received, and invoiced.
    Paid { at: Timestamp, invoice: InvoiceNumber },
    /// More than the price was received; the price is invoiced, the difference must be refunded.
    Overpaid {
        at: Timestamp,
        invoice: InvoiceNumber,
        /// The amount to refund.
        excess_cents: i64,
    },
}

impl PaymentState {
    /// Derives the state from what was received and the invoice, which is issued as soon as the price is reached.
    pub(super) fn of(price_cents: i64, received_cents: i64, invoice: Option<(Timestamp, InvoiceNumber)>) -> Self {
        match invoice {
            Some((at, invoice)) if received_cents > price_cents => {
                Self::Overpaid { at, invoice, excess_cents: received_cents - price_cents }
            }
            Some((at, invoice)) => Self::Paid { at, invoice },
            None if received_cents == 0 => Self::Pending,
            None => Self::Partial { received_cents, due_cents: price_cents - received_cents },
        }
    }

    /// Whether the full price was received.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        self.paid_in_full().is_some()
    }

    /// The proof that the full price was received.
    pub(crate) const fn paid_in_full(&self) -> Option<PaidInFull> {
        match self {
            Self::Paid { at, .. } | Self::Overpaid { at, .. } => Some(PaidInFull::since(*at)),
            Self::Pending | Self::Partial { .. } => None,
        }
    }
}

/// How money was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentMethod {
    /// A bank transfer, recorded by staff.
    Transfer,
    /// The demonstration's card page: no money moved.
    DemonstrationCard,
}

impl PaymentMethod {
    pub const ALL: [Self; 2] = [Self::Transfer, Self::DemonstrationCard];

    /// The name in the database and in the message catalogues.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::DemonstrationCard => "demonstration-card",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words that stand in rows of payments since the first release.
    #[test]
    fn methods_have_the_names_that_are_stored() {
        assert_eq!(PaymentMethod::ALL.map(PaymentMethod::name), ["transfer", "demonstration-card"]);
    }
}

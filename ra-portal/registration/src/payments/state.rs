//! How an order's money stands.

use pki::Timestamp;
use serde::{Deserialize, Serialize};

use super::InvoiceNumber;
use crate::orders::PaidInFull;

/// How an order's money stands, all amounts in cents of a euro.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "payment")]
pub enum PaymentState {
    /// Nothing came in.
    Pending,
    /// Too little came in.
    Partial {
        /// What came in.
        received_cents: i64,
        /// What is still due.
        due_cents: i64,
    },
    /// Exactly the price, and invoiced.
    Paid {
        /// Since when.
        at: Timestamp,
        /// The invoice.
        invoice: InvoiceNumber,
    },
    /// More than the price, and invoiced: the difference is to be paid back.
    Overpaid {
        /// Since when.
        at: Timestamp,
        /// The invoice.
        invoice: InvoiceNumber,
        /// What is to be paid back.
        excess_cents: i64,
    },
}

impl PaymentState {
    /// From what came in and the invoice, which is issued as soon as it suffices.
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

    /// Whether the price has come in.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        self.paid_in_full().is_some()
    }

    /// The proof that the price has come in.
    pub(crate) const fn paid_in_full(&self) -> Option<PaidInFull> {
        match self {
            Self::Paid { at, .. } | Self::Overpaid { at, .. } => Some(PaidInFull::since(*at)),
            Self::Pending | Self::Partial { .. } => None,
        }
    }
}

/// How money came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentMethod {
    /// A bank transfer, recorded by staff.
    Transfer,
    /// The demonstration's card page: no money moved.
    DemonstrationCard,
}

impl PaymentMethod {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Transfer, Self::DemonstrationCard];

    /// Its name in the database and in the catalogues of texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::DemonstrationCard => "demonstration-card",
        }
    }
}

//! What was paid too much, until it is given back.

use pki::{Id, Timestamp};

use crate::orders::{OrderId, OrderNumber};

/// Marks identifiers of overpayments.
#[derive(Debug)]
pub enum OverpaymentTag {}

/// Identifies what was paid too much until it is refunded; what comes in afterwards is another.
pub type OverpaymentId = Id<OverpaymentTag>;

/// What was paid too much for an order, and is to be paid back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overpayment {
    /// Which.
    pub id: OverpaymentId,
    /// The order.
    pub order: OrderId,
    /// What people call it.
    pub number: OrderNumber,
    /// For whom it is: given names and surname, as the invoice has them.
    pub holder: String,
    /// How much, in cents: above nothing.
    pub cents: i64,
    /// Since when.
    pub since: Timestamp,
}

/// Money that went back to whoever paid too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refund {
    /// When it was recorded.
    pub at: Timestamp,
    /// How much, in cents: above nothing.
    pub cents: i64,
}

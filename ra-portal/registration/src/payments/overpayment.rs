//! Overpayments, until they are refunded.

use pki::{Id, Timestamp};

use crate::orders::{OrderId, OrderNumber};

/// Marks identifiers of overpayments.
#[derive(Debug)]
pub enum OverpaymentTag {}

/// Identifies an overpayment; money received after its refund makes another one.
pub type OverpaymentId = Id<OverpaymentTag>;

/// An overpayment of an order, to be refunded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overpayment {
    pub id: OverpaymentId,
    pub order: OrderId,
    pub number: OrderNumber,
    /// Given names and surname of the holder, as on the invoice.
    pub holder: String,
    /// Amount in cents, greater than 0.
    pub cents: i64,
    pub since: Timestamp,
}

/// The refund of an overpayment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refund {
    /// When it was recorded.
    pub at: Timestamp,
    /// Amount in cents, greater than 0.
    pub cents: i64,
}

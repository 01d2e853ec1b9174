//! Identifiers of orders, which their keys refer to.

use pki::Id;

/// Marks identifiers of orders.
#[derive(Debug)]
pub enum OrderTag {}

/// Identifies an order, from the first draft.
pub type OrderId = Id<OrderTag>;

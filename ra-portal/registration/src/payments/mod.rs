//! Payments, recorded separately from the state of the order.
//!
//! Money is received by bank transfer, which staff record from the bank's statements, or on the demonstration's card page. The
//! sum received for an order is compared with its frozen price; the invoice is issued once, when the price is reached. An
//! overpayment is listed until staff record its refund.

mod card;
mod invoice;
mod overpayment;
mod overview;
mod reference;
mod refund;
mod settle;
mod state;
mod store;
mod transfer;
mod transfers;

use std::sync::Arc;

pub use crate::invoice_number::InvoiceNumber;
pub use card::CardError;
pub use invoice::Invoice;
pub use overpayment::{Overpayment, OverpaymentId, Refund};
pub use overview::PaymentOverview;
pub use refund::RefundError;
pub use state::{PaymentMethod, PaymentState};
pub use transfer::{
    AmountFault, StatementDate, StatementDateFault, StatementText, StatementTextFault, Transfer, TransferAmount, TransferEntry,
    TransferId, TransferState,
};
pub use transfers::{AssignError, RecordTransferError, ReturnError, TransferLists};

pub(crate) use store::{encrypt_transfer, state};

#[cfg(test)]
mod tests;

use crate::core::Core;

/// Bank transfers, card payments, refunds and invoices.
#[derive(Clone)]
pub struct Payments {
    pub(crate) core: Arc<Core>,
}

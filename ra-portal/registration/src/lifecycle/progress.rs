//! The progress of an order: the order with its money, its timeline and what is awaited.

use chassis::db::{StoreError, Tx};

use super::open_pieces::open_pieces;
use super::{Expectation, Known, expectations};
use crate::core::Core;
use crate::orders::{self, Event, Order, OrderState, Party};
use crate::payments::{self, PaymentState};

/// An order, its money, its events and what is awaited.
#[derive(Clone, Debug)]
pub struct Progress {
    pub order: Order,
    pub payment: PaymentState,
    /// The events, oldest first.
    pub events: Vec<Event>,
    /// What is awaited, most urgent first; several at once while money and dossier are awaited, none at the end.
    pub awaited: Vec<Expectation>,
}

impl Progress {
    /// What is awaited from the applicant, later the holder.
    pub fn of_applicant(&self) -> impl Iterator<Item = Expectation> + '_ {
        self.awaited.iter().filter(|expected| expected.what.from() == Party::Applicant).copied()
    }
}

/// The progress of an order, as the transaction sees it.
///
/// # Errors
/// Those of the database.
pub(crate) async fn progress(core: &Core, tx: &mut Tx, order: Order) -> Result<Progress, StoreError> {
    let payment = match order.placed() {
        Some(placed) => payments::state(tx, order.id, placed.price).await?,
        None => PaymentState::Pending,
    };
    let events = orders::events(&core.order_keys, tx, order.id).await?;
    let open_pieces = match order.state() {
        OrderState::UnderReview { .. } => open_pieces(tx, &order).await?,
        _ => 0,
    };
    let known = Known::of(&events, payment.is_settled(), open_pieces, core.delivery_days(&order.product));
    let awaited = expectations(&order, &known, &core.environment.settings);
    Ok(Progress { order, payment, events, awaited })
}

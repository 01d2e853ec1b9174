//! Orders: what an applicant asks for, page by page, and how far it has come.

mod answers;
mod application;
mod place;
mod section;
mod service;
mod standing;
mod state;
mod store;
#[cfg(test)]
mod tests;
mod timeline;

use std::sync::Arc;

pub use answers::{DateFault, FieldFault, FieldFaults, Typed};
pub use application::{
    ActivationContact, Application, Billing, BillingParty, Birth, Delivery, Identity, LatinSpelling, Listing, ShownTerms, Terms,
};
pub use ca_contract::statement::OrderNumber;
pub use place::PlaceError;
pub use section::Section;
pub use service::{AnswerError, Closed, NoSuchOrder, NotForSale};
pub use standing::Standing;
pub use state::{Order, OrderState, Placed, Price, Review};
pub use timeline::{Awaited, Event, EventKind, Party, Timeline};

pub(crate) use store::{events, find, find_by_number, read, record_event, update};

use pki::Id;

use crate::core::Core;

/// What an applicant orders, section by section, and where each order has got to.
#[derive(Clone)]
pub struct Orders {
    pub(crate) core: Arc<Core>,
}

/// Marks identifiers of orders.
#[derive(Debug)]
pub enum OrderKind {}

/// Identifies an order, from its first draft on.
pub type OrderId = Id<OrderKind>;

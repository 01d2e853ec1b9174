//! Orders: what an applicant orders, section by section, and the states of an order.

mod answers;
mod application;
mod asked;
mod expert_card;
mod number;
mod state;
mod store;
mod timeline;

pub use crate::order_id::{OrderId, OrderTag};
pub use answers::{DateFault, FieldFault, FieldFaults, Typed};
pub use application::{
    ActivationContact, Application, Billing, BillingParty, Birth, Delivery, Identity, LatinSpelling, Listing, ShownTerms, Terms,
};
pub use number::{NotAnOrderNumber, OrderNumber};
pub use policies::Section;
pub use state::{Order, OrderState, Placed, Price, Review};
pub use timeline::{Awaited, Event, EventKind, Party};

pub(crate) use answers::{AGE, AnswerRules, certificate_ends, in_three_fields, is_unknown};
pub(crate) use state::{
    AcceptedDossier, CannotAuthorise, CompleteDossier, Happened, PaidInFull, PrintedPinLetter, Transition, ValidIdentityCheck,
};
pub(crate) use store::{
    ORDER_WITH_KEY, events, find, find_by_number, find_draft, insert, next_number, of_account, read, record_event, update,
};

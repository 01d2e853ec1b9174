//! What applicants do with their orders: draft, correct and place them, and see how far they have come.

mod drafts;
mod place;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use drafts::{AnswerError, Closed, NoSuchOrder, NotForSale};
pub use place::PlaceError;

use crate::core::Core;

/// What an applicant orders, section by section, and where each order has got to.
#[derive(Clone)]
pub struct Orders {
    pub(crate) core: Arc<Core>,
}

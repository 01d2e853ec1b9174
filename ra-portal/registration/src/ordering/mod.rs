//! What applicants do with their orders: draft, correct and place them, and see their progress.

mod drafts;
mod place;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use drafts::{AnswerError, Closed, NoSuchOrder, NotForSale};
pub use place::PlaceError;

use crate::core::Core;

/// Drafting, correcting and placing orders, and their progress.
#[derive(Clone)]
pub struct Orders {
    pub(crate) core: Arc<Core>,
}

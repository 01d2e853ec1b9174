//! Production: an approved order at the station, its PIN letter, the dispatch of its token.
//!
//! The station works for the certificate authority; the registration authority learns what it did from the feed of token events.

mod dispatch;
mod feed;
mod follow;
mod letter;
mod letters;
mod make_letters;
mod overview;
mod store;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use dispatch::{ShipError, TrackingNumber, TrackingNumberFault};
pub use letter::{LetterState, PinLetterFacts};
pub use letters::{NotPrinted, OpenLetterError};
pub use make_letters::RenderPinLetter;
pub use overview::{InProduction, ProductionOverview};

use crate::core::Core;

/// Production of tokens: following the feed of token events, PIN letters, dispatch.
#[derive(Clone)]
pub struct Production {
    pub(crate) core: Arc<Core>,
}

//! Production: what becomes of an approved order at the station, its PIN letter, its token's dispatch.
//!
//! The station works for the certificate authority; what it did is learned by following the feed of tokens.

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

/// From the certificate authority's token events to the PIN letter and the parcel.
#[derive(Clone)]
pub struct Production {
    pub(crate) core: Arc<Core>,
}

//! The life of an order: the only place that writes a transition, and the only one that decides what is awaited next.

mod apply;
mod expectations;
mod open_pieces;
mod overtaken;
mod progress;
#[cfg(test)]
mod tests;

pub use expectations::Expectation;
pub use progress::Progress;

pub(crate) use apply::apply;
pub(crate) use expectations::{Known, expectations};
pub(crate) use open_pieces::open_pieces;
pub(crate) use overtaken::drop_letter;
pub(crate) use progress::progress;
